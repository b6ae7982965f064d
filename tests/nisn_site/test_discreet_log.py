"""Nothing that finds a visitor: a known address and browser walk over the site, then everything is searched for them."""

import logging
import sys
from io import StringIO

import pytest
from django.test import Client

from nisn_site.discreet_log import DiscreetFilter, DiscreetFormatter, scrub
from tests.makers import make_organizer
from tests.public_pages import addresses

ADDRESS, AGENT, REFERRER = "203.0.113.77", "CanaryAgent9f3", "https://canary-referrer.example/"
CANARIES = (ADDRESS, AGENT, "canary-referrer")


@pytest.fixture
def log():
    """Everything any logger says, as production would print it."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(DiscreetFormatter("{levelname} {name} {message}", style="{"))
    handler.addFilter(DiscreetFilter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def canary():
    return Client(
        raise_request_exception=False,
        REMOTE_ADDR=ADDRESS,
        headers={"user-agent": AGENT, "referer": REFERRER, "x-forwarded-for": ADDRESS},
    )


def test_walk_over_the_whole_site_leaves_no_trace_in_log_or_database(demo, db, canary, log, monkeypatch):
    for url in [*addresses("en"), "/en/nowhere/", "/en/?q=%00", "/admin/", "/accounts/login/"]:
        canary.get(url)
    canary.post("/accounts/login/", {"login": "canary@example.org", "password": "wrong"})
    monkeypatch.setattr("conference.frame.build_frame", lambda request: 1 / 0)
    canary.get("/en/?email=canary@example.org")

    assert "ZeroDivisionError" in log.getvalue()  # the log is really read
    assert [word for word in (*CANARIES, "canary@example.org") if word in log.getvalue()] == []
    assert [word for word in CANARIES if word in whole_database()] == []


def test_sign_in_leaves_no_address_in_the_database(db, canary):
    make_organizer()
    canary.post("/accounts/login/", {"login": "amina@example.org", "password": "correct horse"})
    assert canary.get("/admin/").status_code == 200

    assert [word for word in CANARIES if word in whole_database()] == []


def whole_database() -> str:
    from django.apps import apps

    return "\n".join(str(list(model.objects.values_list())) for model in apps.get_models())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("failed for ana@example.org.", "failed for (address)"),
        ("GET /en/search/?q=my+name 500", "GET /en/search/ 500"),
        ("nothing to hide", "nothing to hide"),
    ],
)
def test_scrub_removes_addresses_and_queries(text, expected):
    assert scrub(text) == expected


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
