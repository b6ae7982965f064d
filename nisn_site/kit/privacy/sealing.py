"""A model field that keeps its text sealed, and what belongs to it."""

from django.core.exceptions import FieldError
from django.core.validators import MaxLengthValidator
from django.db import models

from .ciphers import HEAD, CannotUnsealError, address_index, newest_head, seal, unseal

__all__ = ["CannotUnsealError", "SealedTextField", "address_index", "seal", "unseal"]

POSSIBLE_LOOKUPS = {"isnull", "empty", "outdated"}


class SealedTextField(models.TextField):
    """A text in Python, sealed bytes in the database; an empty text stays empty.

    It cannot be searched or sorted (each sealing differs): keep `address_index()` in a column of its own for
    that. Only these lookups work: `isnull`; `empty`, as in `CheckConstraint(condition=Q(email__empty=False))`; and
    `outdated=True`, which is what another key than the newest has sealed. When a model or field is renamed, its old `place` must be kept: `SealedTextField(place="contact.message.email")`.
    """

    def __init__(self, *args, place: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.given_place = place
        if self.max_length is not None:
            self.validators = [*self.validators, MaxLengthValidator(self.max_length)]

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if self.given_place:
            kwargs["place"] = self.given_place
        return name, path, args, kwargs

    @property
    def place(self) -> str:
        return self.given_place or f"{self.model._meta.label_lower}.{self.attname}"

    def get_internal_type(self):
        return "BinaryField"

    def get_prep_value(self, value):
        if value is None or isinstance(value, bytes):
            return value
        value = str(value)
        return seal(value, place=self.place) if value else b""

    def get_db_prep_value(self, value, connection, prepared=False):
        return value if prepared else self.get_prep_value(value)

    def from_db_value(self, value, expression, connection):
        if value is None:
            return None
        return unseal(bytes(value), place=self.place) if value else ""

    def get_lookup(self, lookup_name):
        if lookup_name not in POSSIBLE_LOOKUPS:
            raise FieldError(f"{self.place} is sealed and cannot be searched by “{lookup_name}”.")
        return super().get_lookup(lookup_name)


@SealedTextField.register_lookup
class IsEmpty(models.Lookup):
    """`email__empty=True`: no text there; `False`: some."""

    lookup_name = "empty"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        return f"octet_length({column}) {'=' if self.rhs else '>'} 0", parameters


@SealedTextField.register_lookup
class IsOutdated(models.Lookup):
    """`email__outdated=True`: sealed with another key than the newest."""

    lookup_name = "outdated"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        sql = f"octet_length({column}) > 0 AND substring({column} from 1 for {HEAD}) <> %s"
        return f"({sql})" if self.rhs else f"(NOT ({sql}))", [*parameters, *parameters, newest_head()]
