"""Everywhere the site might leave a trace of somebody, as text, and the search for one."""

import base64
import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core import mail
from django.core.cache import caches
from django.db import connection

from nisn_site.discreet_log import DiscreetFilter, DiscreetFormatter
from nisn_site.page_cache import Shelf


@contextmanager
def everything_logged() -> Iterator[StringIO]:
    """What production would print of every logger, and what it would not: all but the chatter of DEBUG."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(DiscreetFormatter("{levelname} {name} {message}", style="{"))
    handler.addFilter(DiscreetFilter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def stored_rows() -> str:
    """Every row of every table, also of those that are in no backup and of no model; bytes as hexadecimal digits."""
    text = StringIO()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%%I.%%I', schemaname, tablename) FROM pg_tables WHERE schemaname <> ALL(%s)", [THEIRS]
        )
        for (table,) in cursor.fetchall():
            with cursor.copy(f"COPY {table} TO STDOUT") as rows:
                text.writelines(bytes(row).decode() for row in rows)
    return text.getvalue()


THEIRS = ["pg_catalog", "information_schema"]


def cached() -> str:
    """Keys and values of all caches."""
    return "\n".join(f"{key}\n{value!r}" for cache in caches.all() for key, value in cache._cache.items())


def kept_pages() -> str:
    """What PageCache has on its shelves: addresses, headers and pages."""
    shelves = [thing for thing in gc.get_objects() if type(thing) is Shelf]
    return "\n".join(
        f"{address}\n{page.headers}\n{page.content.decode()}"
        for shelf in shelves
        for address, page in shelf.pages.items()
    )


def mails() -> str:
    return "\n".join(message.message().as_string() for message in mail.outbox)


def files() -> str:
    """Names and contents of what was uploaded or made."""
    paths = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    return "\n".join(f"{path.name}\n{path.read_bytes().decode('latin-1')}" for path in paths)


def found(places: dict[str, str], words: list[str]) -> list[str]:
    """`place: word` wherever one of the words is, as it is, as hexadecimal digits, or in Base64."""
    return [f"{place}: {word}" for place, text in places.items() for word in words if is_in(text, word)]


def is_in(text: str, word: str) -> bool:
    if word in text or word.encode().hex() in text:
        return True
    # Base64 of the middle of the word, at the three places where it may begin in a group of three bytes.
    parts = [
        base64.b64encode(word.encode()[shift : shift + (len(word) - shift) // 3 * 3]).decode() for shift in range(3)
    ]
    return any(part in text for part in parts)
