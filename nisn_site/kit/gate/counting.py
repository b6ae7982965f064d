"""Counts what happens, exactly, also when hundreds happen at once: PostgreSQL adds one and says which one it was."""

from django.conf import settings
from django.db import connection

from .daily import pseudonym

HOUR, TEN_MINUTES, DAY = 3_600, 600, 86_400

ADD = """
INSERT INTO gate_count AS counted
VALUES (%(bucket)s, to_timestamp(floor(extract(epoch FROM now()) / %(seconds)s) * %(seconds)s), (now() AT TIME ZONE %(zone)s)::date, 1)
ON CONFLICT (bucket, starts_at) DO UPDATE SET number = counted.number + 1
RETURNING number
"""
SEEN = """
SELECT number FROM gate_count
WHERE bucket = %(bucket)s AND starts_at = to_timestamp(floor(extract(epoch FROM now()) / %(seconds)s) * %(seconds)s)
"""


def add(what: str, seconds: int) -> int:
    """How often `what` has happened in this stretch of time, this one included. Outside of a transaction it is final."""
    return asked(ADD, what, seconds)


def seen(what: str, seconds: int) -> int:
    """How often `what` has happened in this stretch of time."""
    return asked(SEEN, what, seconds)


def asked(sql: str, what: str, seconds: int) -> int:
    values = {"bucket": pseudonym(what), "seconds": seconds, "zone": settings.TIME_ZONE}
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found = cursor.fetchone()
    return found[0] if found else 0
