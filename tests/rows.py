"""All rows of the database, taken once and put back in a moment: loading the demo content again costs seconds."""

from django.db import connection

from tests.quick_to_empty.base import MADE_WITH_THE_TABLES


def take_rows() -> dict[str, bytes]:
    """By table, in PostgreSQL's own format; generated columns make themselves again."""
    tables = connection.ops.filled(set(connection.introspection.django_table_names()) - MADE_WITH_THE_TABLES)
    rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as copy:
                rows[table] = b"".join(copy)
    return rows


def put_rows(rows: dict[str, bytes]) -> None:
    """In the transaction that is open. Triggers and keys sleep meanwhile: these rows have passed them once."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, content in rows.items():
            cursor.execute(f'DELETE FROM "{table}"')
            with cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT binary)') as copy:
                copy.write(content)
        cursor.execute("SET LOCAL session_replication_role = origin")
