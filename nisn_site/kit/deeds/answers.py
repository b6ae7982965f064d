"""How all pages of deeds answer: kept nowhere, found by no search engine, from our own pages only, and never a lost text."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt

from nisn_site.kit.gate.arrival import Arrival, arrival
from nisn_site.kit.pages import render_page

from .away import away_page

METHODS = ("GET", "HEAD", "POST")


def private(view, pages):
    """The view, guarded. Django's own protection wants a cookie; `arrival` needs none."""

    @csrf_exempt
    @wraps(view.func)
    def answer(request, **parts):
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if request.method == "POST" and arrival(request) is Arrival.FOREIGN:
            raise PermissionDenied
        response = answered(view, pages, request, parts)
        add_never_cache_headers(response)
        response.headers.setdefault("X-Robots-Tag", "noindex")
        return response

    return answer


def answered(view, pages, request, parts):
    try:
        if request.method == "POST":
            wake(connection)
        return view(request, **parts)
    except (OperationalError, InterfaceError):
        if request.method != "POST":
            raise
        return away_page(request, pages.form_class, leave_quickly=pages.leave_quickly)


def wake(connection) -> None:
    """A connection that died since the last page would cost the first who writes after that an error page."""
    if connection.connection is not None and not connection.in_atomic_block and not connection.is_usable():
        connection.close()


def show(request, pages, name: str, context: dict, *, place=None, status: int = 200):
    """Render a page of these deeds: the app's template if it has one, else the kit's."""
    more = dict(pages.context(place))
    frame = {key: more.pop(key) for key in ("conference", "texts") if key in more}
    words = {"words": pages.words, "pages": pages, "place": place, "form_url": pages.url("form", place)}
    templates = list(dict.fromkeys([f"{pages.folder}/{name}.html", f"deeds/{name}.html"]))
    request.leave_quickly = pages.leave_quickly
    return render_page(request, templates, words | more | context, status=status, **frame)


def see_other(url: str) -> HttpResponseRedirect:
    """After a post: the browser gets the next page by GET, also when it is reloaded."""
    return HttpResponseRedirect(url, status=303)
