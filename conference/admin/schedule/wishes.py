"""What the one form of the board asks for, and doing it: pick a session, then press where it goes or what happens to it."""

import re
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ...models import Conference, Room, Session, Slot
from ...schedule.arranging import Opened, lengthen_slot, locked_slot, move_slot, place_session, swap_slots, unschedule
from ...schedule.days import moment_of
from .pages import day_in, spot_in_words

STEP = timedelta(minutes=15)
SLOT = re.compile(r"slot:([0-9a-f-]{36}):(\d{1,9})")
SESSION = re.compile(r"session:(\d{1,15})")
SPOT = re.compile(r"(\d{1,15})@(\d{4}-\d\d-\d\dT\d\d:\d\dZ)")
KEEP = ""  # in the list of rooms: the one it is in


def fulfil(posted, *, conference: Conference, day: date) -> tuple[Slot, str]:
    """Do what was pressed; the slot, and what happened in words. Raises ValidationError, also those of the deeds."""
    if swap := posted.get("swap"):
        return swapped(opened_slot(posted.get("pick")), opened_slot(swap), conference)
    if here := posted.get("here"):
        room, moment = spot(here, conference)
        return put(posted.get("pick"), conference, room=room, starts_at=moment)
    match posted.get("do"):
        case "move":
            return moved(posted, conference, day)
        case "longer" | "shorter" as verb:
            by = STEP if verb == "longer" else -STEP
            slot = lengthen_slot(conference=conference, opened=opened_slot(posted.get("pick")), by=by)
            return slot, _("Saved: %(slot)s.") % {"slot": spot_in_words(slot)}
        case "off":
            slot = unschedule(conference=conference, opened=opened_slot(posted.get("pick")))
            return slot, _("Taken off the board: %(slot)s.") % {"slot": spot_in_words(slot)}
    raise ValidationError(_("Press one of the buttons."), code="no_button")


def opened_slot(pick: str | None) -> Opened:
    if found := SLOT.fullmatch(pick or ""):
        return Opened(UUID(found[1]), int(found[2]))
    if SESSION.fullmatch(pick or ""):
        raise ValidationError(_("This session has no time yet. Choose where it goes first."), code="no_time")
    raise ValidationError(_("Choose a session first, then press the button."), code="nothing_picked")


def swapped(one: Opened, other: Opened, conference: Conference) -> tuple[Slot, str]:
    first, second = swap_slots(conference=conference, one=one, other=other)
    values = {"one": spot_in_words(first), "other": spot_in_words(second)}
    return first, _("Swapped: %(one)s; %(other)s.") % values


def moved(posted, conference: Conference, day: date) -> tuple[Slot, str]:
    """By the fields below the board; an empty one keeps what is."""
    try:
        clock = time.fromisoformat(posted["time"]).replace(second=0, microsecond=0) if posted.get("time") else None
    except ValueError as error:
        raise ValidationError(_("Write the time like 14:30."), code="no_time") from error
    day = day_in(conference, posted["day"]) if posted.get("day") else day
    if day is None or (clock and clock.tzinfo):
        raise ValidationError(_("Choose one of the days, and write the time like 14:30."), code="no_time")
    room = posted.get("room", KEEP)
    pick = posted.get("pick")
    if SESSION.fullmatch(pick or ""):
        if clock is None:
            raise ValidationError(_("This session has no time yet. Write a time."), code="no_time")
        where = None if room == KEEP else room_of(room, conference)
        return put(pick, conference, room=where, starts_at=moment_of(conference, day, clock))
    opened = opened_slot(pick)
    slot = current(opened, conference)
    where = slot.room if room == KEEP else room_of(room, conference)
    clock = clock or slot.starts_at.astimezone(conference.zone).time()
    return put(pick, conference, room=where, starts_at=moment_of(conference, day, clock))


def current(opened: Opened, conference: Conference) -> Slot:
    slot = Slot.objects.draft().filter(conference=conference, key=opened.key).select_related("room").first()
    return slot or locked_slot(conference, opened)  # which says that it is gone


def put(pick: str | None, conference: Conference, *, room: Room | None, starts_at: datetime):
    if found := SESSION.fullmatch(pick or ""):
        session = Session.objects.filter(conference=conference, pk=int(found[1])).first()
        if session is None:
            raise ValidationError(_("This session is not here any more."), code="session_is_gone")
        ends_at = starts_at + usual_length(conference, starts_at)
        slot = place_session(session=session, room=room, starts_at=starts_at, ends_at=ends_at)
        return slot, _("On the board: %(slot)s.") % {"slot": spot_in_words(slot)}
    slot = move_slot(conference=conference, opened=opened_slot(pick), room=room, starts_at=starts_at)
    return slot, _("Moved: %(slot)s.") % {"slot": spot_in_words(slot)}


def usual_length(conference: Conference, starts_at: datetime) -> timedelta:
    """As long as most of what begins at that time, or an hour."""
    slots = Slot.objects.draft().filter(conference=conference, starts_at=starts_at)
    counts = Counter(slot.length for slot in slots)
    return counts.most_common(1)[0][0] if counts else timedelta(hours=1)


def spot(words: str, conference: Conference) -> tuple[Room | None, datetime]:
    found = SPOT.fullmatch(words)
    try:
        moment = datetime.strptime(found[2], "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    except (TypeError, ValueError) as error:
        raise ValidationError(_("Press one of the buttons."), code="no_button") from error
    return room_of(found[1], conference), moment


def room_of(key: str, conference: Conference) -> Room | None:
    """Of the list of rooms; 0 is none."""
    if key == "0":
        return None
    room = conference.rooms.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 16 else None
    if room is None:
        raise ValidationError(_("This room is not here any more. Choose another one."), code="room_is_gone")
    return room
