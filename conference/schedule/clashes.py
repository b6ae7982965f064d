"""What cannot be, or should not be, in a layout: found in one sweep over time, said in words.

Two sessions in one room and one person in two sessions stop a release (the database refuses them, too). A room that is
too small, a day that is not announced and a session without a place are only pointed out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from ..models import Person, Session, SessionPerson, Slot
from .days import day_of
from .layout import Layout, Placed
from .words import clock, clocks, day_name, place_of, title_of

MOST_FOR_ONE = 5  # overlaps told of one slot; a list of fifty helps nobody
NEEDS_NO_PLACE = {Session.Kind.BREAK, Session.Kind.MEAL}


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that is wrong: `code` is room, person, interpreter, capacity, day, place or aside.

    `slots` are the one or two it is about, the earlier one first.
    """

    code: str
    layout: Layout
    slots: tuple[Placed, ...]
    person: Person | None = None

    @property
    def stops(self) -> bool:
        """Whether a release with it is impossible."""
        return self.code in {"room", "person", "interpreter"}

    @property
    def words(self) -> str:
        """The sentence for the top of a page, where it stands alone."""
        one, conference = self.slots[0].slot, self.layout.conference
        if len(self.slots) == 1:
            return f"{title_of(one)}: {self.words_beside(self.slots[0])}"
        other = self.slots[1].slot
        values = {
            "one": title_of(one), "other": title_of(other), "day": day_name(day_of(conference, other.starts_at)),
            "hours": clocks(conference, other.starts_at, min(one.ends_at, other.ends_at)),
            "room": place_of(one), "person": self.person and self.person.name,
        }  # fmt: skip
        sentences = {
            "room": _("%(room)s, %(day)s, %(hours)s: %(one)s and %(other)s are there at the same time."),
            "person": _("%(person)s, %(day)s, %(hours)s: is needed in %(one)s and %(other)s at the same time."),
            "interpreter": _(
                "%(person)s, who interprets, %(day)s, %(hours)s: is needed in %(one)s and %(other)s at the same time."
            ),
        }
        return sentences[self.code] % values

    def words_beside(self, placed: Placed) -> str:
        """The sentence that stands next to one of its slots and speaks of the other."""
        if len(self.slots) == 1:
            return alone(self)
        other = next(one.slot for one in self.slots if one is not placed)
        began = other.starts_at <= placed.slot.starts_at
        place = place_of(other) or title_of(other)
        values = {
            "other": title_of(other), "place": place, "person": self.person and self.person.name,
            "time": clock(self.layout.conference, other.ends_at if began else other.starts_at),
        }  # fmt: skip
        if self.code == "room":
            words = _("%(other)s is here until %(time)s.") if began else _("%(other)s is here from %(time)s.")
        elif place == values["other"]:
            words = (
                _("%(person)s is in %(place)s until %(time)s.")
                if began
                else _("%(person)s is in %(place)s from %(time)s.")
            )
        else:
            words = (
                _("%(person)s is in %(place)s until %(time)s (%(other)s).")
                if began
                else _("%(person)s is in %(place)s from %(time)s (%(other)s).")
            )
        return words % values


def alone(clash: Clash) -> str:
    """What is wrong with one slot by itself."""
    slot = clash.slots[0].slot
    match clash.code:
        case "capacity":
            words = _("%(people)d people are expected, but %(room)s has %(places)d places.")
            return words % {
                "people": slot.session.expected_people,
                "room": slot.room.name,
                "places": slot.room.capacity,
            }
        case "day":
            day = day_of(clash.layout.conference, slot.starts_at)
            return _("%(day)s is not a day of the conference.") % {"day": day_name(day)}
        case "place":
            return _("It has no room and no place.")
        case _:
            return _("It is put aside, but it has a time.")


def clashes_in(layout: Layout) -> list[Clash]:
    """Everything that is wrong: what stops a release first, then the rest, each in order of time."""
    found = [*double_booked_rooms(layout), *people_in_two_places(layout), *doubts(layout)]
    return sorted(found, key=lambda clash: (not clash.stops, clash.slots[-1].slot.starts_at))


def double_booked_rooms(layout: Layout) -> Iterator[Clash]:
    by_room = defaultdict(list)
    for one in layout.placed:
        if one.takes_room:
            by_room[one.slot.room_id].append(one)
    for slots in by_room.values():
        for pair in overlapping(slots):
            yield Clash("room", layout, pair)


def people_in_two_places(layout: Layout) -> Iterator[Clash]:
    by_person, roles = defaultdict(list), {}
    for one in layout.placed:
        for presence in one.people if not one.slot.cancelled else ():
            roles[presence.person.pk, one.key] = presence
            if not presence.may_overlap:
                by_person[presence.person.pk].append(one)
    for person, slots in by_person.items():
        for pair in overlapping(slots):
            presences = [roles[person, one.key] for one in pair]
            interprets = any(one.role == SessionPerson.Role.INTERPRETER for one in presences)
            yield Clash("interpreter" if interprets else "person", layout, pair, presences[0].person)


def overlapping(slots: Iterable[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Pairs that overlap; what ends when the other begins does not. `slots` come in order of time."""
    running: list[Placed] = []
    for one in slots:
        running = [other for other in running if other.slot.ends_at > one.slot.starts_at]
        for other in running[-MOST_FOR_ONE:]:
            yield other, one
        running.append(one)


def doubts(layout: Layout) -> Iterator[Clash]:
    for one in layout.placed:
        if not one.slot.cancelled:
            for code in doubts_about(one.slot, layout):
                yield Clash(code, layout, (one,))


def doubts_about(slot: Slot, layout: Layout) -> Iterator[str]:
    conference, session, room = layout.conference, slot.session, slot.room
    if room and None not in (room.capacity, session.expected_people) and session.expected_people > room.capacity:
        yield "capacity"
    if not conference.starts_on <= day_of(conference, slot.starts_at) <= conference.ends_on:
        yield "day"
    if not place_of(slot) and session.kind not in NEEDS_NO_PLACE:
        yield "place"
    if session.is_set_aside:
        yield "aside"


def by_slot(clashes: Iterable[Clash]) -> dict[UUID, list[tuple[Clash, str]]]:
    """For each slot what is wrong with it, with the words that stand next to it."""
    beside = defaultdict(list)
    for clash in clashes:
        for one in clash.slots:
            beside[one.key].append((clash, clash.words_beside(one)))
    return beside
