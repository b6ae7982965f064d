"""One number that moves whenever anything changes that readers see; finished pages are kept under it.

The number is moved by triggers in the same transaction as the change, so a reader who sees the new number
sees the new content, too, also after bulk updates and raw SQL. (A sequence would move before the commit.)
"""

from django.db import connection, migrations

CREATE = """
CREATE TABLE site_version (is_single boolean PRIMARY KEY DEFAULT true CHECK (is_single), number bigint NOT NULL DEFAULT 1);
INSERT INTO site_version DEFAULT VALUES;
CREATE FUNCTION move_site_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE site_version SET number = number + 1;
    RETURN NULL;
END $$;
"""
DROP = "DROP FUNCTION move_site_version(); DROP TABLE site_version;"

EVENTS = "INSERT OR UPDATE OR DELETE OR TRUNCATE"
WATCH = """
CREATE TRIGGER moves_site_version AFTER {events} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION move_site_version();
"""
UNWATCH = "DROP TRIGGER moves_site_version ON {table};"


def create_site_version() -> migrations.RunSQL:
    return migrations.RunSQL(CREATE, DROP)


def watch(*tables: str, events: str = EVENTS) -> migrations.RunSQL:
    """Migration operation for tables whose rows are shown on public pages.

    Whoever moves the number holds it until they commit. Where a row is written first and shown by a later update of
    the same transaction, `events` leaves out INSERT, so that nobody waits longer than need be.
    """
    return migrations.RunSQL(
        "".join(WATCH.format(table=table, events=events) for table in tables),
        "".join(UNWATCH.format(table=table) for table in tables),
    )


def unwatch(*tables: str) -> migrations.RunSQL:
    """Takes `watch` back, where tables are watched for other events from now on."""
    watched = watch(*tables)
    return migrations.RunSQL(watched.reverse_sql, watched.sql)


def current_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM site_version")
        return cursor.fetchone()[0]
