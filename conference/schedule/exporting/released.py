"""The current release with everything a file says, in the active language: eight queries, whatever its size."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from nisn_site.kit.translation_lookup import attach_translations

from ...models import Appearance, Conference, Release, Room, SessionLanguage, SessionPerson, Slot
from ..days import bounds_of, day_of, days_of
from ..labels import EVERYWHERE

SHOWN = Appearance.objects.filter(person__is_named=True, role__in=SessionPerson.PUBLIC_ROLES)


@dataclass(frozen=True, slots=True)
class ReleasedSlot:
    """A slot of the release as readers see it; texts are those of the active language."""

    slot: Slot
    number: int  # 1 for the first time of a session
    is_only: bool  # whether its session has this one time

    @property
    def session(self):
        return self.slot.session

    @property
    def room(self) -> Room | None:
        return self.slot.room

    @property
    def people(self) -> list[Appearance]:
        return list(self.slot.appearances.all())

    @property
    def languages(self) -> list[SessionLanguage]:
        return list(self.session.languages.all())

    def text(self, field: str) -> str:
        return self.session.read(field).text.strip()

    @property
    def title(self) -> str:
        """With the word before it when it is cancelled, since many programs show nothing else of that."""
        title = self.text("title")
        return _("Cancelled: %(title)s") % {"title": title} if self.slot.cancelled else title

    @property
    def topic(self) -> str:
        return self.session.topic.read("name").text if self.session.topic else ""

    @property
    def room_name(self) -> str:
        """Where it is; what is in no room and at no place is for everybody."""
        return self.room.read("name").text if self.room else self.text("place") or _(EVERYWHERE)


@dataclass(frozen=True)
class Released:
    """Slots in order of time, then of rooms. `moments` has the time of each release by its number."""

    conference: Conference
    release: Release
    slots: list[ReleasedSlot]
    moments: dict[int, datetime]

    @cached_property
    def rooms(self) -> list[Room]:
        found = {one.room.pk: one.room for one in self.slots if one.room}
        return sorted(found.values(), key=lambda room: (room.position, room.pk))

    @property
    def days(self) -> list[tuple[date, datetime, datetime]]:
        """`(day, start, end)` of every announced day and every other on which something is."""
        days = {*days_of(self.conference), *(day_of(self.conference, one.slot.starts_at) for one in self.slots)}
        return [(day, *bounds_of(self.conference, day)) for day in sorted(days)]

    def of_day(self, day: date) -> list[ReleasedSlot]:
        return [one for one in self.slots if day_of(self.conference, one.slot.starts_at) == day]

    def changed_at(self, slot: Slot) -> datetime:
        """When readers last saw another time or place of it."""
        return self.moments.get(slot.changed_in, self.release.published_at)


def by_room(slots: Iterable[ReleasedSlot]) -> Iterator[tuple[str, Room | None, list[ReleasedSlot]]]:
    """`(name, room, slots)` in order of rooms, what is in no room last."""

    def key(one: ReleasedSlot) -> tuple:
        room = one.room
        return (0, room.position, room.pk, one.room_name) if room else (1, 0, 0, one.room_name)

    for (_is_outside, _position, _pk, name), found in groupby(sorted(slots, key=key), key=key):
        slots = list(found)
        yield name, slots[0].room, slots


def current_release(conference: Conference) -> Release | None:
    return Release.objects.of(conference).first()


def released(conference: Conference, release: Release, only: Q | None = None) -> Released:
    """What is in a release, all or `only` some of its slots, with the texts of today."""
    people = SHOWN.select_related("person", "organization", "person__organization")
    slots = list(
        Slot.objects.of_release(release).filter(only or Q()).in_order().select_related("room", "session__topic")
        .prefetch_related("session__languages", Prefetch("appearances", people))
    )  # fmt: skip
    shown = [thing for slot in slots for thing in (slot, slot.room, slot.session, slot.session.topic) if thing]
    attach_translations([conference, *shown])
    moments = dict(Release.objects.of(conference).values_list("number", "published_at"))
    return Released(conference, release, numbered(slots), moments)


def numbered(slots: list[Slot]) -> list[ReleasedSlot]:
    times = Counter(slot.session_id for slot in slots)
    seen: Counter = Counter()
    found = []
    for slot in slots:
        seen[slot.session_id] += 1
        found.append(ReleasedSlot(slot, seen[slot.session_id], times[slot.session_id] == 1))
    return found
