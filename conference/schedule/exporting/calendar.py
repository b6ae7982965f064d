"""Slots as an iCalendar file (RFC 5545 and 7986), made by the icalendar library.

UID is the key of a slot, which stays through all releases. SEQUENCE is the number of the release in which readers saw
it change last: it grows whenever a time or a place does, also when an earlier release is published again. What is
cancelled stays, with STATUS:CANCELLED; so does what a release took out, marked X-TAKEN-OUT for programs that import it. All stamps are those of releases, so the same schedule is the same file.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vText

from ...models import Session
from ..timetable import Entry, Timetable
from .descriptions import long_text
from .entries import room_name, text, title_of, topic_of
from .names import short_kind

PRODUCT = "-//NISN//conference schedule//EN"
AS_TEXT = {"VALUE": "TEXT"}  # or programs that do not know a word leave its signs escaped
LOOK_AGAIN = timedelta(hours=1)


def as_calendar(
    timetable: Timetable, *, name: str, address: str, moments: dict[int, datetime], page_of: Callable[[Session], str]
) -> bytes:
    """`address` is where this file is, `page_of` the page of a session: full addresses. `moments` are those of all
    releases by their numbers.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", timetable.conference.time_zone)
    calendar.add("source", address, {"VALUE": "URI"})
    calendar.add("refresh-interval", LOOK_AGAIN, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add("last-modified", timetable.release.published_at)
    if timetable.entries:
        calendar.add_component(time_zone(timetable))
    for one in timetable.entries:
        event = event_of(one, timetable, page_of(one.session))
        event.add("last-modified", moments.get(one.slot.changed_in, timetable.release.published_at))
        calendar.add_component(event)
    return calendar.to_ical()


def time_zone(timetable: Timetable) -> Timezone:
    """The rules of the zone around the conference, for programs that do not know its name."""
    first, last = (pick(one.slot.starts_at for one in timetable.entries).date() for pick in (min, max))
    year = timedelta(days=366)
    return Timezone.from_tzid(timetable.conference.time_zone, first_date=first - year, last_date=last + year)


def event_of(one: Entry, timetable: Timetable, page: str) -> Event:
    slot, zone = one.slot, timetable.conference.zone
    event = Event()
    event.add("uid", str(slot.key))
    event.add("dtstamp", timetable.release.published_at)
    event.add("sequence", slot.changed_in)
    event.add("dtstart", slot.starts_at.astimezone(zone))
    event.add("dtend", slot.ends_at.astimezone(zone))
    event.add("summary", title_of(one), {"LANGUAGE": one.session.read("title").language})
    event.add("status", "CANCELLED" if slot.cancelled else "CONFIRMED")
    if one.is_taken_out:
        event.add("x-taken-out", "TRUE")
    event.add("description", long_text(one, is_complete=True))
    if summary := text(one, "summary"):
        event.add("x-abstract", vText(summary, params=AS_TEXT))  # where the description's first part ends
    event.add("categories", [name for name in (short_kind(one), topic_of(one)) if name])
    event.add("url", page)
    add_place(event, one, timetable)
    return event


def add_place(event: Event, one: Entry, timetable: Timetable) -> None:
    """The room with its floor and building, as somebody on the way needs it; the bare room for programs that import it."""
    parts = [room_name(one) if one.room or text(one, "place") else ""]
    venue = timetable.conference.venue
    if one.room:
        parts.append(one.room.read("floor").text)
        event.add("x-room", vText(room_name(one), params=AS_TEXT))
        parts += [venue.name, venue.street, venue.city] if venue else []
        if venue and venue.latitude is not None:
            event.add("geo", (float(venue.latitude), float(venue.longitude)))
    if location := ", ".join(part.strip() for part in parts if part.strip()):
        event.add("location", location)


def calendar_name(timetable: Timetable, of: str = "") -> str:
    name = f"{timetable.conference.read('name').text} {timetable.conference.slug}"
    return _("%(conference)s: %(part)s") % {"conference": name, "part": of} if of else name
