"""Django's PostgreSQL, but emptying the database between tests touches only rows that are there.

A test with real transactions leaves a handful of rows; TRUNCATE of all hundred tables takes ten times as long as
deleting them. Triggers and keys sleep meanwhile (which takes a superuser): the log, decisions and releases would
not have it.
"""

from django.db.backends.postgresql import base, operations

MADE_WITH_THE_TABLES = {"django_content_type", "auth_permission", "django_migrations"}


class DatabaseOperations(operations.DatabaseOperations):
    def sql_flush(self, style, tables, **options) -> list[str]:
        deletes = [f"DELETE FROM {self.quote_name(table)}" for table in self.filled(set(tables) - MADE_WITH_THE_TABLES)]
        return ["SET LOCAL session_replication_role = replica", *deletes]

    def filled(self, tables: set[str]) -> list[str]:
        one_row_of_each = (f"(SELECT '{table}' FROM {self.quote_name(table)} LIMIT 1)" for table in sorted(tables))
        with self.connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(one_row_of_each))
            return [table for (table,) in cursor.fetchall()]


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
