"""The table of rooms and times: every row full, whatever overlaps."""

import pytest

from conference.schedule.releasing import publish_draft
from conference.schedule.room_grid import grid_of
from conference.schedule.timetable import Timetable

from .makers import make_room, make_slot

pytestmark = pytest.mark.django_db


def grid_for(conference):
    publish_draft(conference=conference)
    return grid_of(Timetable.current(conference))


def drawn(grid) -> list[list[tuple[int, list[str]]]]:
    return [[(cell.rows, [one.session.title for one in cell.entries]) for cell in row.cells] for row in grid.rows]


def covered(grid) -> list[int]:
    """How many columns each row of the table has once the high cells are counted in."""
    counts = [0] * len(grid.rows)
    for number, row in enumerate(grid.rows):
        for cell in row.cells:
            for below in range(number, number + cell.rows):
                counts[below] += 1
    return counts


def test_session_is_as_high_as_it_lasts():
    hall, loft = make_room("Hall"), make_room("Loft")
    make_slot("Long", hall, "27 09:00", minutes=120)
    make_slot("Short", loft, "27 09:00")
    grid = grid_for(hall.conference)

    assert [room.name for room in grid.rooms] == ["Hall", "Loft"]
    assert drawn(grid) == [[(2, ["Long"]), (1, ["Short"])], [(1, [])]]


def test_what_overlaps_in_a_shared_room_shares_a_cell():
    yard = make_room("Yard", is_shared=True)
    make_slot("Music", yard, "27 09:00", minutes=90)
    make_slot("Games", yard, "27 10:00")
    make_slot("Rest", yard, "27 11:00")
    grid = grid_for(yard.conference)

    assert drawn(grid) == [[(3, ["Music", "Games"])], [], [], [(1, ["Rest"])]]


def test_what_is_in_no_room_has_a_column_of_its_own():
    hall = make_room("Hall")
    make_slot("Talk", hall, "27 09:00")
    make_slot("March", None, "27 10:00")
    grid = grid_for(hall.conference)

    assert [room and room.name for room in grid.rooms] == ["Hall", None]
    assert covered(grid) == [2, 2]


def test_every_row_is_full_in_a_crowded_day():
    rooms = [make_room(f"Room {number}", is_shared=number == 2) for number in range(3)]
    starts = ["09:00", "09:30", "10:15", "11:00", "13:40"]
    for number, start in enumerate(starts * 3):
        room = rooms[2] if number >= 10 else rooms[number // 5]
        make_slot(f"Talk {number}", room, f"27 {start}", minutes=30 if room != rooms[2] else 100)
    grid = grid_for(rooms[0].conference)

    assert set(covered(grid)) == {3}
