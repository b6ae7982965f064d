"""The register of what we hold about people: which fields, of which kind, for how long, and how it goes away.

Each app lists its models in `<app>/personal_data.py`, named in settings.HOLDINGS:

    HOLDINGS = [
        *content(Page, Announcement),
        Holding(
            ContactMessage,
            fields={"name": Kind.NAME, "email": Kind.ADDRESS, "text": Kind.WORDS},
            public_texts={"topic"},
            index="address_index",
            term="90 days after the answer",
            due=lambda now: Q(answered_at__lt=now - timedelta(days=90)),
        ),
    ]

A test fails for every field that can hold a text and is not listed. The nightly job, `erase_person` and `reseal`
work on this list, so a model that is not in it is neither deleted nor found.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.module_loading import import_string

from .sealing import SealedTextField, address_index

DELETE = "delete"
EVERY_TEXT = frozenset({"*"})
TEXT_FIELDS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField, ArrayField)
TEXT_FIELDS += (models.GenericIPAddressField,)


class Kind(StrEnum):
    """What a field tells about a person."""

    NAME = "name"
    ADDRESS = "email address"
    PHONE = "phone number"
    POSTAL = "postal address"
    WORDS = "what somebody wrote"
    GROUP = "organization, role or place"
    CHOICE = "preference, such as a language"
    INDEX = "keyed hash of an address"
    SECRET = "password, token or its hash"  # noqa: S105 (a kind, not a secret)


class ErasureRefusedError(Exception):
    """This person's data cannot be erased yet; the message says what to do first."""


@dataclass(frozen=True, kw_only=True)
class Holding:
    """What one model holds about people.

    `due(now)` is the rows whose term is over. `index` finds somebody's rows: a lookup that is compared with
    `address_index(address)` and may run over relations, or a function from the address to a Q, or None where a row
    cannot be told to be somebody's (then only its term ends it). `on_due` and `on_erase` are "delete", or a function
    that takes one locked row, strips and saves it; what it does outside the database belongs in
    `transaction.on_commit`. `on_erase` may raise ErasureRefusedError. `public_texts` are the other fields with text:
    they tell nothing about the person. `takes_along` deletes what else there is of rows whose term is over; of a
    person who is erased, the register itself finds that.
    """

    model: type[models.Model]
    fields: dict[str, Kind] = field(default_factory=dict)
    public_texts: frozenset[str] | set[str] = frozenset()
    index: str | Callable[[str], models.Q] | None = None
    term: str = ""
    due: Callable[[datetime], models.Q] | None = None
    on_due: str | Callable[[models.Model], None] = DELETE
    on_erase: str | Callable[[models.Model], None] = DELETE
    takes_along: Callable[[Collection[models.Model]], None] | None = None

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    def rows(self) -> models.QuerySet:
        """All rows, without what is sealed: nothing here needs to read it, and the key may be lost."""
        return self.model._base_manager.defer(*sealed_fields(self.model))

    def rows_of(self, address: str) -> models.QuerySet:
        if callable(self.index):
            return self.rows().filter(self.index(address))
        return self.rows().filter(**{self.index: address_index(address)}) if self.index else self.rows().none()


def content(*rows_of: type[models.Model]) -> list[Holding]:
    """Models whose texts organizers write for everybody to read: nobody's data."""
    return [Holding(model=model, public_texts=EVERY_TEXT) for model in rows_of]


def machinery(*rows_of: type[models.Model]) -> list[Holding]:
    """Models that the software keeps for itself: numbers and names of its own, nobody's data."""
    return content(*rows_of)


def register() -> list[Holding]:
    """All holdings, in the order of settings.HOLDINGS."""
    return [holding for name in settings.HOLDINGS for holding in import_string(name)]


def personal() -> list[Holding]:
    return [holding for holding in register() if holding.fields]


def can_hold_text(model_field) -> bool:
    """Could anything typed get in? Fields with fixed choices cannot hold it; neither do relations and numbers."""
    return isinstance(model_field, TEXT_FIELDS) and not model_field.choices


def undeclared(model: type[models.Model], holdings: list[Holding]) -> Iterator[str]:
    """`app.model.field` for each text field of the model that no holding names."""
    named = {
        name for holding in holdings if holding.model is model for name in {*holding.fields, *holding.public_texts}
    }
    for model_field in model._meta.concrete_fields:
        if can_hold_text(model_field) and not named & {model_field.name, *EVERY_TEXT}:
            yield f"{model._meta.label_lower}.{model_field.name}"


def sealed_fields(model: type[models.Model]) -> list[str]:
    return [name.attname for name in model._meta.concrete_fields if isinstance(name, SealedTextField)]
