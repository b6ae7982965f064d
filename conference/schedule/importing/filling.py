"""Puts a file into the draft of a schedule. Nothing is published, nobody gets mail."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.markdown import render

from ...models import Conference, ScheduleImport
from ..locking import lock_schedule
from ..refusals import in_plain_words
from .choices import Choices
from .current import current_of
from .planning import plan_import
from .programme import Programme
from .undoing import Journal
from .writing import write_plan

CHANGED = _(
    "Somebody changed the schedule after you opened this page, so nothing was written. Look at what would change now, then decide."
)
DECIDED = _("Somebody decided about this file already.")
NOTHING = _("There is no session in this file that we can read, so there is nothing to put into the draft.")


@dataclass(frozen=True, slots=True)
class Filled:
    """How many sessions are new, changed and the same, and how many times were taken off the draft."""

    new: int
    changed: int
    same: int
    left: int

    @property
    def counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in ("new", "changed", "same", "left")}


@in_plain_words()
def fill_draft(
    *,
    conference: Conference,
    programme: Programme,
    choices: Choices,
    seen: str | None = None,
    upload: ScheduleImport | None = None,
) -> Filled:
    """Write the programme into the draft; what is so already is not written again.

    `seen` is the fingerprint of the draft for which an organizer saw the preview; `upload` is marked as done, and can be
    taken back. Raises ValidationError: `nothing_to_import`, `draft_changed`, `already_decided`, `busy` and the names of
    the database's rules.
    """
    if not programme.sessions:
        raise ValidationError(NOTHING, code="nothing_to_import")
    rendered = {one.body: render(one.body, top_heading=2) for one in programme.sessions}  # takes time: before any lock
    with transaction.atomic():
        conference = lock_schedule(conference)
        if upload and not ScheduleImport.objects.filter(pk=upload.pk, state=ScheduleImport.State.OPEN).exists():
            raise ValidationError(DECIDED, code="already_decided")
        current = current_of(conference)
        if seen is not None and seen != current.seen:
            raise ValidationError(CHANGED, code="draft_changed")
        plan = plan_import(programme, current, choices)
        journal = Journal()
        write_plan(plan, programme, rendered, journal)
        filled = Filled(len(plan.new), len(plan.changed), len(plan.same), len(plan.leaving))
        if upload:
            close(upload, filled, journal, current_of(conference).seen)
        return filled


def close(upload: ScheduleImport, filled: Filled, journal: Journal, left_behind: str) -> None:
    """The file itself is not needed any more; what it replaced is, to take it back."""
    upload.state, upload.content, upload.counts = ScheduleImport.State.DONE, b"", filled.counts
    upload.before, upload.left_behind = journal.to_json(upload.conference), left_behind
    upload.save(update_fields=["state", "content", "counts", "before", "left_behind"])
