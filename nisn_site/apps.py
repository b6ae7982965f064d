import sys

from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin import apps as admin_apps  # its AdminConfig, imported by name, would count as ours
from django.contrib.staticfiles import apps as staticfiles_apps
from django.utils.translation import gettext_lazy as _


class NisnSiteConfig(AppConfig):
    default = True
    name = "nisn_site"
    verbose_name = _("Organizers")

    def ready(self):
        from . import checks  # noqa: F401 (registers itself)
        from .discreet_log import print_uncaught

        if not settings.DEBUG:
            sys.excepthook = print_uncaught


class OrganizerAdminConfig(admin_apps.AdminConfig):
    """The stock admin with our name on it and a task list as its home."""

    default = False
    default_site = "nisn_site.admin_site.OrganizerAdminSite"


class SiteStaticFilesConfig(staticfiles_apps.StaticFilesConfig):
    """Leaves out the parts of the style sheet, which are served joined and whose addresses hold only there."""

    default = False
    ignore_patterns = [*staticfiles_apps.StaticFilesConfig.ignore_patterns, "parts"]
