"""A small table with sealed fields, made for one test: the real ones come and go with their apps."""

from contextlib import contextmanager
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import Q
from django.test.utils import isolate_apps
from django.utils import timezone

from nisn_site.kit.privacy.holdings import Holding, Kind
from nisn_site.kit.privacy.sealing import SealedTextField, address_index

REGISTER = "tests.kit.privacy.sealed_rows.HOLDINGS"
HOLDINGS: list[Holding] = []


@contextmanager
def sealed_table():
    """The model of a table that exists until the end of the test's transaction; it is alone in HOLDINGS."""
    with isolate_apps("nisn_site"):

        class Guest(models.Model):
            name = SealedTextField(max_length=40)
            note = SealedTextField(blank=True, null=True)
            address = SealedTextField(blank=True)
            address_index = models.CharField(max_length=64, db_index=True)
            since = models.DateTimeField(default=timezone.now)

            class Meta:
                app_label = "nisn_site"
                constraints = [models.CheckConstraint(condition=models.Q(name__empty=False), name="guest_has_a_name")]

            def __str__(self):
                return self.name

        with connection.schema_editor() as editor:
            editor.create_model(Guest)
        HOLDINGS[:] = [holding_of(Guest)]
        yield Guest
        HOLDINGS.clear()
        ContentType.objects.clear_cache()


def holding_of(model, **changes) -> Holding:
    values = {
        "model": model,
        "fields": {"name": Kind.NAME, "note": Kind.WORDS, "address": Kind.ADDRESS},
        "index": "address_index",
        "term": "a week",
        "due": lambda now: Q(since__lt=now - timedelta(days=7)),
    }
    return Holding(**values | changes)


def make_guest(model, *, name="Ana Paz", address="ana@example.org", **values):
    return model.objects.create(name=name, address=address, address_index=address_index(address), **values)


def stored(model, column: str) -> list[bytes]:
    """What is really in the table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {model._meta.db_table} ORDER BY id")
        return [row[0] and bytes(row[0]) for row in cursor.fetchall()]
