"""Times that can be: every slot ends after it starts, and a day later at most."""

from collections import defaultdict
from datetime import timedelta

from .problems import Report
from .programme import Programme, SessionEntry, SlotEntry

LONGEST = timedelta(hours=24)
SWAPPED = timedelta(hours=6)  # ends and starts that somebody exchanged are not further apart
USUAL, SHORT = timedelta(minutes=60), timedelta(minutes=15)


def repair_length(slot: SlotEntry, session: SessionEntry, report: Report) -> None:
    """A slot ends after it starts, and a day later at most."""
    if slot.ends_at is None:
        return
    what = {"title": session.title, "start": f"{slot.starts_at:%H:%M}", "end": f"{slot.ends_at:%H:%M}"}
    length = slot.ends_at - slot.starts_at
    if length == timedelta():
        slot.ends_at = slot.starts_at + SHORT
        report.add("no_length", session.found_at, minutes=minutes(SHORT), **what)
    elif -SWAPPED <= length < timedelta():
        slot.starts_at, slot.ends_at = slot.ends_at, slot.starts_at
        report.add("ends_before_start", session.found_at, **what)
    elif length < timedelta():
        slot.ends_at = slot.starts_at + USUAL
        report.add("ends_long_before_start", session.found_at, minutes=minutes(USUAL), **what)
    elif length > LONGEST:
        slot.ends_at = slot.starts_at + LONGEST
        report.add("too_long", session.found_at, hours=f"{length.total_seconds() / 3600:.0f}", **what)


def minutes(length: timedelta) -> int:
    return length // timedelta(minutes=1)


def guess_ends(programme: Programme, report: Report) -> None:
    """What has no end ends when the next one begins in its room, after the usual time at most."""
    by_room = defaultdict(list)
    for slot in programme.slots:
        by_room[slot.room].append(slot)
    for slots in by_room.values():
        slots.sort(key=lambda slot: slot.starts_at)
        for at, slot in enumerate(slots):
            if slot.ends_at is None:
                later = [one.starts_at for one in slots[at + 1 :] if one.starts_at > slot.starts_at]
                slot.ends_at = min([slot.starts_at + USUAL, *later[:1]])
                report.once("no_end")
