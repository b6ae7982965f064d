"""Small files for browsers, search engines and security researchers, and the choice of language at `/`."""

from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.sitemaps.views import sitemap as sitemap_of
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.module_loading import import_string
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe


@require_safe
def choose_language(request):
    """Lead to the reader's language once; from then on the address says it."""
    with override(get_language_from_request(request)):
        response = redirect("conference:home")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def robots(request):
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    # Comparisons of drafts are as many as pairs of drafts; the drafts themselves say all that is in them.
    hidden = (
        "/admin/",
        "/accounts/",
        "/*/search/",
        "/*/proposals/*/compare/",
        "/*/proposals/*/changes/",
        "/*/my-list/",
    )
    rules = "".join(f"Disallow: {address}\n" for address in hidden)
    return plain(f"User-agent: *\n{rules}Sitemap: {sitemap}\n")


@require_safe
def sitemap(request):
    """Every public address of every app; the settings name where each app lists its own."""
    sitemaps = {f"{path}-{name}": found for path in settings.SITEMAPS for name, found in import_string(path).items()}
    return sitemap_of(request, sitemaps)


@require_safe
def llms(request):
    """What the site is, for programs that read it: see llmstxt.org."""
    context = {
        "network": apps.get_model("conference", "Network").objects.first(),
        "conferences": apps.get_model("conference", "Conference").objects.public(),
        "languages": settings.LANGUAGES,
        "origin": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "llms.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
def security(request):
    """RFC 9116. The expiry date moves along with the day, since the address is read from the settings."""
    expires = (timezone.now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    canonical = request.build_absolute_uri(reverse("security"))
    return plain(
        f"Contact: {settings.SECURITY_CONTACT}\nExpires: {expires.isoformat()}\n"
        f"Preferred-Languages: {', '.join(code for code, _ in settings.LANGUAGES)}\nCanonical: {canonical}\n"
    )


@require_safe
def service_worker(request):
    """At the root, since a script may only serve pages below its own address; browsers ask for it anew each day."""
    text = Path(finders.find("js/service-worker.js")).read_text()
    return HttpResponse(text, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@require_safe
def favicon(request):
    """Old browsers ask for this address whatever the page says."""
    return redirect(staticfiles_storage.url("img/favicon.svg"))


def plain(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
