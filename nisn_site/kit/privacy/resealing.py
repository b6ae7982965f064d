"""Seals everything anew with the newest key, and finds every address by the newest index key.

Works while the site does, in small transactions; may be stopped and started again, since it only looks for what is
not done yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Q

from .ciphers import CannotUnsealError
from .holdings import Holding, Kind, register, sealed_fields
from .sealing import address_index

BATCH = 200


@dataclass
class Progress:
    """How far one model is: rows done of those to do, and those that no key opens."""

    label: str
    total: int
    done: int = 0
    unreadable: int = 0

    def __str__(self):
        lost = f", {self.unreadable} cannot be opened with any key" if self.unreadable else ""
        return f"{self.label}: {self.done} of {self.total}{lost}"


def reseal(*, dry_run: bool = False) -> Iterator[Progress]:
    """Progress after each batch. With `dry_run`, every text is opened, also those of the newest key; none is written."""
    for model in dict.fromkeys(holding.model for holding in register()):
        if names := sealed_fields(model):
            wanted = any_of(names, empty=False) if dry_run else any_of(names, outdated=True)
            yield from walk(model, model._base_manager.filter(wanted), seal_anew, dry_run=dry_run)


def any_of(names: list[str], **lookups: bool) -> Q:
    """Rows of which any of these columns is so."""
    return Q(*((f"{name}__{lookup}", so) for name in names for lookup, so in lookups.items()), _connector=Q.OR)


def reindex(*, dry_run: bool = False) -> Iterator[Progress]:
    """The same for the columns by which addresses are found. All rows are looked at: a hash tells nothing of its key."""
    for holding in register():
        if columns := address_columns(holding):
            work = lambda row, columns=columns: index_anew(row, *columns)  # noqa: E731
            yield from walk(holding.model, holding.model._base_manager.all(), work, dry_run=dry_run)


def walk(model, rows: models.QuerySet, work, *, dry_run: bool) -> Iterator[Progress]:
    progress, last = Progress(model._meta.label_lower, rows.count()), None
    while True:
        with transaction.atomic():
            waiting = rows.order_by("pk") if last is None else rows.order_by("pk").filter(pk__gt=last)
            keys = list(waiting.values_list("pk", flat=True)[:BATCH])
            if not keys:
                return
            for key in keys:
                treat(model, key, work, progress, dry_run=dry_run)
        last = keys[-1]
        yield progress


def treat(model, key, work, progress: Progress, *, dry_run: bool) -> None:
    locked = model._base_manager.select_for_update(of=("self",)).filter(pk=key)
    try:
        row = locked.first()
        if row and (values := work(row)) and not dry_run:
            model._base_manager.filter(pk=key).update(**values)
        progress.done += 1
    except CannotUnsealError:
        progress.unreadable += 1


def seal_anew(row) -> dict[str, str]:
    """Writing a text seals it, so the row is written as it is."""
    return {name: getattr(row, name) for name in sealed_fields(type(row))}


def index_anew(row, address: str, index: str) -> dict[str, str]:
    if not (typed := getattr(row, address)):
        return {}
    wanted = address_index(typed)
    return {} if wanted == getattr(row, index) else {index: wanted}


def address_columns(holding: Holding) -> tuple[str, str] | None:
    """(the address, its index), where both are columns of the same model."""
    addresses = [name for name, kind in holding.fields.items() if kind == Kind.ADDRESS]
    is_own = isinstance(holding.index, str) and "__" not in holding.index
    return (addresses[0], holding.index) if is_own and len(addresses) == 1 else None
