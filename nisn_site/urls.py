from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path

from . import for_machines, style_page
from .error_pages import bad_request, not_found, permission_denied, server_error

handler400, handler403, handler404, handler500 = bad_request, permission_denied, not_found, server_error


def mail_reports() -> list:
    """Where a mail service tells what came back, if one is set; else anymail, which is slow to load, is not loaded."""
    if not (settings.MAIL_SERVICE and settings.MAIL_REPORTS_SECRET):
        return []
    from .mail_reports import report_view

    return [path("mail/reports/", report_view(settings.MAIL_SERVICE), name="mail_reports")]


urlpatterns = [
    path("", for_machines.choose_language, name="choose_language"),
    path("robots.txt", for_machines.robots, name="robots"),
    path("llms.txt", for_machines.llms, name="llms"),
    path(".well-known/security.txt", for_machines.security, name="security"),
    path("service-worker.js", for_machines.service_worker, name="service_worker"),
    path("favicon.ico", for_machines.favicon, name="favicon"),
    path("sitemap.xml", for_machines.sitemap, name="sitemap"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("admin/", admin.site.urls),
    *mail_reports(),
    *([path("dev/mail/", include("nisn_site.dev_mail"))] if settings.DEBUG else []),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    *i18n_patterns(
        *([path("style/", style_page.style, name="style")] if settings.DEBUG else []),
        path("<conference:conference>/proposals/", include("campaigns.urls")),
        path("", include("campaigns.unity_urls")),
        path("", include("conference.urls")),
        prefix_default_language=True,
    ),
]
