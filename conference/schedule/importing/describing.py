"""A plan in words, for the preview: each session in a line, and what changes in it."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from ...models import Conference, Session, SessionLanguage, SessionPerson
from ..words import clocks, day_name
from .current import Current, setting_of
from .planning import PlannedSession, PlannedSlot

LONGEST = 160


class Difference(NamedTuple):
    """What changes, in the words of its field; empty where there was or will be nothing."""

    name: str
    was: str
    now: str


class Line(NamedTuple):
    """One session of the preview. `when` holds `(day, time, room)` for each of its times."""

    planned: PlannedSession
    when: list[tuple[str, str, str]]
    people: str
    differences: list[Difference]


def line_of(one: PlannedSession, current: Current) -> Line:
    slots = [(slot.entry.starts_at, slot.entry.ends_at, slot.entry.room) for slot in one.slots]
    when = [(*moment_words(current.conference, start, end), room) for start, end, room in sorted(slots)]
    people = ", ".join(led.name for led in one.entry.led_by)
    return Line(one, when, people, list(differences(one, current)) if one.is_changed else [])


def moment_words(conference: Conference, start: datetime, end: datetime) -> tuple[str, str]:
    """The day, with its year where it is another one than the conference's, and the time."""
    day = setting_of(conference).day_of(start)
    words = day_name(day) if day.year == conference.starts_on.year else f"{day_name(day)}, {day.year}"
    return words, clocks(conference, start, end)


def differences(one: PlannedSession, current: Current) -> Iterator[Difference]:
    session = one.session
    for name, text in one.texts.items():
        label = str(Session._meta.get_field(name).verbose_name).capitalize()
        yield Difference(label, cut(getattr(session, name)), cut(text))
    if one.kind:
        yield Difference(_("Kind"), session.get_kind_display(), Session.Kind(one.kind).label)
    if one.topic:
        topics = {topic.pk: topic.name for topic in current.topics}
        yield Difference(_("Topic"), topics.get(session.topic_id, ""), one.topic)
    if one.languages is not None:
        ours = [(row.language, row.how) for row in current.languages.get(session.pk, [])]
        yield Difference(_("Languages"), languages(ours), languages((use.language, use.how) for use in one.languages))
    if one.people is not None:
        rows = [row for row in current.people.get(session.pk, []) if row.role in SessionPerson.PUBLIC_ROLES]
        yield Difference(
            _("People"), ", ".join(row.person.name for row in rows), ", ".join(led.name for led in one.people)
        )
    for slot in one.slots:
        if slot.is_changed:
            yield time_difference(slot, current)


def languages(uses) -> str:
    return ", ".join(f"{language} ({SessionLanguage.How(how).label})" for language, how in uses)


def time_difference(slot: PlannedSlot, current: Current) -> Difference:
    was = ""
    if slot.slot:
        rooms = {room.pk: room.name for room in current.rooms}
        was = spot(
            current.conference,
            slot.slot.starts_at,
            slot.slot.ends_at,
            rooms.get(slot.slot.room_id, ""),
            is_cancelled=slot.slot.cancelled,
        )
    entry = slot.entry
    now = spot(current.conference, entry.starts_at, entry.ends_at, entry.room, is_cancelled=entry.is_cancelled)
    return Difference(_("Time"), was, now)


def spot(conference: Conference, start, end, room: str, *, is_cancelled: bool) -> str:
    words = [*moment_words(conference, start, end), room, _("cancelled") if is_cancelled else ""]
    return ", ".join(word for word in words if word)


def cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
