"""What is done to every programme, whatever file it comes from: nothing impossible is left in it, and nothing twice."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from ...models import Organization, Person, Room, Session, Topic
from .limits import refuse_too_many
from .problems import Report
from .programme import Led, PersonEntry, Programme, RoomEntry, SessionEntry, Setting, SlotEntry
from .texts import tidy
from .words import cut, folded, one_line

LONGEST = timedelta(hours=24)
SWAPPED = timedelta(hours=6)  # ends and starts that somebody exchanged are not further apart
LENGTH_OF_AN_ID = 32  # hex digits
USUAL, SHORT = timedelta(minutes=60), timedelta(minutes=15)


def longest(model, field: str) -> int:
    return model._meta.get_field(field).max_length


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
    guess_ends(programme, setting, report)
    gather_people(programme)
    programme.problems = report.problems
    return programme


# -- texts and people ----------------------------------------------------------------------------------------------


def repair_texts(session: SessionEntry, report: Report) -> None:
    for name in ("title", "topic", "place"):
        setattr(session, name, one_line(tidy(getattr(session, name), report)))
    for name in ("summary", "body", "goal", "bring"):
        setattr(session, name, tidy(getattr(session, name), report))
    if not session.title:
        session.title = str(_("Untitled"))
        report.add("no_title", session.found_at, title=session.title)
    most = longest(Session, "title")
    if len(session.title) > most:
        report.add("long_title", session.found_at, title=cut(session.title, 60), most=most)
        session.body = "\n\n".join(filter(None, (session.title, session.summary, session.body)))
        session.title, session.summary = cut(session.title, most), ""
    if len(session.summary) > longest(Session, "summary"):
        session.summary, session.body = "", "\n\n".join(filter(None, (session.summary, session.body)))
    for name in ("body", "goal", "bring", "place"):
        shorten(session, name, longest(Session, name), session.title, report, session.found_at)
    shorten(session, "topic", longest(Topic, "name"), session.title, report, session.found_at)


def shorten(thing, name: str, most: int, title: str, report: Report, place: str = "", code: str = "long_text") -> None:
    if len(text := getattr(thing, name)) > most:
        report.add(code, place, title=title, most=most)
        setattr(thing, name, cut(text, most))


def repair_people(session: SessionEntry, report: Report) -> None:
    """Names as one line, nobody without a name, each person once."""
    found: dict[str, Led] = {}
    for led in session.led_by:
        name, organization = one_line(tidy(led.name, report)), one_line(tidy(led.organization, report))
        if not name:
            report.add("name_missing", session.found_at, title=session.title)
            continue
        if len(name) > longest(Person, "name") or len(organization) > longest(Organization, "name"):
            report.add("long_name", session.found_at, title=cut(name, 60), most=longest(Person, "name"))
        led = Led(cut(name, longest(Person, "name")), led.role, cut(organization, longest(Organization, "name")))
        found.setdefault(folded(name), led)
    session.led_by = list(found.values())


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


# -- rooms ---------------------------------------------------------------------------------------------------------


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


# -- one session, several times ------------------------------------------------------------------------------------


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


# -- times ---------------------------------------------------------------------------------------------------------


def repair_length(slot: SlotEntry, session: SessionEntry, report: Report) -> None:
    """A slot ends after it starts, and a day later at most."""
    if slot.ends_at is None:
        return
    what = {"title": session.title, "start": f"{slot.starts_at:%H:%M}", "end": f"{slot.ends_at:%H:%M}"}
    length = slot.ends_at - slot.starts_at
    if length == timedelta():
        slot.ends_at = slot.starts_at + SHORT
        report.add("no_length", session.found_at, minutes=minutes(SHORT), **what)
    elif -SWAPPED <= length < timedelta():
        slot.starts_at, slot.ends_at = slot.ends_at, slot.starts_at
        report.add("ends_before_start", session.found_at, **what)
    elif length < timedelta():
        slot.ends_at = slot.starts_at + USUAL
        report.add("ends_long_before_start", session.found_at, minutes=minutes(USUAL), **what)
    elif length > LONGEST:
        slot.ends_at = slot.starts_at + LONGEST
        report.add("too_long", session.found_at, hours=f"{length.total_seconds() / 3600:.0f}", **what)


def minutes(length: timedelta) -> int:
    return length // timedelta(minutes=1)


def guess_ends(programme: Programme, setting: Setting, report: Report) -> None:
    """What has no end ends when the next one begins in its room, after the usual time at most."""
    by_room = defaultdict(list)
    for slot in programme.slots:
        by_room[slot.room].append(slot)
    for slots in by_room.values():
        slots.sort(key=lambda slot: slot.starts_at)
        for at, slot in enumerate(slots):
            if slot.ends_at is None:
                later = [one.starts_at for one in slots[at + 1 :] if one.starts_at > slot.starts_at]
                slot.ends_at = min([slot.starts_at + USUAL, *later[:1]])
                report.once("no_end")
