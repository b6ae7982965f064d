"""Puts a file into the draft of a schedule. Nothing is published, nobody gets mail."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.markdown import render

from ...models import Conference
from ..locking import lock_schedule
from ..refusals import in_plain_words
from .choices import Choices
from .current import Current, current_of
from .planning import Plan, plan_import
from .programme import Programme
from .undoing import Journal
from .writing import write_plan

CHANGED = _(
    "Somebody changed the schedule after you opened this page, so nothing was written. Look at what would change now, then decide."
)
NOTHING = _("There is no session in this file that we can read, so there is nothing to put into the draft.")


@dataclass(frozen=True, slots=True)
class Filled:
    """How many sessions are new, changed and the same, and how many times were taken off the draft.

    `before` is what `undoing` needs, `left_behind` the fingerprint of the draft afterwards.
    """

    new: int
    changed: int
    same: int
    left: int
    before: dict
    left_behind: str

    @property
    def counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in ("new", "changed", "same", "left")}


@in_plain_words()
def fill_draft(*, conference: Conference, programme: Programme, choices: Choices, seen: str | None = None) -> Filled:
    """Write the programme into the draft; what is so already is not written again.

    `seen` is the fingerprint of the draft for which an organizer saw the preview. Raises ValidationError:
    `nothing_to_import`, `draft_changed`, `busy` and the names of the database's rules.
    """
    if not programme.sessions:
        raise ValidationError(NOTHING, code="nothing_to_import")
    rendered = {session.body: render(session.body, top_heading=2) for session in programme.sessions}  # before any lock
    with transaction.atomic():
        conference = lock_schedule(conference)
        current = current_of(conference)
        if seen is not None and seen != current.seen:
            raise ValidationError(CHANGED, code="draft_changed")
        plan = plan_import(programme, current, choices)
        journal = Journal()
        write_plan(plan, programme, rendered, journal)
        return filled(plan, journal, current_of(conference))


def filled(plan: Plan, journal: Journal, after: Current) -> Filled:
    return Filled(len(plan.new), len(plan.changed), len(plan.same), len(plan.leaving), journal.to_json(), after.seen)
