"""A random key for each day, thrown away at midnight: with it goes all that was counted under it.

Both tables are UNLOGGED: they are in no backup and in no write-ahead log, and PostgreSQL empties them after a crash,
so that limits start anew then. During its day the key could undo a pseudonym of an IPv4 address by trying all; after
midnight nobody can.
"""

import hmac
import secrets

from django.conf import settings
from django.db import connection, migrations

CREATE = """
CREATE UNLOGGED TABLE gate_key (day date PRIMARY KEY, secret bytea NOT NULL);
CREATE UNLOGGED TABLE gate_count (
    bucket bytea, starts_at timestamptz, day date NOT NULL, number int NOT NULL, PRIMARY KEY (bucket, starts_at)
);
"""
DROP = "DROP TABLE gate_key; DROP TABLE gate_count;"
# By the database's clock, so that two servers do not change the key back and forth at midnight.
FIND = "SELECT secret FROM gate_key WHERE day = (now() AT TIME ZONE %(zone)s)::date"
MAKE = "INSERT INTO gate_key VALUES ((now() AT TIME ZONE %(zone)s)::date, %(secret)s) ON CONFLICT DO NOTHING"
FORGET = """
DELETE FROM gate_count WHERE day <> (now() AT TIME ZONE %(zone)s)::date;
DELETE FROM gate_key WHERE day <> (now() AT TIME ZONE %(zone)s)::date;
"""


def create_gate() -> migrations.RunSQL:
    return migrations.RunSQL(CREATE, DROP)


def pseudonym(text: str) -> bytes:
    """16 bytes that mean `text` today and nothing tomorrow."""
    return hmac.digest(todays_key(), text.encode(), "sha256")[:16]


def todays_key() -> bytes:
    """32 random bytes, made by whoever comes first on a day; what is left of other days is deleted then."""
    if found := ask(FIND):
        return found
    forget()
    ask(MAKE, secret=secrets.token_bytes(32))
    return ask(FIND)


def forget() -> None:
    """Delete what was counted before today, and its key; the worker does so at midnight, too."""
    ask(FORGET)


def ask(sql: str, **values) -> bytes | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"zone": settings.TIME_ZONE} | values)
        found = cursor.fetchone() if sql is FIND else None
    return bytes(found[0]) if found else None
