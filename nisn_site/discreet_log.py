"""Logging that cannot give a visitor away: no address, no browser, no query, no value from the database."""

import logging
import re

FROM_DATABASE = re.compile(r"^[ \t]*(DETAIL|CONTEXT|STATEMENT|QUERY|PARAMETERS):.*$", re.MULTILINE)
# Bounded: without limits, one long word would be read anew from each of its letters, half a minute for 100 kB.
EMAIL = re.compile(r"[^\s<>\"'(),;:@]{1,64}@[^\s<>\"'(),;]{1,255}")
QUERY = re.compile(r"\?\S*")
# What stands in an address instead of an account, and opens what somebody sent us.
SECRET_PATH = re.compile(r"(/(?:yours|sent)/)[^\s/]+")


class DiscreetFilter(logging.Filter):
    """Drops the request object that Django attaches, so that no handler can print what is in it."""

    def filter(self, record):
        record.__dict__.pop("request", None)
        return True


class DiscreetFormatter(logging.Formatter):
    """Removes query strings, mailed secrets, e-mail addresses and PostgreSQL's DETAIL lines (they repeat the row)."""

    def format(self, record):
        return scrub(super().format(record))


def scrub(text: str) -> str:
    substitutes = ((FROM_DATABASE, r"\1 removed"), (EMAIL, "(address)"), (QUERY, ""), (SECRET_PATH, r"\1(secret)"))
    for pattern, substitute in substitutes:
        text = pattern.sub(substitute, text)
    return text
