"""What is on in each room at a moment, and what comes next there."""

from dataclasses import dataclass
from datetime import datetime

from ..models import Room
from .timetable import Entry, Timetable


@dataclass(frozen=True)
class RoomNow:
    """`room` is None for what is not in one of our rooms."""

    room: Room | None
    now: list[Entry]
    next: list[Entry]

    @property
    def is_elsewhere(self) -> bool:
        """Each entry must then say its own place."""
        return self.room is None


def now_and_next(timetable: Timetable) -> list[RoomNow]:
    """Every room in which something is on, or still comes on the same day; in the order of rooms."""
    places = [*timetable.rooms, None]
    found = [room_now(room, timetable) for room in places]
    return [one for one in found if one.now or one.next]


def room_now(room: Room | None, timetable: Timetable) -> RoomNow:
    mine = [one for one in timetable.entries if one.room == room and not one.slot.cancelled]
    later = [one for one in mine if one.slot.starts_at > timetable.now and one.day == timetable.today]
    soonest = later[0].slot.starts_at if later else None
    return RoomNow(room, [one for one in mine if one.is_on], [one for one in later if one.slot.starts_at == soonest])


def next_start(timetable: Timetable) -> datetime | None:
    """When the next thing begins, on whatever day."""
    return next((one.slot.starts_at for one in timetable.entries if one.slot.starts_at > timetable.now), None)
