"""What the log says of a line and of a traceback. That it gives nobody away is seen in tests/test_canary.py."""

import logging
import re
import sys
from collections.abc import Iterator

import pytest
from django.urls import get_resolver, reverse

from nisn_site.discreet_log import scrub
from tests.traces import everything_logged


@pytest.fixture
def log():
    with everything_logged() as stream:
        yield stream


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("failed for ana@example.org.", "failed for (address)"),
        ("GET /en/search/?q=my+name 500", "GET /en/search/ 500"),
        ("Not Found: /en/contact/write/yours/HZO2fLDV-4NJ6/", "Not Found: /en/contact/write/yours/(secret)/"),
        (
            "Origin checking failed - https://news.example/a?b does not match",
            "Origin checking failed - (link) does not match",
        ),
        ("nothing to hide", "nothing to hide"),
    ],
)
def test_scrub_removes_addresses_queries_and_mailed_secrets(text, expected):
    assert scrub(text) == expected


def all_addresses(patterns=None, before="/") -> Iterator[str]:
    for pattern in patterns or get_resolver().url_patterns:
        address = before + str(pattern.pattern)
        yield from all_addresses(pattern.url_patterns, address) if hasattr(pattern, "url_patterns") else [address]


def test_every_secret_in_an_address_of_ours_is_removed():
    in_address = re.compile(r"<\w+:(?:token|receipt)>")
    secret = [in_address.sub("T0p5ecret", address) for address in all_addresses() if in_address.search(address)]
    keys = [
        reverse("account_reset_password_from_key", args=["1", "T0p5ecret"]),
        reverse("account_confirm_email", args=["T0p5ecret"]),
    ]

    assert len(secret) > 10
    assert [address for address in [*secret, *keys] if "T0p5ecret" in scrub(f"Not Found: {address}")] == []


def test_message_that_repeats_a_row_is_cut_before_it_whatever_its_lines(log):
    logging.getLogger("test").error(
        "failed: %s", "duplicate key\nDETAIL:  Key (name)=(Ana\nPaz) already exists.\nand more"
    )

    assert log.getvalue() == "ERROR test failed: duplicate key\nDETAIL removed\n"


def test_traceback_that_another_handler_has_written_already_is_not_repeated(log):
    try:
        raise ValueError("'Ana Paz'")
    except ValueError:
        record = logging.LogRecord("test", logging.ERROR, "", 1, "failed", (), sys.exc_info())
    logging.Formatter().format(record)
    logging.getLogger("test").handle(record)

    assert log.getvalue().splitlines()[0] == "ERROR test failed"
    assert log.getvalue().splitlines()[-1] == "ValueError: (…)"


def test_traceback_is_scrubbed_too(log):
    try:
        raise ValueError("for ana@example.org")
    except ValueError:
        logging.getLogger("test").exception("failed")

    assert "ValueError" in log.getvalue()
    assert "ana@example.org" not in log.getvalue()
