"""Deletes what is due, and everything about one person when asked to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.db import transaction

from nisn_site.kit import audit

from .addresses import normalized
from .holdings import DELETE, Holding, personal

BATCH = 500  # rows in one transaction, so that nobody waits long


@dataclass(frozen=True)
class Outcome:
    """What happened to the rows of one model."""

    label: str
    rows: int
    done: str
    problem: str = ""

    def __str__(self):
        return f"{self.label}: {self.rows} {self.done}{self.problem}"


def said(how, *, dry_run: bool) -> str:
    return f"{'would be ' if dry_run else ''}{'deleted' if how == DELETE else 'stripped'}"


def delete_due(now: datetime, *, dry_run: bool = False) -> Iterator[Outcome]:
    """End the term of every row that is due. What fails in one model does not keep the others."""
    for holding in personal():
        if holding.due is None:
            continue
        rows, problem = 0, ""
        try:
            if dry_run:
                rows = holding.rows().filter(holding.due(now)).distinct().count()
            else:
                for batch in batches(holding, now):
                    rows += batch
        except Exception as error:  # whatever it is, it is told, and the next night tries again
            problem = f", then {type(error).__name__}"
        yield Outcome(holding.label, rows, said(holding.on_due, dry_run=dry_run), problem)


def batches(holding: Holding, now: datetime) -> Iterator[int]:
    """The number of rows ended in each transaction. A row that somebody works on is left for the next night."""
    due, last = holding.rows().filter(holding.due(now)).order_by("pk"), None
    while True:
        with transaction.atomic():
            waiting = due.filter(pk__gt=last) if last is not None else due
            found = {row.pk: row for row in waiting.select_for_update(skip_locked=True, of=("self",))[:BATCH]}
            if not found:
                return
            forget_in_admin(found.values())
            if holding.takes_along:
                holding.takes_along(found.values())
            end(holding, found, holding.on_due)
        last = max(found)
        yield len(found)


def erase_person(address: str, *, dry_run: bool = False) -> list[Outcome]:
    """Remove everything we hold about whoever has this address, in one transaction, and say what there was.

    A dry run does all of it and takes it back. The register is read from its end: later apps point to earlier ones.
    Raises ValidationError when it is no address, ErasureRefusedError when something must happen first.
    """
    address = normalized(address)
    with transaction.atomic():
        found = [(holding, locked_rows(holding, address)) for holding in reversed(personal())]
        found = [(holding, rows) for holding, rows in found if rows]
        outcomes = []
        for holding, rows in sorted(found, key=lambda pair: pair[0].on_erase == DELETE):  # strip before rows are gone
            outcomes += erase_rows(holding, rows, dry_run=dry_run)
        if outcomes:
            audit.record(None, "person.erase", None, {"rows": sum(outcome.rows for outcome in outcomes)})
        transaction.set_rollback(dry_run)
    return outcomes


def locked_rows(holding: Holding, address: str) -> dict:
    return {row.pk: row for row in holding.rows_of(address).select_for_update(of=("self",))}


def erase_rows(holding: Holding, rows: dict, *, dry_run: bool) -> list[Outcome]:
    """The rows, what the admin remembers of them, and what the audit log says was done to them."""
    traces = forget_in_admin(rows.values())
    references = audit.forget(rows.values())
    end(holding, rows, holding.on_erase)
    outcomes = [
        Outcome(holding.label, len(rows), said(holding.on_erase, dry_run=dry_run)),
        Outcome(f"the admin's history of {holding.label}", traces, said(DELETE, dry_run=dry_run)),
        Outcome(f"the audit log's references to {holding.label}", references, said(None, dry_run=dry_run)),
    ]
    return [outcome for outcome in outcomes if outcome.rows]


def end(holding: Holding, rows: dict, how) -> None:
    if how == DELETE:
        holding.model._base_manager.filter(pk__in=rows).delete()
        return
    for row in rows.values():
        how(row)


def forget_in_admin(rows) -> int:
    """Delete what the admin remembers of these rows: it keeps their names as they were."""
    rows = list(rows)
    type_of_rows = get_content_type_for_model(rows[0])
    traces = LogEntry.objects.filter(content_type=type_of_rows, object_id__in=[str(row.pk) for row in rows])
    return traces.delete()[0]
