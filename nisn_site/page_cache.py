"""Keeps finished public pages in the memory of each worker, until the site's version moves on.

Pages are the same for everybody: no cookie, no visitor's name, language in the path. So one small query
replaces a dozen milliseconds of work, and while the database is away readers still get the last good page.
"""

import re
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse

from nisn_site.kit.site_version import current_version

PUBLIC = re.compile(r"^/[a-z]{2}(-[a-z]+)?/")
LONGEST_SECONDS = 30  # texts that wait for their hour appear without any change in the database
MOST_PAGES = 1_000
MOST_BYTES = 64_000_000  # in each worker
LARGEST_BYTES = 2_000_000  # comparisons of long drafts and the schedule of a large congress cost most to make


@dataclass(frozen=True, slots=True)
class KeptPage:
    version: int
    made_at: float
    content: bytes
    headers: dict[str, str]

    def is_fresh(self, version: int) -> bool:
        return self.version == version and time.monotonic() - self.made_at < LONGEST_SECONDS

    def response(self) -> HttpResponse:
        return HttpResponse(self.content, headers=self.headers)


class Shelf:
    """The kept pages, least recently read first; old ones make room for new ones."""

    def __init__(self):
        self.pages: OrderedDict[str, KeptPage] = OrderedDict()
        self.bytes = 0
        self.lock = Lock()

    def get(self, path: str) -> KeptPage | None:
        with self.lock:
            if path in self.pages:
                self.pages.move_to_end(path)
            return self.pages.get(path)

    def put(self, path: str, page: KeptPage) -> None:
        with self.lock:
            self.remove(path)
            self.pages[path] = page
            self.bytes += len(page.content)
            while len(self.pages) > MOST_PAGES or self.bytes > MOST_BYTES:
                self.remove(next(iter(self.pages)))

    def remove(self, path: str) -> None:
        if page := self.pages.pop(path, None):
            self.bytes -= len(page.content)


class PageCache:
    """Answers from the shelf where it may; must run inside the language and error middleware."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.shelf = Shelf()

    def __call__(self, request):
        if not settings.KEEP_PAGES or not may_be_kept(request):
            return self.get_response(request)
        address = request.get_host() + request.path
        kept = self.shelf.get(address)
        try:
            version = current_version()
        except (OperationalError, InterfaceError):
            return kept.response() if kept else self.get_response(request)
        if kept and kept.is_fresh(version):
            return kept.response()
        response = self.get_response(request)
        if is_finished(response):
            self.shelf.put(address, KeptPage(version, time.monotonic(), response.content, dict(response.headers)))
        return response


def may_be_kept(request) -> bool:
    """Plain reading of a public page by somebody who is not signed in; addresses with a query are too many."""
    return (
        request.method in {"GET", "HEAD"}
        and not request.META.get("QUERY_STRING")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and PUBLIC.match(request.path) is not None
    )


def is_finished(response) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "no-store" not in response.headers.get("Cache-Control", "")
        and len(response.content) <= LARGEST_BYTES
    )
