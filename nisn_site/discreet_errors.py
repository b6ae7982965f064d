"""Tracebacks that can be kept: where it broke and how, without the words that somebody typed.

Messages of errors repeat values: PostgreSQL's DETAIL has the whole row, `int()` the text it could not read. So of an
error of the database only its code and the names in it are told, of a mistake in the code the message, and of
anything else the message up to where it begins to quote.
"""

import re
import traceback
from collections.abc import Iterator

import psycopg
from django.db import Error as DatabaseError

MISTAKES_IN_CODE = (AttributeError, ImportError, NameError, TypeError)  # they name what is in the code
QUOTATION = re.compile(r"(?<![a-zA-Z]{2})['\"]|[“«„{]")  # not the apostrophe of "cannot" in short, but that of b'…'
LONGEST_MESSAGE = 300  # characters


def traceback_text(error: BaseException) -> str:
    """As Python prints it, the cause first; messages as `told` tells them."""
    return "".join(piece for each, link in reversed(list(causes(error))) for piece in (*told_with_place(each), link))


def causes(error: BaseException | None) -> Iterator[tuple[BaseException, str]]:
    """The error and what led to it, each with the words between it and what it led to."""
    seen, link = set(), ""
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error, link
        if error.__cause__ is not None:
            error, link = error.__cause__, "\nwhich was the direct cause of:\n\n"
        else:
            error, link = None if error.__suppress_context__ else error.__context__, "\nand while that was handled:\n\n"


def told_with_place(error: BaseException) -> Iterator[str]:
    if error.__traceback__:
        yield "Traceback (most recent call last):\n"
        yield from traceback.format_tb(error.__traceback__)
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    words = told(error)
    yield f"{kind}: {words}\n" if words else f"{kind}\n"


def told(error: BaseException) -> str:
    """What may be told of an error beside its kind and place."""
    if isinstance(error, DatabaseError | psycopg.Error):
        return of_database(error)
    message = str(error)[:LONGEST_MESSAGE]
    quotation = QUOTATION.search(message)
    if quotation is None or isinstance(error, MISTAKES_IN_CODE):
        return message
    return f"{message[: quotation.start()]}(…)"


def of_database(error: BaseException) -> str:
    """PostgreSQL's code and the names in it, for example `23505 nisn_site_user user_email_unique`."""
    diagnosis = getattr(error, "diag", None) or getattr(error.__cause__, "diag", None)
    names = ("sqlstate", "table_name", "column_name", "constraint_name")
    return " ".join(filter(None, (getattr(diagnosis, name, None) for name in names)))
