"""A day as a table: rooms side by side, times down, each session as many rows high as it lasts."""

from dataclasses import dataclass
from datetime import datetime

from ..models import Room
from .timetable import Entry, Timetable


@dataclass(frozen=True)
class Cell:
    """Some rows of one column. Several entries only where a room is shared, or outside of our rooms."""

    rows: int
    entries: list[Entry]


@dataclass(frozen=True)
class Row:
    starts_at: datetime
    cells: list[Cell]  # those that begin in this row, in the order of the columns


@dataclass(frozen=True)
class Grid:
    rooms: list[Room | None]  # None: the column of what is not in one of our rooms
    rows: list[Row]


def grid_of(timetable: Timetable) -> Grid:
    """Rows begin whenever something begins or ends; cells never overlap, whatever the entries do."""
    rooms = list(timetable.rooms)
    if any(one.room is None for one in timetable.entries):
        rooms.append(None)
    moments = sorted({moment for one in timetable.entries for moment in (one.slot.starts_at, one.slot.ends_at)})
    columns = [column_of([one for one in timetable.entries if one.room == room], moments) for room in rooms]
    rows = [
        Row(moment, [column[number] for column in columns if number in column])
        for number, moment in enumerate(moments[:-1])
    ]
    return Grid(rooms, rows)


def column_of(entries: list[Entry], moments: list[datetime]) -> dict[int, Cell]:
    """The cells of a column by the number of the row in which they begin; together they fill all rows."""
    numbers = {moment: number for number, moment in enumerate(moments)}
    cells, next_row = {}, 0
    for first, last, together in stretches(entries):
        fill(cells, next_row, numbers[first])
        cells[numbers[first]] = Cell(numbers[last] - numbers[first], together)
        next_row = numbers[last]
    fill(cells, next_row, len(moments) - 1)
    return cells


def fill(cells: dict[int, Cell], start: int, end: int) -> None:
    """Empty cells, each one row high, so that lines of time go through."""
    cells |= {number: Cell(1, []) for number in range(start, end)}


def stretches(entries: list[Entry]):
    """Entries that overlap, together: (first moment, last moment, entries)."""
    together: list[Entry] = []
    last = None
    for one in sorted(entries, key=lambda one: one.slot.starts_at):
        if together and one.slot.starts_at >= last:
            yield together[0].slot.starts_at, last, together
            together = []
        last = max(last, one.slot.ends_at) if together else one.slot.ends_at
        together.append(one)
    if together:
        yield together[0].slot.starts_at, last, together
