"""Limits that are exact, and forget."""

from threading import Barrier

import pytest
from django.db import connection
from django.test import RequestFactory

from nisn_site.kit.gate.counting import DAY, HOUR, add, seen
from nisn_site.kit.gate.daily import forget, pseudonym
from nisn_site.kit.gate.midnight import forget_yesterday
from nisn_site.kit.gate.network import network_name, network_of
from tests.races import PATIENCE, at_once

PEOPLE, TRIES, LIMIT = 8, 200, 100


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


@pytest.mark.django_db(transaction=True)
def test_of_1600_tries_at_once_exactly_100_pass():
    def try_often() -> int:
        return sum(add("form network", HOUR) <= LIMIT for _ in range(TRIES))

    assert sum(at_once(*[try_often] * PEOPLE)) == LIMIT
    assert seen("form network", HOUR) == PEOPLE * TRIES


@pytest.mark.django_db(transaction=True)
def test_too_many_pass_where_each_looks_before_it_counts():
    """The control: read, then write, as rate limits are usually written."""
    all_have_looked = Barrier(PEOPLE)

    def look_then_count() -> bool:
        is_free = seen("careless", HOUR) < 1
        all_have_looked.wait(PATIENCE)
        return is_free and bool(add("careless", HOUR))

    assert sum(at_once(*[look_then_count] * PEOPLE)) == PEOPLE


@pytest.mark.django_db(transaction=True)
def test_first_ones_of_a_day_agree_on_its_key():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM gate_key")

    assert len(set(at_once(*[lambda: pseudonym("a")] * PEOPLE))) == 1


@pytest.mark.django_db
def test_counts_are_apart_by_what_and_by_hour():
    assert [add("a", HOUR), add("a", HOUR), add("b", HOUR), add("a", DAY)] == [1, 2, 1, 1]
    assert [seen("a", HOUR), seen("c", HOUR)] == [2, 0]


@pytest.mark.django_db
def test_count_of_the_hour_before_is_over():
    add("a", HOUR)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE gate_count SET starts_at = starts_at - interval '1 hour'")

    assert add("a", HOUR) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("forgetting", [forget, lambda: forget_yesterday(timestamp=0), lambda: add("b", HOUR)])
def test_nothing_is_left_after_midnight(forgetting):
    add("a", HOUR)
    before = pseudonym("a")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE gate_key SET day = day - 1; UPDATE gate_count SET day = day - 1")

    forgetting()

    assert rows(
        "SELECT count(*) FROM gate_count WHERE day < current_date - 1 OR bucket = '\\x" + before.hex() + "'"
    ) == [(0,)]
    assert rows("SELECT count(*) FROM gate_key WHERE day < current_date - 1") == [(0,)]
    assert pseudonym("a") != before


def test_tables_are_in_no_backup_and_no_log(db):
    kinds = rows("SELECT relname, relpersistence FROM pg_class WHERE relname IN ('gate_key', 'gate_count') ORDER BY 1")

    assert kinds == [("gate_count", "u"), ("gate_key", "u")]  # unlogged; deploy/backup.sh leaves such data out


# -- where somebody comes from -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.77"),
        ("::ffff:203.0.113.77", "203.0.113.77"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ("2001:db8:1:2::9", "2001:0db8:0001:0002"),
        ("2001:db8:1:3::9", "2001:0db8:0001:0003"),
        ("", "unknown"),
        ("\xff", "unknown"),
        ("203.0.113.77, 198.51.100.1", "unknown"),
        ("x" * 10_000, "unknown"),
    ],
)
def test_network_is_an_ipv4_address_or_half_of_an_ipv6_one(address, network):
    assert network_name(address) == network


@pytest.mark.django_db
def test_network_leaves_the_gate_as_a_word_that_holds_no_address():
    request = RequestFactory().post("/", headers={"x-real-ip": "203.0.113.77"}, REMOTE_ADDR="127.0.0.1")
    add(f"form network {network_of(request)}", HOUR)

    assert network_of(request) == pseudonym("203.0.113.77").hex()
    assert "203.0.113" not in str(rows("SELECT * FROM gate_count")) + network_of(request)
