"""The current release as readers see it: everything a page needs, in six queries whatever the number of sessions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from nisn_site.kit.translation_lookup import attach_translations

from ..models import Appearance, Conference, Organization, Person, Release, Room, Session, SessionPerson, Slot, Topic
from .changes import Change
from .days import bounds_of, day_of


@dataclass(frozen=True)
class Entry:
    """One slot of the release. `people` are only those who may be named, in roles that readers ask about."""

    slot: Slot
    day: date
    people: tuple[Appearance, ...]
    mark: str  # new, moved or changed since the release before, or empty
    is_on: bool  # at the moment the page was made
    is_taken_out: bool = False  # only readers of an earlier release saw it

    @property
    def session(self) -> Session:
        return self.slot.session

    @property
    def room(self) -> Room | None:
        return self.slot.room

    @cached_property
    def languages(self) -> list:
        return list(self.session.languages.all())

    @property
    def seconds(self) -> tuple[int, int]:
        """Start and end as seconds since 1970, for the script that marks what is on."""
        return int(self.slot.starts_at.timestamp()), int(self.slot.ends_at.timestamp())

    def is_with(self, person: Person) -> bool:
        return any(one.person_id == person.pk for one in self.people)

    def is_for(self, organization: Organization) -> bool:
        return any(one.organization_id == organization.pk for one in self.people)

    def is_at_the_same_time(self, other: "Entry") -> bool:
        mine, theirs = self.slot, other.slot
        return mine.pk != theirs.pk and mine.starts_at < theirs.ends_at and theirs.starts_at < mine.ends_at

    @property
    def translatable(self) -> list:
        return [self.slot, self.session, self.session.topic, self.room]


@dataclass(frozen=True)
class Block:
    """What begins at the same time."""

    starts_at: datetime
    entries: list[Entry]


@dataclass(frozen=True)
class Day:
    date: date
    entries: list[Entry]

    @property
    def blocks(self) -> list[Block]:
        by_start = groupby(self.entries, key=lambda one: one.slot.starts_at)
        return [Block(start, list(entries)) for start, entries in by_start]


@dataclass(frozen=True)
class Timetable:
    """Entries in order of time, then of rooms. Without a release it is empty."""

    conference: Conference
    release: Release | None
    now: datetime
    entries: list[Entry]

    @classmethod
    def current(cls, conference: Conference, *, now: datetime | None = None, day: date | None = None) -> "Timetable":
        """Of one `day` only, or of all days."""
        now = now or timezone.now()
        release = Release.objects.of(conference).first()
        slots = for_readers(release.slots) if release else Slot.objects.none()
        slots = slots.between(*bounds_of(conference, day)) if day else slots
        marks = marks_of(release) if release else {}
        return cls(conference, release, now, [entry_of(slot, conference, now, marks) for slot in slots])

    @property
    def days(self) -> list[Day]:
        return [Day(day, list(entries)) for day, entries in groupby(self.entries, key=lambda one: one.day)]

    @cached_property
    def dates(self) -> list[date]:
        return sorted({one.day for one in self.entries})

    @property
    def today(self) -> date:
        return day_of(self.conference, self.now)

    @property
    def rooms(self) -> list[Room]:
        return sorted({one.room for one in self.entries if one.room}, key=lambda room: (room.position, room.pk))

    @property
    def topics(self) -> list[Topic]:
        found = {one.session.topic for one in self.entries if one.session.topic}
        return sorted(found, key=lambda topic: (topic.position, topic.pk))

    @property
    def translatable(self) -> list:
        """Every translatable object of the entries. Not a set: a room stands here once for each of its slots."""
        return [self.release, *(thing for one in self.entries for thing in one.translatable if thing)]

    def with_texts(self) -> "Timetable":
        """The same, after its translations were read: for filters and orders that depend on the language."""
        attach_translations(self.translatable)
        return self

    def only(self, is_wanted: Callable[[Entry], bool]) -> "Timetable":
        return replace(self, entries=[one for one in self.entries if is_wanted(one)])

    def at(self, moment: datetime) -> "Timetable":
        """The same as it is at another moment."""
        entries = [replace(one, is_on=is_on(one.slot, moment)) for one in self.entries]
        return replace(self, now=moment, entries=entries)

    def on_day(self, day: date) -> "Timetable":
        return self.only(lambda one: one.day == day)

    def of_sessions(self, slugs: Iterable[str]) -> "Timetable":
        wanted = set(slugs)
        return self.only(lambda one: one.session.slug in wanted)


def released_dates(conference: Conference) -> list[date]:
    """The days of the current release; one query, without reading what is on."""
    newest = Release.objects.of(conference).values("pk")[:1]
    starts = Slot.objects.filter(release=newest).order_by().values_list("starts_at", flat=True).distinct()
    return sorted({day_of(conference, start) for start in starts})


def for_readers(slots: QuerySet[Slot]) -> QuerySet[Slot]:
    """In order, with all that an entry says."""
    named = Appearance.objects.filter(person__is_named=True, role__in=SessionPerson.PUBLIC_ROLES)
    return (
        slots.in_order()
        .select_related("room", "session__topic")
        .prefetch_related(
            "session__languages",
            Prefetch("appearances", named.select_related("person__organization", "organization"), "named_people"),
        )
    )


def entry_of(slot: Slot, conference: Conference, now: datetime, marks: dict[UUID, str]) -> Entry:
    return Entry(
        slot, day_of(conference, slot.starts_at), tuple(slot.named_people), marks.get(slot.key, ""), is_on(slot, now)
    )


def marks_of(release: Release) -> dict[UUID, str]:
    """For slots that readers of the release before saw otherwise; in the first one nothing is worth a word."""
    changes = map(Change.from_json, release.changes) if release.number > 1 else []
    return {change.slot: change.mark for change in changes}


def is_on(slot: Slot, moment: datetime) -> bool:
    """The end is not part of it."""
    return slot.starts_at <= moment < slot.ends_at and not slot.cancelled
