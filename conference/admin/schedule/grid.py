"""One day of the draft as a table, rooms by time. Sessions that overlap in a room share a cell, so that both are seen."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cached_property
from uuid import UUID

from ...models import Conference, Room
from ...schedule.clashes import Clash
from ...schedule.days import bounds_of, moment_of
from ...schedule.layout import Placed
from ...schedule.words import clock, clocks

HOURS_OF_AN_EMPTY_DAY = range(9, 21)
MOST_ROOMS = 12  # columns on one page


@dataclass
class Card:
    """A slot on the board, with what is wrong with it and how it differs from what is published."""

    placed: Placed
    hours: str
    clashes: list[tuple[Clash, str]]
    mark: str = ""

    @property
    def slot(self):
        return self.placed.slot

    @property
    def is_stopped(self) -> bool:
        return any(clash.stops for clash, _words in self.clashes)

    @property
    def names(self) -> str:
        return ", ".join(one.person.name for one in self.placed.people)


@dataclass
class Cell:
    """What is in a room from one row on; without cards it is free."""

    room: Room | None
    moment: datetime
    clock: str
    cards: list[Card] = field(default_factory=list)
    rows: int = 1

    @property
    def spot(self) -> str:
        """For the button that puts a session here."""
        return f"{self.room.pk if self.room else 0}@{self.moment.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


@dataclass
class Row:
    clock: str
    cells: list[Cell]


@dataclass(frozen=True)
class Grid:
    """`rooms` are the columns; None is for what has no room. Slots in other rooms are left out."""

    conference: Conference
    day: date
    rooms: list[Room | None]
    cards: list[Card]

    @cached_property
    def moments(self) -> list[datetime]:
        """Where something begins or ends; each one begins a row, and after the last one the day is free."""
        shown = {room and room.pk for room in self.rooms}
        slots = [card.slot for card in self.cards if card.slot.room_id in shown]
        found = {moment for slot in slots for moment in (slot.starts_at, slot.ends_at)}
        if not found:
            found = {moment_of(self.conference, self.day, time(hour)) for hour in HOURS_OF_AN_EMPTY_DAY}
        return sorted(found)

    @cached_property
    def rows(self) -> list[Row]:
        columns = {room and room.pk: iter(self.column(room)) for room in self.rooms}
        waiting = defaultdict(int)
        rows = []
        for moment in self.moments:
            cells = []
            for key, column in columns.items():
                if waiting[key] == 0:
                    cell = next(column)
                    cells.append(cell)
                    waiting[key] = cell.rows
                waiting[key] -= 1
            rows.append(Row(clock(self.conference, moment), cells))
        return rows

    def column(self, room: Room | None) -> Iterator[Cell]:
        """Cells of a room from top to bottom; their `rows` add up to all rows."""
        place = {moment: number for number, moment in enumerate(self.moments)}
        reached = 0
        mine = [card for card in self.cards if card.slot.room_id == (room and room.pk)]
        for cluster in clusters(mine):
            start, end = place[cluster[0].slot.starts_at], place[max(card.slot.ends_at for card in cluster)]
            yield from self.free(room, range(reached, start))
            yield Cell(room, cluster[0].slot.starts_at, cluster[0].hours, cluster, end - start)
            reached = end
        yield from self.free(room, range(reached, len(self.moments)))

    def free(self, room: Room | None, rows: range) -> Iterator[Cell]:
        return (Cell(room, self.moments[row], clock(self.conference, self.moments[row])) for row in rows)


def clusters(cards: Iterable[Card]) -> Iterator[list[Card]]:
    """Cards of one room, in order of time, put together where they overlap."""
    cluster, until = [], None
    for card in cards:
        if cluster and card.slot.starts_at >= until:
            yield cluster
            cluster, until = [], None
        cluster.append(card)
        until = max(until or card.slot.ends_at, card.slot.ends_at)
    if cluster:
        yield cluster


def cards_of_day(
    conference: Conference, day: date, placed: Iterable[Placed], clashes: dict[UUID, list], marks: dict[UUID, str]
) -> list[Card]:
    start, end = bounds_of(conference, day)
    return [
        Card(
            one,
            clocks(conference, one.slot.starts_at, one.slot.ends_at),
            clashes.get(one.key, []),
            marks.get(one.key, ""),
        )
        for one in placed
        if start <= one.slot.starts_at < end
    ]
