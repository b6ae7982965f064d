"""The frame of an earlier conference on new dates: its rooms, and the meals, plenaries and breaks that come every year."""

import uuid
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..copying import duplicate
from ..models import Conference, Room, Session, Slot, Topic
from .days import same_clock
from .locking import lock_schedule
from .refusals import in_plain_words
from .releasing import latest_release

FRAME = (Session.Kind.PLENARY, Session.Kind.MEAL, Session.Kind.BREAK, Session.Kind.SOCIAL)


@in_plain_words()
@transaction.atomic
def copy_frame(*, source: Conference, target: Conference, kinds: Collection[str] = FRAME) -> list[Slot]:
    """Copy rooms, topics and the sessions of some kinds with their times into the draft of another conference.

    The first day becomes the first day, at the same clock times in the other conference's zone. What is there already,
    by name or address, is used and not doubled. Nobody's name comes along. Raises ValidationError: `same_conference`.
    """
    if source.pk == target.pk:
        raise ValidationError(_("Choose another conference to copy from."), code="same_conference")
    target = lock_schedule(target)
    rooms = copied(source.rooms.all(), target, by="name")
    topics = copied(source.topics.all(), target, by="name")
    release = latest_release(source)
    slots = release.slots.all() if release else Slot.objects.draft().filter(conference=source)
    slots = slots.standing().filter(session__kind__in=kinds).select_related("session").in_order()
    wanted = {slot.session_id: slot.session for slot in slots}
    sessions = {old: copied_session(session, target, topics.get(session.topic_id)) for old, session in wanted.items()}
    has_time = set(Slot.objects.draft().filter(conference=target).values_list("session_id", flat=True))
    days_later = (target.starts_on - source.starts_on).days
    return Slot.objects.bulk_create(
        Slot(
            conference=target, session=sessions[slot.session_id], room=rooms.get(slot.room_id), starts_at=starts_at,
            ends_at=starts_at + slot.length, shares_room=slot.shares_room,
        )
        for slot in slots
        if sessions[slot.session_id].pk not in has_time
        for starts_at in [same_clock(source, slot.starts_at, target, days_later)]
    )  # fmt: skip


def copied(rows, target: Conference, *, by: str) -> dict[int, Room | Topic]:
    """By the key of the old row: the row of the other conference with the same name, made if need be."""
    there = {getattr(row, by): row for row in rows.model.objects.filter(conference=target)}
    return {row.pk: there.get(getattr(row, by)) or duplicate(row, conference=target) for row in rows}


def copied_session(session: Session, target: Conference, topic: Topic | None) -> Session:
    there = Session.objects.filter(conference=target, slug=session.slug).first()
    return there or duplicate(session, conference=target, topic=topic, guid=uuid.uuid4(), is_set_aside=False)
