"""What stands where and who is there: the draft or a release, read in two queries whatever their size."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet

from ..models import Appearance, Conference, Person, Release, SessionPerson, Slot

# Enough for times, places, names and clashes; the long texts of sessions stay in the database.
NEEDED = (
    "conference", "release", "key", "starts_at", "ends_at", "shares_room", "cancelled", "note", "language", "version",
    "sequence", "changed_in", "session__conference", "session__slug", "session__title", "session__kind",
    "session__place", "session__expected_people", "session__is_set_aside", "session__language", "room__conference",
    "room__slug", "room__name", "room__position", "room__capacity", "room__is_shared", "room__is_open_space",
    "room__language",
)  # fmt: skip

NEEDED_OF_PEOPLE = ("role", "organization", "position", "may_overlap", "person__name", "person__is_collective")
USUAL_GROUP = "person__organization"


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody who is needed at a slot. `may_overlap`: also for groups, which can be in two places at once."""

    person: Person
    role: str
    organization_id: int | None
    position: int
    may_overlap: bool


@dataclass(frozen=True)
class Placed:
    """A slot, with its session and room at hand, and the people who are needed there."""

    slot: Slot
    people: tuple[Presence, ...]

    @property
    def key(self) -> UUID:
        return self.slot.key

    @property
    def shares_room(self) -> bool:
        return self.slot.shares_room or bool(self.slot.room and self.slot.room.is_shared)

    @property
    def takes_room(self) -> bool:
        """Whether nobody else can be in its room: what the database calls `blocks`."""
        return bool(self.slot.room_id) and not self.slot.cancelled and not self.shares_room

    @cached_property
    def content(self) -> tuple:
        """All that readers learn from a release about this slot, to be compared."""
        slot = self.slot
        people = sorted((one.person.pk, one.role, one.organization_id or 0) for one in self.people)
        return slot.session_id, slot.room_id, slot.starts_at, slot.ends_at, slot.cancelled, slot.note, tuple(people)


@dataclass(frozen=True)
class Layout:
    """Slots in order of time, then of rooms."""

    conference: Conference
    placed: list[Placed]

    @classmethod
    def of_draft(cls, conference: Conference) -> "Layout":
        slots = slots_with_neighbors(Slot.objects.draft().filter(conference=conference))
        people = grouped(SessionPerson.objects.filter(conference=conference), by="session", usual_group=True)
        return cls(conference, [Placed(slot, people[slot.session_id]) for slot in slots])

    @classmethod
    def of_release(cls, release: Release | None, conference: Conference | None = None) -> "Layout":
        """Without a release: empty."""
        if release is None:
            return cls(conference, [])
        slots = slots_with_neighbors(Slot.objects.of_release(release))
        people = grouped(Appearance.objects.filter(release=release), by="slot")
        return cls(release.conference, [Placed(slot, people[slot.pk]) for slot in slots])

    @cached_property
    def by_key(self) -> dict[UUID, Placed]:
        return {one.key: one for one in self.placed}

    @cached_property
    def fingerprint(self) -> str:
        """16 hex digits that differ as soon as readers of a release of this layout would see a difference."""
        rows = sorted(repr((str(one.key), one.content)) for one in self.placed)
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]

    def with_slot_from(self, other: "Layout", key: UUID) -> "Layout":
        """This layout, but one slot as it is (or is not) in the other."""
        mine = [one for one in self.placed if one.key != key]
        theirs = [other.by_key[key]] if key in other.by_key else []
        return Layout(self.conference, sorted([*mine, *theirs], key=order))


def slots_with_neighbors(slots) -> list[Slot]:
    return list(slots.select_related("session", "room").only(*NEEDED).in_order())


def order(one: Placed) -> tuple:
    """The same as `SlotQuerySet.in_order`."""
    room = one.slot.room
    return one.slot.starts_at, room.position if room else -1, one.slot.room_id or 0, one.slot.pk


def grouped(
    rows: QuerySet[SessionPerson | Appearance], *, by: str, usual_group: bool = False
) -> dict[int, tuple[Presence, ...]]:
    """People by the key of the session or slot they are at, in order.

    `usual_group`: where no group is named it is the one they usually speak for; a release says which one that was.
    """
    found = defaultdict(tuple)
    for row in rows.select_related("person").only(by, *NEEDED_OF_PEOPLE, *([USUAL_GROUP] if usual_group else [])):
        person, group = row.person, row.organization_id
        group = group or person.organization_id if usual_group else group
        may_overlap = row.may_overlap or person.is_collective
        found[getattr(row, f"{by}_id")] += (Presence(person, row.role, group, row.position, may_overlap),)
    return found
