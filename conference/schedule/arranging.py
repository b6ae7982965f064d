"""Deeds on one slot of the draft. Two organizers at once: the second one is told, and nothing is lost.

`opened` is the version of the slot that somebody looked at. All raise ValidationError: `edit_conflict` (somebody changed
the slot since), `slot_is_gone`, names of constraints (`slot_ends_after_it_starts`, `slot_lasts_a_day_at_most`,
`slot_room_of_its_conference`, …) and `busy`. Clashes are no reason to refuse: the draft is free.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Conference, Room, Session, Slot
from .days import day_of
from .locking import lock_schedule
from .refusals import in_plain_words
from .words import clocks, day_name, place_of, title_of


@dataclass(frozen=True, slots=True)
class Opened:
    """A slot as somebody saw it."""

    key: UUID
    version: int


@in_plain_words()
@transaction.atomic
def place_session(*, session: Session, room: Room | None, starts_at: datetime, ends_at: datetime, **details) -> Slot:
    """Give a session a time; one that has a time already gets another one. `details` are shares_room, cancelled, note."""
    conference = lock_schedule(session.conference)
    slot = Slot(conference=conference, session=session, room=room, starts_at=starts_at, ends_at=ends_at, **details)
    return checked_and_saved(slot)


@in_plain_words()
@transaction.atomic
def change_slot(*, conference: Conference, opened: Opened, **values) -> Slot:
    """Set some of room, starts_at, ends_at, shares_room, cancelled, note, language."""
    slot = locked_slot(lock_schedule(conference), opened)
    for name, value in values.items():
        setattr(slot, name, value)
    return checked_and_saved(slot)


@in_plain_words()
@transaction.atomic
def move_slot(*, conference: Conference, opened: Opened, room: Room | None, starts_at: datetime) -> Slot:
    """To another room or time; it stays as long as it is."""
    slot = locked_slot(lock_schedule(conference), opened)
    slot.room, slot.starts_at, slot.ends_at = room, starts_at, starts_at + slot.length
    return checked_and_saved(slot)


@in_plain_words()
@transaction.atomic
def lengthen_slot(*, conference: Conference, opened: Opened, by: timedelta) -> Slot:
    """Let it end later, or earlier when `by` is negative."""
    slot = locked_slot(lock_schedule(conference), opened)
    slot.ends_at += by
    return checked_and_saved(slot)


@in_plain_words()
@transaction.atomic
def swap_slots(*, conference: Conference, one: Opened, other: Opened) -> tuple[Slot, Slot]:
    """Each takes the other's room and start, and stays as long as it is."""
    conference = lock_schedule(conference)
    first, second = locked_slot(conference, one), locked_slot(conference, other)
    places = [(slot.room, slot.starts_at) for slot in (second, first)]
    for slot, (room, starts_at) in zip((first, second), places, strict=True):
        slot.room, slot.starts_at, slot.ends_at = room, starts_at, starts_at + slot.length
        checked_and_saved(slot)
    return first, second


@in_plain_words()
@transaction.atomic
def unschedule(*, conference: Conference, opened: Opened) -> Slot:
    """Take it off the draft; the session stays. What readers see changes with the next release."""
    slot = locked_slot(lock_schedule(conference), opened)
    slot.delete()
    return slot


def locked_slot(conference: Conference, opened: Opened) -> Slot:
    """The slot of the draft, if it still is as somebody saw it; the schedule must be locked."""
    slots = Slot.objects.draft().filter(conference=conference, key=opened.key).select_related("session", "room")
    slot = slots.select_for_update(of=("self",)).first()
    if slot is None:
        raise ValidationError(_("Somebody took this session off the board. Choose again."), code="slot_is_gone")
    slot.conference = conference
    if slot.version != opened.version:
        raise ValidationError(conflict(slot), code="edit_conflict")
    return slot


def conflict(slot: Slot) -> str:
    """Where the slot is now, so that people can decide anew."""
    values = {
        "title": title_of(slot),
        "day": day_name(day_of(slot.conference, slot.starts_at)),
        "hours": clocks(slot.conference, slot.starts_at, slot.ends_at),
        "place": place_of(slot) or _("no room"),
    }
    return (
        _(
            "%(title)s was changed since you opened this page. It is now on %(day)s, %(hours)s, %(place)s. Nothing of yours was stored; look, then choose again."
        )
        % values
    )


def checked_and_saved(slot: Slot) -> Slot:
    """Lengths of texts are checked here; times and places by the database, which names the rule."""
    slot.clean_fields(exclude=["conference", "session", "release", "room"])
    slot.save()
    return slot
