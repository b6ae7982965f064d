"""Where the sessions lie in JSON files of different systems, and what their place in the file says about them.

frab and pretalx: days, in them rooms, in them events. The hub of the Chaos congress: one list of events. What conferences
make of pretalx' submissions: objects with `slots` of their own, anywhere, perhaps under a day and a minute of it.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from .clocks import DAY
from .json_values import a_dict, dicts_in, walk


class Found(NamedTuple):
    """An entry with the day, minute of that day and room of the list in which it stands, where the list has them."""

    entry: dict
    day: date | None = None
    minute: int | None = None
    room: str = ""


def schedule_of(content: Any) -> dict:
    return a_dict(a_dict(content).get("schedule")) or a_dict(content)


def head_of(content: Any) -> dict:
    return a_dict(schedule_of(content).get("conference"))


def entries_of(content: Any) -> Iterator[Found]:
    days = dicts_in(head_of(content).get("days"))
    if any("rooms" in day for day in days):
        for day in days:
            for room, events in a_dict(day.get("rooms")).items():
                yield from (Found(event, day_of(day.get("date")), None, room) for event in dicts_in(events))
    elif isinstance(events := schedule_of(content).get("events"), list):
        yield from map(Found, dicts_in(events))
    else:
        yield from (Found(entry, *place_in(path)) for path, entry in walk(content) if is_entry(path, entry))


def is_entry(path: tuple[str, ...], entry: dict) -> bool:
    """Whether an object is a session: it has a title, and a time of its own or one by where it lies."""
    if not isinstance(entry.get("title"), str | dict) or "slots" in path:
        return False
    has_time = any(isinstance(entry.get(name), str) for name in ("start", "date"))
    return has_time or isinstance(entry.get("slots"), list) or place_in(path)[1] is not None


def place_in(path: tuple[str, ...]) -> tuple[date | None, int | None]:
    """The day and the minute of it under which something lies, as `2025-11-01` and `510`."""
    for day, minute in pairwise(path):
        if (found := day_of(day)) and minute.isdecimal() and len(minute) < 5 and int(minute) < 2 * DAY:
            return found, int(minute)
    return None, None


def day_of(text: Any) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if isinstance(text, str) else None
    except ValueError:
        return None
