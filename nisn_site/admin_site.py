from functools import partial

from django.conf import settings
from django.contrib.admin import AdminSite
from django.db.models.base import ModelBase
from django.http import Http404
from django.shortcuts import render
from django.urls import path
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from nisn_site.kit.markdown import render as render_markdown
from nisn_site.kit.translation_admin import gap_links

from .hall_page import hall_page


class OrganizerAdminSite(AdminSite):
    """The stock admin, in organizers' words. Its home page is a list of things to do (templates/admin/index.html)."""

    site_header = gettext_lazy("Organizers' desk")
    site_title = gettext_lazy("Organizers' desk")
    index_title = gettext_lazy("What needs you today")
    enable_nav_sidebar = False

    def register(self, model_or_iterable, *args, **options):
        """Leaves out allauth's tables, which hold secrets (organizers are changed on their own page), and the jobs'."""
        models = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        ours = [model for model in models if not model.__module__.startswith(("allauth.", "procrastinate."))]
        super().register(ours, *args, **options)

    def get_urls(self):
        return [
            path("preview-markdown/", self.admin_view(require_POST(self.preview_markdown)), name="preview_markdown"),
            path("hall-page/", self.admin_view(self.hall_page), name="hall_page"),
            path("translations/<str:language>/", self.admin_view(self.translation_list), name="translation_list"),
            *super().get_urls(),
        ]

    def get_app_list(self, request, app_label=None):
        """As in the stock admin, but made only where it is shown: a quarter of a page's time went into it unseen."""
        return SimpleLazyObject(partial(super().get_app_list, request, app_label))

    def preview_markdown(self, request):
        """The Markdown of one field of the posted form, as readers will see it. Changes nothing."""
        text = request.POST.get(request.POST.get("preview_of", ""), "")
        context = self.each_context(request) | {"title": _("Preview"), "html": render_markdown(text)}
        return render(request, "admin/preview_markdown.html", context)

    def hall_page(self, request):
        return hall_page(request, self.each_context(request))

    def translation_list(self, request, language: str):
        """Everything that still has no reviewed, up-to-date translation."""
        if language not in dict(settings.LANGUAGES):
            raise Http404("not a language of this site")
        name = settings.LANGUAGE_NAMES[language]
        title = _("What is missing in %(language)s") % {"language": name}
        context = self.each_context(request) | {"title": title, "links": gap_links(language)}
        return render(request, "admin/translation_list.html", context)
