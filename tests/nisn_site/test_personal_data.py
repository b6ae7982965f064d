"""The register of what we hold about people says for everything how it ends. That it is complete is a house rule."""

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.management import call_command
from django.db import connection, models
from django.test.utils import isolate_apps
from django.utils import timezone

from conference.models import ContactMessage
from nisn_site.kit.audit import AuditEntry, record
from nisn_site.kit.outbox.messages import Message
from nisn_site.kit.privacy.forgetting import delete_due, erase_person
from nisn_site.kit.privacy.holdings import (
    EVERY_TEXT,
    Holding,
    Kind,
    content,
    personal,
    register,
    sealed_fields,
    undeclared,
)
from nisn_site.kit.privacy.sealing import SealedTextField
from tests.deeds import Sender
from tests.makers import make_network
from tests.traces import stored_rows

# Rows that neither a date nor an address ends. Each has its reason; the list is short on purpose.
ENDED_BY_HAND = {
    "campaigns.amendment",  # nearly always a group; a person's name goes when they ask
    "campaigns.feedbacknote",  # goes with the remark
    "campaigns.wordingchange",  # the same
}
# Fields that identify somebody and are not sealed. Each has its reason; the list is short on purpose.
PLAIN_ON_PURPOSE = {
    "account.emailaddress.email",  # allauth signs in by it
    "admin.logentry.object_repr",  # the admin's own; gone with the row it is about
    "campaigns.amendment.mover",  # shown in public, as its movers chose
    "campaigns.feedback.name",  # shown in public, as its author chose
    "conference.person.name",  # on the schedule
    "conference.person.slug",
    "nisn_site.user.email",  # organizers, not visitors
    "nisn_site.user.name",
}
IDENTIFYING = {Kind.NAME, Kind.ADDRESS, Kind.PHONE, Kind.POSTAL}


@isolate_apps("nisn_site")
def test_a_field_that_nobody_declared_is_found():
    """The control of the house rule: without it, that might see nothing at all."""

    class Guest(models.Model):
        name = models.CharField(max_length=10)
        sealed = SealedTextField()
        link = models.URLField()
        slug = models.SlugField()
        story = models.TextField()
        photo = models.FileField()
        answers = models.JSONField()
        raw = models.BinaryField()
        words = ArrayField(models.CharField(max_length=10))
        network = models.GenericIPAddressField()
        level = models.CharField(max_length=10, choices=[("a", "A")])
        age = models.IntegerField()

        class Meta:
            app_label = "nisn_site"

    texts = ["name", "sealed", "link", "slug", "story", "photo", "answers", "raw", "words", "network"]
    assert list(undeclared(Guest, register())) == [f"nisn_site.guest.{name}" for name in texts]
    partly = Holding(model=Guest, fields={"name": Kind.NAME}, public_texts={"slug"})
    assert list(undeclared(Guest, [partly])) == [
        f"nisn_site.guest.{name}" for name in texts if name not in ("name", "slug")
    ]
    assert list(undeclared(Guest, content(Guest))) == []


@pytest.mark.parametrize("holding", register(), ids=lambda holding: holding.label)
def test_declared_fields_are_there(holding):
    columns = {column.name for column in holding.model._meta.concrete_fields}

    assert {*holding.fields, *holding.public_texts} - EVERY_TEXT - columns == set()


def test_everything_personal_says_its_term_and_ends_by_itself_or_by_its_address():
    assert {holding.label for holding in personal() if not holding.term} == set()
    assert {holding.label for holding in personal() if not (holding.due or holding.index)} == ENDED_BY_HAND


def test_sealed_fields_are_declared_as_personal_one_by_one():
    known = {(holding.label, name) for holding in personal() for name in holding.fields}
    sealed = {(model._meta.label_lower, name) for model in apps.get_models() for name in sealed_fields(model)}

    assert sealed - known == {("nisn_site.auditend", "end")}  # a number and a hash


def test_what_identifies_somebody_is_sealed():
    plain = {
        f"{holding.label}.{name}"
        for holding in personal()
        for name, kind in holding.fields.items()
        if kind in IDENTIFYING and not isinstance(holding.model._meta.get_field(name), SealedTextField)
    }
    assert plain == PLAIN_ON_PURPOSE


def test_every_term_can_be_asked_for_and_every_index_searched(db):
    """What the register says of the real tables is a query that works."""
    outcomes = list(delete_due(timezone.now(), dry_run=True))

    assert [outcome.label for outcome in outcomes] == [holding.label for holding in personal() if holding.due]
    assert [str(outcome) for outcome in outcomes if outcome.problem or outcome.rows] == []
    assert erase_person("nobody@example.org", dry_run=True) == []


def test_whoever_wrote_to_us_is_gone_from_everywhere_when_they_ask(run_jobs, amina):
    make_network()
    ana = Sender()
    ana.send("/en/contact/write/", name="Ana Ñandú", message="My story", address="ana@nowhere.example")
    run_jobs()
    ana.confirm()
    run_jobs()
    message = ContactMessage.objects.get()
    record(amina, "message.read", message)
    sealed = [word.hex() for word in sealed_of(message)]

    assert all(word in stored_rows() for word in [*sealed, message.address_index])
    call_command("erase_person", "Ana@nowhere.example")
    assert [word for word in [*sealed, message.address_index] if word in stored_rows()] == []
    assert ContactMessage.objects.count() == Message.objects.filter(address_index=message.address_index).count() == 0
    assert AuditEntry.objects.get(action="message.read").target == ""


def sealed_of(row) -> list[bytes]:
    """The bytes of its sealed fields, as they are in the table."""
    names = sealed_fields(type(row))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(names)} FROM {row._meta.db_table} WHERE id = %s", [row.pk])
        return [bytes(text) for text in cursor.fetchone() if text]
