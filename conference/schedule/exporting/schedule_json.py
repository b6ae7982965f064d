"""The release as the schedule.json of frab and pretalx, valid by the schema that c3voc keeps of it."""

import json
from collections.abc import Callable

from ...models import Room, Session
from .descriptions import long_text, spoken_codes
from .names import acronym, clock_length, entry_numbers, entry_slug, short_kind
from .released import Released, ReleasedSlot, by_room
from .schedule_xml import local

SCHEMA = "https://c3voc.de/schedule/schema.json"


def as_schedule_json(found: Released, *, home: str, page_of: Callable[[Session], str]) -> str:
    """`home` is the full address of the conference's page."""
    numbers = entry_numbers(found.slots)
    days = [
        {
            "index": index, "date": day.isoformat(), "day_start": local(found, start), "day_end": local(found, end),
            "rooms": rooms_of(found, day, numbers, page_of),
        }
        for index, (day, start, end) in enumerate(found.days, start=1)
    ]  # fmt: skip
    conference = found.conference
    content = {
        "$schema": SCHEMA,
        "generator": {"name": "nisn-site", "url": home},
        "schedule": {
            "version": str(found.release),
            "base_url": home,
            "conference": {
                "acronym": acronym(conference), "title": conference.read("name").text, "url": home,
                "start": conference.starts_on.isoformat(), "end": conference.ends_on.isoformat(), "daysCount": len(days),
                "timeslot_duration": "00:05", "time_zone_name": conference.time_zone,
                "rooms": [room_entry(room) for room in found.rooms], "days": days,
            },
        },
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=1)


def rooms_of(found: Released, day, numbers: dict, page_of) -> dict[str, list[dict]]:
    """Two rooms that a translation calls the same share a list; each entry names its own."""
    rooms: dict[str, list[dict]] = {}
    for name, _room, slots in by_room(found.of_day(day)):
        rooms.setdefault(name, []).extend(
            event(one, found, numbers[one.slot.key], page_of(one.session)) for one in slots
        )
    return rooms


def room_entry(room: Room) -> dict:
    about = [room.read(field).text.strip() for field in ("floor", "access_notes")]
    return {
        "name": room.read("name").text, "guid": str(room.guid), "capacity": room.capacity,
        "description": ", ".join(part for part in about if part) or None,
    }  # fmt: skip


def event(one: ReleasedSlot, found: Released, number: int, page: str) -> dict:
    start = local(found, one.slot.starts_at)
    return {
        "guid": str(one.slot.key), "id": number, "date": start, "start": start[11:16], "end": local(found, one.slot.ends_at),
        "duration": clock_length(one), "room": one.room_name, "slug": entry_slug(one, found.conference), "url": page,
        "title": one.title, "subtitle": None, "track": one.topic or None, "type": short_kind(one), "language": spoken_codes(one) or None,
        "abstract": one.text("summary"), "description": long_text(one), "links": [],
        "persons": [person(row) for row in one.people],
    }  # fmt: skip


def person(row) -> dict:
    """With the name under both words that programs look for."""
    group = row.organization or row.person.organization
    return {
        "guid": str(row.person.guid), "name": row.person.name, "public_name": row.person.name, "role": row.role,
        "organization": group.name if group else None,
    }  # fmt: skip
