"""The release as the schedule.xml of pentabarf and frab, valid by the XSD that c3voc keeps of it.

Clients need more than the XSD says: EventFahrplan stops without the end of a day, maps know rooms by their `guid`.
"""

from collections.abc import Callable

from lxml import etree
from lxml.builder import E

from ...models import Room, Session
from ..timetable import Entry, Timetable
from .days import by_room, days_in, local
from .descriptions import long_text, spoken_codes
from .entries import room_name, text, title_of, topic_of
from .names import Names, acronym, clock_length, short_kind


def as_schedule_xml(timetable: Timetable, *, address: str, home: str, page_of: Callable[[Session], str]) -> bytes:
    """`address` is where this file is, `home` the page of the conference, `page_of` that of a session: full addresses."""
    writer = Writer(timetable, page_of)
    root = E.schedule(
        E.generator(name="nisn-site", system=home),
        E.url(address),
        E.version(str(timetable.release)),
        writer.conference(home),
        *writer.days(),
    )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


class Writer:
    def __init__(self, timetable: Timetable, page_of: Callable[[Session], str]):
        self.timetable, self.page_of = timetable, page_of
        self.names = Names(timetable)
        self.bounds = days_in(timetable)

    def conference(self, home: str):
        one = self.timetable.conference
        return E.conference(
            E.acronym(acronym(one)), E.title(one.read("name").text), E.start(one.starts_on.isoformat()),
            E.end(one.ends_on.isoformat()), E.days(str(len(self.bounds))), E.timeslot_duration("00:05"),
            E.base_url(home), E.url(home), E.time_zone_name(one.time_zone),
        )  # fmt: skip

    def days(self):
        for index, (day, start, end) in enumerate(self.bounds, start=1):
            rooms = (self.room(*found) for found in by_room(self.timetable, day))
            yield E.day(*rooms, date=day.isoformat(), start=self.local(start), end=self.local(end), index=str(index))

    def room(self, name: str, room: Room | None, entries: list[Entry]):
        element = E.room(*map(self.event, entries), name=name)
        if room:
            element.set("guid", str(room.guid))
        return element

    def event(self, one: Entry):
        start, key = self.local(one.slot.starts_at), one.slot.key
        people = (E.person(row.person.name, id=str(row.person.pk), guid=str(row.person.guid)) for row in one.people)
        return E.event(
            E.room(room_name(one)), E.title(title_of(one)), E.subtitle(), E.type(short_kind(one)), E.date(start),
            E.start(start[11:16]), E.duration(clock_length(one)), E.abstract(text(one, "summary")),
            E.slug(self.names.slugs[key]), E.track(topic_of(one)), E.persons(*people), E.language(spoken_codes(one)),
            E.description(long_text(one)), E.url(self.page_of(one.session)),
            id=str(self.names.numbers[key]), guid=str(key),
        )  # fmt: skip

    def local(self, moment) -> str:
        return local(self.timetable, moment)
