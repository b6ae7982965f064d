"""The release as the schedule.json of frab and pretalx, valid by the schema that c3voc keeps of it."""

import json
from collections.abc import Callable
from datetime import date

from ...models import Appearance, Room, Session
from ..timetable import Entry, Timetable
from .days import by_room, days_in, local
from .descriptions import long_text, spoken_codes
from .entries import group_of, room_name, text, title_of, topic_of
from .names import Names, acronym, clock_length, short_kind

SCHEMA = "https://c3voc.de/schedule/schema.json"


def as_schedule_json(timetable: Timetable, *, home: str, page_of: Callable[[Session], str]) -> str:
    """`home` is the page of the conference, `page_of` that of a session: full addresses."""
    conference = Writer(timetable, page_of).conference(home)
    content = {
        "$schema": SCHEMA,
        "generator": {"name": "nisn-site", "url": home},
        "schedule": {"version": str(timetable.release), "base_url": home, "conference": conference},
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


class Writer:
    def __init__(self, timetable: Timetable, page_of: Callable[[Session], str]):
        self.timetable, self.page_of = timetable, page_of
        self.names = Names(timetable)

    def conference(self, home: str) -> dict:
        one = self.timetable.conference
        days = [
            {
                "index": index, "date": day.isoformat(), "day_start": self.local(start), "day_end": self.local(end),
                "rooms": self.rooms(day),
            }
            for index, (day, start, end) in enumerate(days_in(self.timetable), start=1)
        ]  # fmt: skip
        return {
            "acronym": acronym(one), "title": one.read("name").text, "url": home, "start": one.starts_on.isoformat(),
            "end": one.ends_on.isoformat(), "daysCount": len(days), "timeslot_duration": "00:05",
            "time_zone_name": one.time_zone, "rooms": [room_entry(room) for room in self.timetable.rooms], "days": days,
        }  # fmt: skip

    def rooms(self, day: date) -> dict[str, list[dict]]:
        """Two rooms that a translation calls the same share a list; each entry names its own."""
        rooms: dict[str, list[dict]] = {}
        for name, _room, entries in by_room(self.timetable, day):
            rooms.setdefault(name, []).extend(map(self.event, entries))
        return rooms

    def event(self, one: Entry) -> dict:
        start, key = self.local(one.slot.starts_at), one.slot.key
        return {
            "guid": str(key), "id": self.names.numbers[key], "date": start, "start": start[11:16],
            "end": self.local(one.slot.ends_at), "duration": clock_length(one), "room": room_name(one),
            "slug": self.names.slugs[key], "url": self.page_of(one.session), "title": title_of(one), "subtitle": None,
            "track": topic_of(one) or None, "type": short_kind(one), "language": spoken_codes(one) or None,
            "abstract": text(one, "summary"), "description": long_text(one), "links": [],
            "persons": [person_entry(row) for row in one.people],
        }  # fmt: skip

    def local(self, moment) -> str:
        return local(self.timetable, moment)


def room_entry(room: Room) -> dict:
    about = [room.read(field).text.strip() for field in ("floor", "access_notes")]
    return {
        "name": room.read("name").text, "guid": str(room.guid), "capacity": room.capacity,
        "description": ", ".join(part for part in about if part) or None,
    }  # fmt: skip


def person_entry(row: Appearance) -> dict:
    """With the name under both words that programs look for."""
    return {
        "guid": str(row.person.guid), "name": row.person.name, "public_name": row.person.name, "role": row.role,
        "organization": group_of(row) or None,
    }  # fmt: skip
