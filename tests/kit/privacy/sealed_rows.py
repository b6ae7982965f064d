"""A small table with sealed fields, made for one test: the real ones come and go with their apps."""

from contextlib import contextmanager

from django.db import connection, models
from django.test.utils import isolate_apps

from nisn_site.kit.privacy.sealing import SealedTextField


@contextmanager
def sealed_table():
    """The model of a table that exists until the end of the test's transaction."""
    with isolate_apps("nisn_site"):

        class Guest(models.Model):
            name = SealedTextField(max_length=40)
            note = SealedTextField(blank=True, null=True)
            address_index = models.CharField(max_length=64, db_index=True)

            class Meta:
                app_label = "nisn_site"
                constraints = [models.CheckConstraint(condition=models.Q(name__empty=False), name="guest_has_a_name")]

        with connection.schema_editor() as editor:
            editor.create_model(Guest)
        yield Guest


def stored(model, column: str) -> list[bytes]:
    """What is really in the table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {model._meta.db_table} ORDER BY id")
        return [row[0] and bytes(row[0]) for row in cursor.fetchall()]
