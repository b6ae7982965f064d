"""What readers of an earlier release have in their calendars, and the current release no longer has.

A calendar program forgets an entry that it imported only when it is told so: the entry comes once more, cancelled, with
a higher SEQUENCE. It stays in the files as long as the release that lacks it is the current one.
"""

from dataclasses import replace

from ..models import Slot
from .timetable import Entry, Timetable, entry_of, for_readers


def with_what_was_taken_out(timetable: Timetable) -> Timetable:
    """The same with these entries, in order of time; three queries more."""
    found = [*timetable.entries, *taken_out(timetable)]
    return replace(timetable, entries=sorted(found, key=lambda one: one.slot.starts_at))


def taken_out(timetable: Timetable) -> list[Entry]:
    """As they stood when readers saw them last; `changed_in` is the release that came without them."""
    release, conference = timetable.release, timetable.conference
    earlier = Slot.objects.filter(release__conference=conference, release__number__lt=release.number)
    gone = earlier.exclude(key__in=release.slots.values("key"))
    last_seen = gone.order_by("key", "-release__number").distinct("key").values("pk")
    entries = []
    for slot in for_readers(Slot.objects.filter(pk__in=last_seen).select_related("release")):
        slot.cancelled, slot.changed_in = True, slot.release.number + 1
        entries.append(replace(entry_of(slot, conference, timetable.now, {}), is_taken_out=True))
    return entries
