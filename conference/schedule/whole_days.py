"""Deeds on many slots of the draft at once: move a day by minutes, use a day again, go back to what is published."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ..models import Conference, Release, Room, Slot
from .arranging import checked_and_saved
from .days import bounds_of, same_clock
from .locking import lock_schedule
from .refusals import in_plain_words
from .releasing import latest_release

FARTHEST = timedelta(hours=12)
PLACE = ("room_id", "starts_at", "ends_at", "shares_room", "cancelled", "note", "language")


@in_plain_words()
@transaction.atomic
def shift_slots(
    *, conference: Conference, day: date, by: timedelta, since: datetime | None = None, room: Room | None = None
) -> int:
    """Move everything of a day, or what begins at `since` or later, or only one room; returns how many slots.

    Raises ValidationError: `shift_too_far` (more than 12 hours, or nothing at all), `busy`.
    """
    if not timedelta(0) < abs(by) <= FARTHEST:
        raise ValidationError(_("Move by 1 to 720 minutes, earlier or later."), code="shift_too_far")
    conference = lock_schedule(conference)
    slots = Slot.objects.draft().filter(conference=conference).between(*bounds_of(conference, day))
    if since:
        slots = slots.filter(starts_at__gte=since)
    if room:
        slots = slots.filter(room=room)
    return slots.update(starts_at=F("starts_at") + by, ends_at=F("ends_at") + by, version=F("version") + 1)


@in_plain_words()
@transaction.atomic
def copy_day(*, conference: Conference, source: date, target: date, kinds: Collection[str] | None = None) -> list[Slot]:
    """Use a day's slots again on another day, at the same clock times; only sessions of some kinds, or all.

    What the other day already has is not doubled, so a second press changes nothing. Raises ValidationError: `same_day`.
    """
    if source == target:
        raise ValidationError(_("Choose another day to copy to."), code="same_day")
    conference = lock_schedule(conference)
    draft = Slot.objects.draft().filter(conference=conference)
    taken = set(draft.between(*bounds_of(conference, target)).values_list("session_id", "room_id", "starts_at"))
    slots = draft.between(*bounds_of(conference, source)).standing().select_related("session").in_order()
    copies = []
    for slot in slots if kinds is None else slots.filter(session__kind__in=kinds):
        starts_at = same_clock(conference, slot.starts_at, conference, (target - source).days)
        if (slot.session_id, slot.room_id, starts_at) not in taken:
            copies.append(copy_at(slot, starts_at))
    return Slot.objects.bulk_create(copies)


def copy_at(slot: Slot, starts_at: datetime) -> Slot:
    """A new slot of the draft for the same session in the same room."""
    return Slot(
        conference_id=slot.conference_id, session_id=slot.session_id, room_id=slot.room_id, starts_at=starts_at,
        ends_at=starts_at + slot.length, shares_room=slot.shares_room,
    )  # fmt: skip


@in_plain_words()
@transaction.atomic
def put_back(*, conference: Conference, key: UUID) -> Slot:
    """One slot of the draft as it is published, also when it was taken off the board.

    Raises ValidationError: `never_published`, `busy`.
    """
    conference = lock_schedule(conference)
    published = Slot.objects.filter(release=latest_release(conference), release__isnull=False, key=key).first()
    if published is None:
        raise ValidationError(_("This time was never published."), code="never_published")
    draft = Slot.objects.draft().select_related("session", "room").filter(key=key).first()
    return put_like(published, draft) if draft else Slot.objects.bulk_create([copy_of(published)])[0]


@in_plain_words()
@transaction.atomic
def reset_draft(*, release: Release) -> int:
    """Times and places of the draft as they are in a release; returns how many slots that has. People stay."""
    conference = lock_schedule(release.conference)
    published = {slot.key: slot for slot in release.slots.all()}
    draft = Slot.objects.draft().filter(conference=conference).select_related("session", "room")
    draft.exclude(key__in=published).delete()
    there = {slot.key: slot for slot in draft}
    for key in published.keys() & there.keys():
        put_like(published[key], there[key])
    Slot.objects.bulk_create(copy_of(published[key]) for key in published.keys() - there.keys())
    return len(published)


def put_like(published: Slot, slot: Slot) -> Slot:
    """Make the draft's slot the same; the schedule must be locked."""
    if [getattr(slot, name) for name in PLACE] != [getattr(published, name) for name in PLACE]:
        for name in PLACE:
            setattr(slot, name, getattr(published, name))
        checked_and_saved(slot)
    return slot


def copy_of(published: Slot) -> Slot:
    """A slot of the draft with the same key."""
    values = {name: getattr(published, name) for name in PLACE}
    return Slot(
        conference_id=published.conference_id, key=published.key, session_id=published.session_id, version=1, **values
    )
