"""Our own pages for what goes wrong, with menu and phone, in the reader's language.

Pages for 500 and 503 must not need the database. They are written to files beforehand
(`manage.py write_error_pages`), so that nginx can show the same ones when the site itself is down.
"""

import logging
import sys

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from .typed_words import page_with_typed_words

logger = logging.getLogger(__name__)

WORDS = {
    400: (_("We could not read that request"), _("The address or the form has a sign in it that we cannot use. Go back and try again.")),
    403: (_("You cannot open this page"), _("This page is for organizers, or the form came from another site. Go back and try again.")),
    404: (_("We cannot find that page"), _("The address may be old or mistyped. Use the menu or search.")),
    405: (_("That does not work here"), _("This page can be read, but not used that way.")),
    413: (_("That is too much at once"), _("The text or file is too big for this page. Go back and make it shorter, then send it again.")),
    429: (_("Too many tries"), _("Wait a few minutes, then try again. You can also call us.")),
}  # fmt: skip
WITHOUT_DATABASE = (400, 413, 500, 503)  # nginx itself answers 400 and 413, too


class ErrorPages:
    """Gives a body to the bare refusals of other middleware and of `require_GET`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code in WORDS and not response.streaming and not response.content:
            page = error_page(request, response.status_code)
            response.content, response.headers["Content-Type"] = page.content, page.headers["Content-Type"]
            response.headers["Content-Length"] = str(len(page.content))  # others have noted the empty body's
        return response

    def process_exception(self, request, exception):
        """In the admin a year with thirty digits, or letters for a number, is a wrong request; Django answers 500.

        It is written to the log all the same, since a fault of ours could look like that, too.
        """
        if request.path.startswith("/admin/") and isinstance(exception, OverflowError | ValueError):
            logger.error("Refused as a wrong request: %s", request.path, exc_info=exception)
            return error_page(request, 400)
        return None


def error_page(request, status: int) -> HttpResponse:
    """The page for a refused request; falls back to the static one when the database is away, too."""
    title, message = WORDS[status]
    try:
        return render(request, "error.html", {"status": status, "title": title, "message": message}, status=status)
    except DatabaseError:
        return static_error_page(503)


def bad_request(request, exception):
    return error_page(request, 400)


def permission_denied(request, exception):
    return error_page(request, 403)


def not_found(request, exception):
    return error_page(request, 404)


def csrf_failure(request, reason=""):
    if request.path.startswith("/admin/"):
        kept = page_with_typed_words(request, why=_("You have signed in again since you opened the page."))
        return kept or error_page(request, 403)
    return error_page(request, 403)


def server_error(request):
    """500, or 503 when the database is what failed: that passes, so the page says to come back."""
    cause = sys.exc_info()[1]
    return static_error_page(503 if isinstance(cause, OperationalError | InterfaceError) else 500)


def static_error_page(status: int) -> HttpResponse:
    written = settings.ERROR_PAGES_DIR / f"{status}.html"
    text = written.read_text() if written.exists() else render_static(status)
    response = HttpResponse(text, status=status)
    if status == 503:
        response.headers["Retry-After"] = "60"
    return response


def render_static(status: int, *, network=None, phones=()) -> str:
    context = {
        "status": status,
        "words": WORDS.get(status),
        "network": network,
        "phones": phones,
        "languages": settings.LANGUAGES,
    }
    return render_to_string("error_static.html", context)


def write_static() -> list[str]:
    """Write the static pages with the network's name and phones as they are now; return the file names."""
    network = apps.get_model("conference", "Network").objects.first()
    phones = list(network.phones.all()) if network else []
    settings.ERROR_PAGES_DIR.mkdir(parents=True, exist_ok=True)
    written = []
    for status in WITHOUT_DATABASE:
        path = settings.ERROR_PAGES_DIR / f"{status}.html"
        path.write_text(render_static(status, network=network, phones=phones))
        written.append(str(path))
    return written
