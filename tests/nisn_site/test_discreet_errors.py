"""What an error report may say: made with the errors that really happen, each with a person's words in it."""

import smtplib
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import FieldError, ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from conference.models import Conference
from nisn_site.discreet_errors import told, traceback_text
from nisn_site.discreet_log import print_uncaught
from nisn_site.kit.privacy.ciphers import unseal
from tests.makers import make_organizer

WORDS = "Ana\nPaz"  # of two lines, since DETAIL of PostgreSQL goes on where the row does


ADDRESS = f"{WORDS}@nowhere.example"


def raised(act) -> BaseException:
    """The error that `act` ends in, as a handler of the log gets it."""
    try:
        with transaction.atomic():
            act()
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


REFUSED_BY_DATABASE = [
    (lambda: make_organizer(email=ADDRESS), "23505 nisn_site_user nisn_site_user_email_key"),
    (lambda: run("UPDATE nisn_site_user SET name = NULL, email = %s", ADDRESS), "23502 nisn_site_user name"),
    (lambda: run("UPDATE nisn_site_user SET name = %s", WORDS * 99), "22001"),
    (lambda: run("SELECT %s::int", WORDS), "22P02"),
    (lambda: run("SELECT %s::date", WORDS), "22007"),
]


@pytest.mark.parametrize(("act", "expected"), REFUSED_BY_DATABASE)
def test_of_an_error_of_the_database_only_its_code_and_names_are_told(db, act, expected):
    make_organizer(email=ADDRESS)
    error = raised(act)

    assert isinstance(error, DatabaseError)
    assert told(error) == expected
    assert words_in(traceback_text(error)) == []


def test_the_message_of_the_database_does_repeat_the_row(db):
    """The control: there is something to hide."""
    make_organizer(email=ADDRESS)

    assert words_in(str(raised(lambda: make_organizer(email=ADDRESS)))) == ["Ana", "Paz", "nowhere.example"]


def words_in(text: str) -> list[str]:
    return [word for word in ("Ana", "Paz", "nowhere.example") if word in text]


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (lambda: int(WORDS), "invalid literal for int() with base 10: (…)"),
        (lambda: {}[WORDS], "(…)"),
        (lambda: f"{WORDS}ñ".encode("ascii"), "(…)"),
        (lambda: Path("/nowhere", WORDS).read_text(), "[Errno 2] No such file or directory: (…)"),
        (lambda: reverse(WORDS), "Reverse for (…)"),
        (lambda: Conference.objects.filter(**{WORDS: 1}), "Cannot resolve keyword (…)"),
        (lambda: Conference.objects.get(pk=WORDS), "Field (…)"),
        (lambda: (_ for _ in ()).throw(ValidationError(f"{WORDS} is no name")), "[(…)"),
        (lambda: (_ for _ in ()).throw(smtplib.SMTPDataError(550, f"no {WORDS}".encode())), "(550, b(…)"),
        (
            lambda: (_ for _ in ()).throw(smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no")})),
            "(…)",
        ),
        (lambda: unseal(b"Ana Paz", place="guest.name"), "guest.name: none of PERSONAL_DATA_KEYS has sealed this."),
        (lambda: None.name, "'NoneType' object has no attribute 'name'"),
        (lambda: 1 / 0, "division by zero"),
    ],
)
def test_of_other_errors_nothing_quoted_is_told(db, act, expected):
    error = raised(act)

    assert told(error) == expected
    assert words_in(told(error)) == []


def test_report_shows_where_it_broke_and_all_that_led_to_it(db):
    def fail():
        try:
            {}[WORDS]
        except KeyError as error:
            try:
                raise FieldError("the second") from error
            except FieldError:
                int(WORDS)

    report = traceback_text(raised(fail))

    assert [line for line in report.splitlines() if not line.startswith((" ", "Traceback"))] == [
        "KeyError: (…)",
        "",
        "which was the direct cause of:",
        "",
        "django.core.exceptions.FieldError: the second",
        "",
        "and while that was handled:",
        "",
        "ValueError: invalid literal for int() with base 10: (…)",
    ]
    assert "int(WORDS)" in report
    assert words_in(report) == []


def test_report_of_an_error_that_caused_itself_ends():
    error = ValueError("x")
    error.__cause__ = KeyError("y")
    error.__cause__.__context__ = error

    assert traceback_text(error).splitlines()[-1] == "ValueError: x"


def test_what_ends_a_command_in_production_is_printed_as_discreetly(db, settings, monkeypatch, capsys):
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    settings.DEBUG = False
    apps.get_app_config("nisn_site").ready()
    error = raised(lambda: make_and_make_again())
    sys.excepthook(type(error), error, error.__traceback__)

    assert sys.excepthook is print_uncaught
    assert "23505 nisn_site_user" in (printed := capsys.readouterr().err)
    assert words_in(printed) == []


def make_and_make_again():
    make_organizer(email=ADDRESS)
    make_organizer(email=ADDRESS)
