"""Two or more people at the same moment, each on a connection of their own; needs `django_db(transaction=True)`.

Each race has a control that shows it is one: `without_trigger` and `without_constraint` take the guard away.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from nisn_site.kit.refusals import BUSY

PATIENCE = 20  # seconds; a loaded machine needs some


def alone(deed: Callable, *arguments):
    """What the deed returns, on this thread's own connection, which is closed afterwards."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{PATIENCE}s'; SET statement_timeout = '{PATIENCE}s'")
        return deed(*arguments)
    finally:
        connection.close()


def at_once(*deeds: Callable) -> list:
    """What each returns, all begun together."""
    start = Barrier(len(deeds))

    def begin(deed):
        start.wait(PATIENCE)
        return deed()

    with ThreadPoolExecutor(len(deeds)) as people:
        return [one.result(PATIENCE) for one in [people.submit(alone, begin, deed) for deed in deeds]]


def second_waits(first: Callable, second: Callable) -> tuple:
    """The second begins when the first is done but not committed, and is seen waiting for it."""
    is_done, may_commit = Event(), Event()

    def first_and_pause():
        with transaction.atomic():
            answer = first()
            is_done.set()
            assert may_commit.wait(PATIENCE)
        return answer

    with ThreadPoolExecutor(2) as people:
        one = people.submit(alone, first_and_pause)
        assert is_done.wait(PATIENCE)
        other = people.submit(alone, second)
        try:
            wait_until_somebody_waits(other)
        finally:
            may_commit.set()
        return one.result(PATIENCE), other.result(PATIENCE)


def wait_until_somebody_waits(somebody) -> None:
    sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not somebody.done():
        with connection.cursor() as cursor:
            cursor.execute(sql)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    pytest.fail("nobody waits for a lock")


def answer_to(deed: Callable, *arguments) -> str:
    """ "done", or the code with which the deed or the database refuses; `busy` when it waited too long."""
    try:
        deed(*arguments)
    except ValidationError as error:
        return error.error_list[0].code
    except DatabaseError as error:
        cause = error.__cause__
        return "busy" if cause.sqlstate in BUSY else cause.diag.constraint_name
    return "done"


def both_at_once(deed: Callable) -> list[str]:
    """The answers to `deed(1)` and `deed(2)`, begun together, in order of the alphabet."""
    return sorted(at_once(*(lambda number=number: answer_to(deed, number) for number in (1, 2))))


def first_then_second(first: Callable, second: Callable) -> tuple[str, str]:
    """The answers; the second begins when the first is done but not committed, and waits."""
    return second_waits(lambda: answer_to(first), lambda: answer_to(second))


def impatient(deed: Callable) -> str:
    """The answer to somebody who waits no longer than a moment."""

    def begin() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '100ms'")
        return answer_to(deed)

    return at_once(begin)[0]


@contextmanager
def without_trigger(table: str, name: str):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        yield
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {name}")


@contextmanager
def without_constraint(model, name: str):
    """Rows that break it must be gone before the end."""
    [constraint] = [one for one in model._meta.constraints if one.name == name]
    with connection.schema_editor() as editor:
        editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)


def let_connection_die() -> None:
    """As when PostgreSQL starts anew: the site finds out by its next question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [dead] = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [dead])
    other.close()
