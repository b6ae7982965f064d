"""A timetable as frab's formats divide it: into days with their bounds, and each day into rooms."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from ...models import Room
from ..days import bounds_of, days_of
from ..timetable import Entry, Timetable
from .entries import room_name


def days_in(timetable: Timetable) -> list[tuple[date, datetime, datetime]]:
    """`(day, start, end)` of every announced day, and of every other on which something is."""
    days = {*days_of(timetable.conference), *timetable.dates}
    return [(day, *bounds_of(timetable.conference, day)) for day in sorted(days)]


def by_room(timetable: Timetable, day: date) -> Iterator[tuple[str, Room | None, list[Entry]]]:
    """`(name, room, entries)` of one day in order of rooms, what is in no room last."""

    def key(one: Entry) -> tuple:
        room = one.room
        return (0, room.position, room.pk, room_name(one)) if room else (1, 0, 0, room_name(one))

    for (*_place, name), found in groupby(sorted(timetable.on_day(day).entries, key=key), key=key):
        entries = list(found)
        yield name, entries[0].room, entries


def local(timetable: Timetable, moment: datetime) -> str:
    """`2007-07-28T10:00:00-04:00`"""
    return moment.astimezone(timetable.conference.zone).isoformat(timespec="seconds")
