"""Logging that cannot give a visitor away: no address, no browser, no query, no value from the database."""

import logging
import re
import sys

from .discreet_errors import traceback_text

FROM_DATABASE = re.compile(r"^[ \t]*(DETAIL|CONTEXT|STATEMENT|QUERY|PARAMETERS):.*", re.MULTILINE | re.DOTALL)
# Bounded: without limits, one long word would be read anew from each of its letters, half a minute for 100 kB.
EMAIL = re.compile(r"[^\s<>\"'(),;:@]{1,64}@[^\s<>\"'(),;]{1,255}")
LINK = re.compile(r"\bhttps?://[^\s)\"'<>]+")  # a refused form is reported with the page that its sender came from
QUERY = re.compile(r"\?\S*")
# What stands in an address and opens what somebody sent us, or an organizer's account (the last two are allauth's).
SECRET_PATH = re.compile(r"(/(?:yours|sent|confirm-email|reset/key)/)[^\s/]+")


class DiscreetFilter(logging.Filter):
    """Drops the request object that Django attaches, so that no handler can print what is in it."""

    def filter(self, record):
        record.__dict__.pop("request", None)
        return True


class DiscreetFormatter(logging.Formatter):
    """Removes links, queries, mailed secrets, email addresses and PostgreSQL's DETAIL (it repeats the row, all of it)."""

    def format(self, record):
        record.exc_text = None  # a traceback that another formatter has left there
        return scrub(super().format(record))

    def formatMessage(self, record):  # noqa: N802 (logging's name)
        return without_details(super().formatMessage(record))

    def formatException(self, ei):  # noqa: N802
        return traceback_text(ei[1]).rstrip("\n") if ei[1] else ""


def without_details(text: str) -> str:
    return FROM_DATABASE.sub(r"\1 removed", text)


def scrub(text: str) -> str:
    substitutes = ((LINK, "(link)"), (EMAIL, "(address)"), (QUERY, ""), (SECRET_PATH, r"\1(secret)"))
    for pattern, substitute in substitutes:
        text = pattern.sub(substitute, text)
    return text


def print_uncaught(kind, error: BaseException, trace) -> None:
    """For sys.excepthook: what ends a command goes into the journal as discreetly as what ends a request."""
    sys.stderr.write(scrub(traceback_text(error)))
