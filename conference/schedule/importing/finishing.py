"""What is done to every programme, whatever file it comes from: nothing impossible is left in it, and nothing twice."""

from dataclasses import replace
from uuid import UUID, uuid5

from ...models import Room
from .limits import refuse_too_many
from .problems import Report
from .programme import PersonEntry, Programme, RoomEntry, SessionEntry, Setting
from .text_repairs import longest, repair_people, repair_texts
from .texts import tidy
from .time_repairs import guess_ends, repair_length
from .words import cut, folded, one_line

LENGTH_OF_AN_ID = 32  # hex digits


def finish(programme: Programme, setting: Setting, report: Report) -> Programme:
    """The programme itself, repaired. Raises ValidationError (`too_many_sessions`, `too_many_rooms`)."""
    refuse_too_many(sessions=len(programme.sessions))
    for session in programme.sessions:
        repair_texts(session, report)
        repair_people(session, report)
    join_rooms(programme, report)
    refuse_too_many(rooms=len(programme.rooms))
    join_times_of_sessions(programme, report)
    drop_repetitions(programme, report)
    give_numbers(programme, setting, report)
    for session in programme.sessions:
        for slot in session.slots:
            repair_length(slot, session, report)
    guess_ends(programme, report)
    gather_people(programme)
    programme.problems = report.problems
    return programme


def gather_people(programme: Programme) -> None:
    """Everybody who leads something, each once; what the file says about a person elsewhere stays."""
    known = {folded(person.name): person for person in programme.persons}
    leading = {}
    for led in (led for session in programme.sessions for led in session.led_by):
        person = known.setdefault(folded(led.name), PersonEntry(led.name))
        person.organization = person.organization or led.organization
        leading[folded(led.name)] = person
    programme.persons = list(leading.values())
    keep_ids_once(programme.persons)


def join_rooms(programme: Programme, report: Report) -> None:
    """Names that differ by capitals, accents or spaces are one room; rooms that only slots name come behind the others."""
    most, rooms, names = longest(Room, "name"), {}, {}
    named = [RoomEntry(slot.room) for slot in programme.slots if slot.room]
    for room in [*programme.rooms, *named]:
        spelling, name = room.name, one_line(tidy(room.name, report))
        if spelling in names or not name:
            continue
        if len(name) > most:
            report.add("long_name", title=cut(name, 60), most=most)
        kept = rooms.setdefault(folded(name) or name, replace(room, name=cut(name, most)))
        if kept.name != cut(name, most):
            report.add("rooms_are_one", text=kept.name, title=name)
        names[spelling] = kept.name
        kept.guid = kept.guid or room.guid
    for slot in programme.slots:
        slot.room = names.get(slot.room, "")
    programme.rooms = list(rooms.values())
    keep_ids_once(programme.rooms)


def keep_ids_once(things: list[RoomEntry] | list[PersonEntry]) -> None:
    """An id that is none, or that two rooms or people share, tells nothing."""
    seen: set[str] = set()
    for thing in things:
        try:
            thing.guid = str(UUID(thing.guid))
        except ValueError:
            thing.guid = ""
        thing.guid = "" if thing.guid in seen else thing.guid
        seen.add(thing.guid)


def join_times_of_sessions(programme: Programme, report: Report) -> None:
    """Entries that share the address of their page and their title are one session at several times."""
    by_page: dict[tuple, SessionEntry] = {}
    kept = []
    for session in programme.sessions:
        key = (session.address, folded(session.title))
        if session.address and key in by_page:
            by_page[key].slots += session.slots
            report.once("one_session", about=session.address, title=session.title)
        else:
            by_page[key] = session
            kept.append(session)
    programme.sessions = kept


def drop_repetitions(programme: Programme, report: Report) -> None:
    """The same title at the same time in the same room is one entry; who is named in either leads it."""
    seen: dict[tuple, SessionEntry] = {}
    kept = []
    for session in programme.sessions:
        keys = [(folded(session.title), slot.room, slot.starts_at) for slot in session.slots]
        first = next((seen[key] for key in keys if key in seen), None)
        if first and all(key in seen for key in keys):
            report.add("twice", session.found_at, title=session.title)
            names = {folded(led.name) for led in first.led_by}
            first.led_by += [led for led in session.led_by if folded(led.name) not in names]
            continue
        seen.update(dict.fromkeys(keys, session))
        kept.append(session)
    programme.sessions = kept


def give_numbers(programme: Programme, setting: Setting, report: Report) -> None:
    """Ids that last everywhere stay; other numbers become such ids, and no two sessions or times share one."""
    sessions: set[str] = set()
    keys: set[str] = set()
    for session in programme.sessions:
        session.guid, session.is_number = lasting(session.guid, setting)
        if session.guid in sessions:
            report.once("same_number", title=session.title)
            session.guid, session.is_number = "", False
        sessions.add(session.guid)
        for slot in session.slots:
            slot.key = lasting(slot.key, setting)[0]
            slot.key = "" if slot.key in keys else slot.key
            keys.add(slot.key)
        sessions.discard("")
        keys.discard("")


def lasting(number: str, setting: Setting) -> tuple[str, bool]:
    """`(id, whether it was a mere number)`."""
    number = number.strip()
    if not number:
        return "", False
    try:
        if len(number) >= LENGTH_OF_AN_ID:
            return str(UUID(number)), False
    except ValueError:
        pass
    return str(uuid5(setting.namespace, number)), True
