"""Two or more people at the same moment, each on a connection of their own."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

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
