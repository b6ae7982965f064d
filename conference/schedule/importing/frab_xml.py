"""The schedule.xml of pentabarf, frab, pretalx, wafer and OSEM, with the liberties they take."""

from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from .clocks import DAY, read_clock, read_length
from .events import Event, session_of
from .limits import refuse, refuse_too_many
from .moments import at, note_no_zone, read_iso, zone_in_file
from .problems import Report
from .programme import Led, PersonEntry, Programme, RoomEntry, SessionEntry, Setting
from .texts import tidy
from .words import one_line

DAMAGED_XML = gettext_lazy(
    "This XML file is damaged near line %(line)s. Export it again from where it comes, then try again."
)
ENTITIES = gettext_lazy("This XML file defines its own words (entities), as attacks do. We do not read such files.")
NO_SCHEDULE = gettext_lazy(
    "This XML file is not a schedule: it does not begin with <schedule>. Look for “schedule.xml” or “frab” where it comes from."
)
NOT_TAKEN = {
    "links": gettext_lazy("links"), "attachments": gettext_lazy("attachments"), "recording": gettext_lazy("recordings"), "logo": gettext_lazy("pictures"),
    "feedback_url": gettext_lazy("addresses for feedback"), "video_download_url": gettext_lazy("videos"),
}  # fmt: skip


def read_frab_xml(data: bytes, setting: Setting, report: Report) -> Programme:
    """Raises ValidationError (`damaged_file`, `entities`, `not_a_schedule`, `too_many_sessions`)."""
    root = parse(data)
    if root.tag != "schedule":
        raise refuse(NO_SCHEDULE, "not_a_schedule")
    events = root.findall("day/room/event")
    refuse_too_many(sessions=len(events))
    head = root.find("conference")
    zone = zone_in_file(text_of(head, "time_zone_name", report), setting, report)
    programme = Programme(title=one_line(text_of(head, "title", report)), zone=zone.key)
    for day in root.findall("day"):
        for room in day.findall("room"):
            name = one_line(tidy(room.get("name") or "", report))
            sessions = [session_in(event, day, name, zone, setting, report) for event in room.findall("event")]
            programme.sessions += sessions
            # A name under which everything turned out to be in no room stands for places outside.
            if not sessions or room.get("guid") or any(slot.room for session in sessions for slot in session.slots):
                programme.rooms.append(RoomEntry(name, room.get("guid") or ""))
            programme.persons += [person for event in room.findall("event") for person in persons_in(event, report)]
    note_what_stays(events, report)
    return programme


def parse(data: bytes):
    """The root element; nothing is fetched, nothing is expanded."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if b"<!ENTITY" in data:  # so many that the parser gave up
            raise refuse(ENTITIES, "entities") from error
        raise refuse(DAMAGED_XML, "damaged_file", line=error.lineno or 1) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise refuse(ENTITIES, "entities")
    return root


def text_of(element, name: str, report: Report) -> str:
    return tidy((element.findtext(name) if element is not None else "") or "", report)


def session_in(event, day, room: str, zone: ZoneInfo, setting: Setting, report: Report) -> SessionEntry:
    place = _("Line %(line)d") % {"line": event.sourceline or 0}
    title = one_line(text_of(event, "title", report))
    starts_at, length = start_of(event, day, zone, setting, report, place, title), length_of(event)
    found = Event(
        place=place, number=event.get("guid") or event.get("id") or "", title=title, subtitle=text_of(event, "subtitle", report),
        kind=text_of(event, "type", report), topic=text_of(event, "track", report), language=text_of(event, "language", report),
        short=text_of(event, "abstract", report), long=text_of(event, "description", report), address=text_of(event, "url", report),
        led_by=[Led(person.name) for person in persons_in(event, report)],
        room=room or text_of(event, "room", report), starts_at=starts_at, ends_at=starts_at + length if starts_at and length is not None else None,
    )  # fmt: skip
    return session_of(found, report)


def start_of(event, day, zone: ZoneInfo, setting: Setting, report: Report, place: str, title: str) -> datetime | None:
    """The moment itself where the file has it, else the day of the list and the time of day in it."""
    listed, own = day_of(day.get("date")), text_of(event, "date", report)
    if (moment := read_iso(own, zone)) and len(own) > len("2007-07-27"):
        if listed and setting.day_of(moment, zone) != listed:
            report.once("day_is_not_theirs")
        return moment.astimezone(setting.zone)
    own_day, text = day_of(own) or listed, text_of(event, "start", report)
    clock = read_clock(text)
    if text and not clock:
        report.add("unreadable_time", place, title=title, text=text)
    if not own_day or not clock:
        return None
    if not day_of(own):
        report.once("no_own_date")
    if event.getroottree().find("conference/time_zone_name") is None:
        note_no_zone(setting, report)
    begins = setting.day_starts_at.hour * 60 + setting.day_starts_at.minute
    minutes = clock.minutes + DAY * (clock.minutes < begins and not day_of(own))
    return at(own_day, minutes, zone, report, place=place, title=title).astimezone(setting.zone)


def day_of(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "").strip()[:10])
    except ValueError:
        return None


def length_of(event) -> timedelta | None:
    return read_length(event.findtext("duration") or "")


def persons_in(event, report: Report) -> list[PersonEntry]:
    return [
        PersonEntry(one_line(tidy(person.text or "", report)), guid=person.get("guid") or "")
        for person in event.findall("persons/person")
    ]


def note_what_stays(events: list, report: Report) -> None:
    """Says what we have no place for, with how many sessions have it."""
    found = Counter(name for event in events for name in NOT_TAKEN if has_something(event.find(name)))
    for name, count in found.items():
        report.once("not_taken", about=name, count=count, text=NOT_TAKEN[name])


def has_something(element) -> bool:
    """Whether an element says more than its empty form; a recording that is allowed is nothing to say."""
    if element is None:
        return False
    if element.tag == "recording":
        return (element.findtext("optout") or "").strip().lower() == "true"
    return bool((element.text or "").strip()) or len(element) > 0
