"""The release as the schedule.xml of pentabarf and frab, valid by the XSD that c3voc keeps of it.

Clients need more than the XSD says: EventFahrplan stops without the end of a day, maps know rooms by their `guid`.
"""

from collections.abc import Callable

from lxml import etree
from lxml.builder import E

from ...models import Session
from .descriptions import long_text, spoken_codes
from .names import acronym, clock_length, entry_numbers, entry_slug, short_kind
from .released import Released, ReleasedSlot, by_room


def as_schedule_xml(found: Released, *, address: str, home: str, page_of: Callable[[Session], str]) -> bytes:
    """`address` is where this file is, `home` the page of the conference; both full addresses."""
    numbers = entry_numbers(found.slots)
    root = E.schedule(
        E.generator(name="nisn-site", system=home),
        E.url(address),
        E.version(str(found.release)),
        head(found, home),
        *(
            E.day(
                *(room_of(name, room, slots, found, numbers, page_of) for name, room, slots in by_room(found.of_day(day))),
                date=day.isoformat(), start=local(found, start), end=local(found, end), index=str(index),
            )
            for index, (day, start, end) in enumerate(found.days, start=1)
        ),
    )  # fmt: skip
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def head(found: Released, home: str):
    conference = found.conference
    return E.conference(
        E.acronym(acronym(conference)), E.title(conference.read("name").text), E.start(conference.starts_on.isoformat()),
        E.end(conference.ends_on.isoformat()), E.days(str(len(found.days))), E.timeslot_duration("00:05"),
        E.base_url(home), E.url(home), E.time_zone_name(conference.time_zone),
    )  # fmt: skip


def room_of(name: str, room, slots: list[ReleasedSlot], found: Released, numbers: dict, page_of):
    element = E.room(*(event(one, found, numbers[one.slot.key], page_of(one.session)) for one in slots), name=name)
    if room:
        element.set("guid", str(room.guid))
    return element


def event(one: ReleasedSlot, found: Released, number: int, page: str):
    return E.event(
        E.room(one.room_name), E.title(one.title), E.subtitle(), E.type(short_kind(one)), E.date(local(found, one.slot.starts_at)),
        E.start(local(found, one.slot.starts_at)[11:16]), E.duration(clock_length(one)), E.abstract(one.text("summary")),
        E.slug(entry_slug(one, found.conference)), E.track(one.topic),
        E.persons(*(E.person(row.person.name, id=str(row.person.pk), guid=str(row.person.guid)) for row in one.people)),
        E.language(spoken_codes(one)), E.description(long_text(one)), E.url(page),
        id=str(number), guid=str(one.slot.key),
    )  # fmt: skip


def local(found: Released, moment) -> str:
    """`2007-07-28T10:00:00-04:00`"""
    return moment.astimezone(found.conference.zone).isoformat(timespec="seconds")
