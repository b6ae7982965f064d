"""What about the current schedule needs an organizer today: a part of the admin's home page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Conference, ScheduleImport
from .changes import Change
from .standing import Standing


def schedule_tasks(conference: Conference | None) -> list[tuple[str, str, bool]]:
    """Words, address and whether it is urgent: clashes, and what is not published. None for a conference that is over."""
    if conference is None or conference.ends_on < timezone.localdate(timezone=conference.zone):
        return []
    standing = Standing.of(conference)
    found = []
    if count := len(standing.stops):
        words = ngettext("The schedule has %d clash", "The schedule has %d clashes", count) % count
        found.append((words, reverse("admin:conference_slot_today", args=[conference.slug]), True))
    if standing.changes:
        url = reverse("admin:conference_slot_publish", args=[conference.slug])
        found.append((unpublished(standing), url, False))
    return found


def unpublished(standing: Standing) -> str:
    if standing.release is None:
        count = len(standing.draft.placed)
        words = ngettext(
            "The schedule is not published: %d session has a time",
            "The schedule is not published: %d sessions have a time",
            count,
        )
        return words % count
    moves, others = counted(standing.changes)
    parts = [ngettext("%d move", "%d moves", moves) % moves] if moves else []
    parts += [ngettext("%d other change", "%d other changes", others) % others] if others else []
    values = {"release": standing.release, "what": ", ".join(parts)}
    return _("The draft of the schedule differs from %(release)s: %(what)s not published") % values


def counted(changes: list[Change]) -> tuple[int, int]:
    moves = sum("new" not in change.what and change.moves for change in changes)
    return moves, len(changes) - moves


def import_tasks() -> list[tuple[str, str, bool]]:
    """Files with a schedule that somebody uploaded and nobody decided about, one task for each conference."""
    waiting = Conference.objects.filter(schedule_imports__state=ScheduleImport.State.OPEN).distinct()
    words = _("A schedule for %(conference)s was uploaded: look at it, then put it into the draft")
    address = "admin:conference_conference_import_schedule"
    return [(words % {"conference": one.slug}, reverse(address, args=[one.pk]), False) for one in waiting]
