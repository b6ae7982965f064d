"""What the database refuses, in words of the reader's language.

The database decides, since it alone sees what others do at the same moment. An app names its rules once:
`refusals = Refusals("conference", RULES, busy=_("…"))`, and writes inside `refusals.in_plain_words()`.
"""

from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, DataError, IntegrityError, OperationalError
from django.utils.translation import gettext_lazy as _

# Deadlock, lock or statement taking too long, serialization: nothing is wrong with what was written.
BUSY = {"40P01", "55P03", "57014", "40001"}


@dataclass(frozen=True, slots=True)
class Refusals:
    """The words of one app: of `rules` that live in its migrations, and of the constraints of its models."""

    app_label: str
    rules: Mapping[str, str]
    busy: str

    @contextmanager
    def in_plain_words(self):
        """Turn refusals of the database into ValidationError; goes around the transaction, not inside it.

        Codes are names of rules, or `busy` (worth another try) or `cannot_be_stored` (characters no text holds).
        Also a decorator.
        """
        try:
            yield
        except (IntegrityError, DataError, OperationalError) as error:
            if (refusal := self.refusal_of(error)) is None:
                raise
            raise refusal from error

    def refusal_of(self, error: DatabaseError) -> ValidationError | None:
        """What to tell people, or None when it is a fault of ours that they cannot do anything about."""
        cause = error.__cause__
        if getattr(cause, "sqlstate", None) in BUSY:
            return ValidationError(self.busy, code="busy")
        if isinstance(error, DataError):
            words = _(
                "The text holds characters that cannot be stored, or is too long. Type the place anew instead of pasting."
            )
            return ValidationError(words, code="cannot_be_stored")
        name = getattr(getattr(cause, "diag", None), "constraint_name", None)
        words = self.words_of_rule(name)
        return ValidationError(words, code=name) if words else None

    def words_of_rule(self, name: str | None):
        if name in self.rules:
            return self.rules[name]
        for model in apps.get_app_config(self.app_label).get_models():
            for constraint in model._meta.constraints:
                if constraint.name == name:
                    return constraint.violation_error_message
        return None
