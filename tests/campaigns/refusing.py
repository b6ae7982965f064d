"""A write that the database must refuse, in words, leaving every row as it was."""

from collections.abc import Callable, Iterable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Model

from campaigns.refusals import in_plain_words


def assert_refused(attempt: Callable, stage, *, code: str, words: str, models: Iterable[type[Model]]) -> None:
    """`attempt(stage)` raises one error with this code and these words; no row of these models is another one after it."""
    before = rows_of(models)

    with pytest.raises(ValidationError) as caught:
        write_down(attempt, stage)

    [error] = caught.value.error_list
    assert error.code == code
    assert words in error.message
    assert rows_of(models) == before


@in_plain_words()
@transaction.atomic
def write_down(attempt: Callable, stage) -> None:
    attempt(stage)
    connection.check_constraints()


def rows_of(models: Iterable[type[Model]]) -> list:
    return [list(model.objects.order_by("pk").values()) for model in models]
