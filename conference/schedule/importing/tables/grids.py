"""Tables with a column for each room and a row for each time, as many people draw a day; made a list of sessions."""

from collections.abc import Iterator
from itertools import pairwise

from ..clocks import read_clocks
from ..dates import MONTHS, WEEKDAYS, YEAR_FIRST, YEAR_LAST
from ..words import folded
from .columns import EXACT
from .table import Row, Sheet

LOOKED_AT = 15
FEWEST_ROOMS = 2
FEWEST_TIMES = 3
CORNER = {
    "",
    "time",
    "times",
    "hora",
    "horario",
    "uhrzeit",
    "zeit",
    "heure",
    "horaire",
    "room",
    "sala",
    "raum",
    "salle",
}
HEADER = ("Title", "Day", "Start", "End", "Room", "Text")


def as_list(sheet: Sheet) -> Sheet | None:
    """The same as rows of title, day, start, end, room and text; None for what is no grid."""
    at = header_of(sheet)
    if at is None:
        return None
    header = sheet.rows[at]
    above = [row.filled[0] for row in sheet.rows[:at] if len(row.filled) == 1] + [header.cell(0)]
    day = next((words for words in reversed(above) if is_day(words)), "")
    found = Sheet(sheet.name, [Row(header.number, HEADER)], title=sheet.title, is_grid=True)
    for block_day, block in blocks(sheet.rows[at + 1 :], day):
        ends = dict(ends_of(block))
        for row in block:
            found.rows += cells_of(row, ends, block_day, header, sheet)
    return found


def header_of(sheet: Sheet) -> int | None:
    """The row with the names of rooms: below it, the first column has times and hardly anything else."""
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        corner, rooms = row.cell(0), [cell for cell in row.cells[1:] if cell.strip()]
        if len(rooms) < FEWEST_ROOMS or not (folded(corner) in CORNER or is_day(corner)):
            continue
        if any(EXACT.get(folded(room)) for room in rooms) or any(read_clocks(room) for room in rooms):
            continue
        below = [other.cell(0) for other in sheet.rows[at + 1 :] if other.cell(0)]
        times = sum(bool(read_clocks(cell)) for cell in below)
        if times >= FEWEST_TIMES and times * 10 >= len(below) * 7:
            return at
    return None


def is_day(cell: str) -> bool:
    words = set(folded(cell).split())
    is_named = bool(words & (MONTHS.keys() | WEEKDAYS.keys()))
    return len(cell) < 40 and (is_named or bool(YEAR_FIRST.fullmatch(cell) or YEAR_LAST.fullmatch(cell)))


def blocks(rows: list[Row], day: str) -> Iterator[tuple[str, list[Row]]]:
    """`(day, rows with a time)`: a row with nothing but a day begins the next one. What has no time goes to the row above."""
    block: list[Row] = []
    for row in rows:
        if len(row.filled) == 1 and is_day(row.filled[0]):
            yield day, block
            day, block = row.filled[0], []
        elif read_clocks(row.cell(0)):
            block.append(row)
        elif block and not row.cell(0):
            block[-1] = joined(block[-1], row)
    yield day, block


def joined(row: Row, below: Row) -> Row:
    width = max(len(row.cells), len(below.cells))
    cells = ["\n".join(filter(None, (row.cell(at), below.cell(at)))) for at in range(1, width)]
    return Row(row.number, (row.cell(0), *cells))


def ends_of(block: list[Row]) -> Iterator[tuple[int, str]]:
    """For the number of each row its own end, or the start of the next row."""
    for row, after in pairwise([*block, None]):
        clocks = read_clocks(row.cell(0))
        yield row.number, str(clocks[1]) if len(clocks) == 2 else start_of(after) if after else ""


def start_of(row: Row) -> str:
    """As it is written, with its am or pm."""
    clocks = read_clocks(row.cell(0))
    return row.cell(0) if len(clocks) == 1 else str(clocks[0])


def cells_of(row: Row, ends: dict[int, str], day: str, header: Row, sheet: Sheet) -> Iterator[Row]:
    """What reaches over all rooms is in none of them: a meal, an opening. The first line of a cell is its title."""
    rooms = [at for at in range(1, len(header.cells)) if header.cell(at)]
    for at in range(1, len(row.cells)):
        if not row.cell(at) or (row.number, at) in sheet.continued:
            continue
        last = row.number
        while (last + 1, at) in sheet.continued and last + 1 in ends:
            last += 1
        title, _line, text = row.cell(at).partition("\n")
        room = "" if sheet.widths.get((row.number, at), 1) >= len(rooms) else header.cell(at)
        yield Row(row.number, (title, day, start_of(row), ends[last], room, text.strip()))
