"""Calendars (.ics), also those that are not quite right.

Entries are told apart by what they say, not by their UID: a real file has 88 entries and 5 UIDs.
"""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

import icalendar
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .events import Event, session_of
from .kind_words import read_kind
from .limits import refuse, refuse_too_many
from .moments import is_sane, note_no_zone, zone_in_file
from .problems import Report
from .programme import Led, Programme, SessionEntry, Setting
from .texts import tidy
from .words import one_line

NO_EVENTS = gettext_lazy("There are no entries in this calendar.")
DAMAGED = gettext_lazy("This calendar file is damaged. Export it again from where it comes, then try again.")
READ_ELSEWHERE = {"DTSTART", "DTEND", "DURATION"}  # what is wrong with them is said in our words
MISSING_ENDS = "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
UUID_IN_UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
FOLD = re.compile(rb"\r?\n[ \t]")
NOT_TAKEN = {"ATTACH": gettext_lazy("attachments"), "GEO": gettext_lazy("positions on a map")}


def read_ics(text: str, setting: Setting, report: Report) -> Programme:
    """Raises ValidationError (`damaged_file`, `not_a_schedule`, `too_many_sessions`)."""
    refuse_too_many(sessions=text.upper().count("BEGIN:VEVENT"))
    calendars = parsed(text)
    events = [
        event
        for event in chain.from_iterable(calendar.walk("VEVENT") for calendar in calendars)
        if "X-TAKEN-OUT" not in event  # our own files say so to calendar programs; it is not in the schedule any more
    ]
    if not events:
        raise refuse(NO_EVENTS, "not_a_schedule")
    reader = IcsReader(calendars[0], events, setting, report)
    for number, event in enumerate(events, start=1):
        reader.read(_("Entry %(number)d") % {"number": number}, event)
    return reader.programme


def unfolded(data: bytes) -> bytes:
    """Long lines made whole again, before anything is decoded: programs break lines in the middle of a letter's bytes."""
    return FOLD.sub(b"", data)


def parsed(text: str) -> list:
    """Everything in the file; one that was cut off in the middle is read up to there."""
    for attempt in (text, text + MISSING_ENDS):
        try:
            if found := icalendar.Calendar.from_ical(attempt, multiple=True):
                return found
        except (ValueError, KeyError, IndexError, AttributeError, TypeError, RecursionError):
            continue
    raise refuse(DAMAGED, "damaged_file")


class IcsReader:
    """Reads the entries of one calendar one after the other."""

    def __init__(self, calendar, events: list, setting: Setting, report: Report):
        self.setting, self.report = setting, report
        self.uids = Counter(self.line(event, "UID") for event in events)
        # Whoever keeps the calendar stands as organizer in all entries; who leads a session, only in some.
        self.has_leaders = len({self.organizer(event) for event in events}) > 1
        self.zone = self.zone_of(calendar, events)
        self.programme = Programme(one_line(self.line(calendar, "X-WR-CALNAME")), self.zone.key)

    def zone_of(self, calendar, events: list) -> ZoneInfo:
        """That of times without one. Where every time says its own, there is nothing to report."""
        moments = [start for event in events if isinstance(start := value_of(event, "DTSTART"), datetime)]
        named = self.line(calendar, "X-WR-TIMEZONE")
        own = {str(zone) for event in events if (zone := params_of(event, "DTSTART").get("TZID"))}
        if not all(moment.tzinfo for moment in moments) and not named:
            note_no_zone(self.setting, self.report)
        return zone_in_file(named or next(iter(own), ""), self.setting, self.report)

    def line(self, thing, name: str) -> str:
        value = first_of(thing.get(name))
        return tidy(str(value), self.report) if value is not None else ""

    def organizer(self, event) -> str:
        return one_line(tidy(str(params_of(event, "ORGANIZER").get("CN", "")), self.report))

    def read(self, place: str, event) -> None:
        for name, words in event.errors:
            if name not in READ_ELSEWHERE:
                self.report.add("broken_lines", place, text=name or quoted(words))
        title, uid = one_line(self.line(event, "SUMMARY")), self.line(event, "UID")
        if "RRULE" in event or "RDATE" in event:
            self.report.add("repeats", place, title=title)
        if is_shared := self.uids[uid] > 1 and bool(uid):
            self.report.once("same_number", title=title)
        self.programme.sessions.append(self.session(place, event, title, "" if is_shared else number_in(uid)))
        for name in (name for name in NOT_TAKEN if name in event):
            self.report.once("not_taken", about=name, text=NOT_TAKEN[name])

    def session(self, place: str, event, title: str, number: str) -> SessionEntry:
        starts_at, ends_at = self.times(event, place, title)
        kind, topic = self.categories(event)
        abstract = self.line(event, "X-ABSTRACT")
        long = self.line(event, "DESCRIPTION").removeprefix(abstract).strip()
        found = Event(
            place, number, title, starts_at, ends_at, one_line(self.line(event, "X-ROOM") or self.line(event, "LOCATION")), kind=kind, topic=topic,
            short=abstract, long=long, address=self.line(event, "URL"), is_cancelled=self.line(event, "STATUS").upper() == "CANCELLED",
            led_by=[Led(self.organizer(event))] if self.has_leaders and self.organizer(event) else [],
        )  # fmt: skip
        return session_of(found, self.report)

    def times(self, event, place: str, title: str) -> tuple[datetime | None, datetime | None]:
        start, end, length = (value_of(event, name) for name in ("DTSTART", "DTEND", "DURATION"))
        if not isinstance(start, datetime):
            if "DTSTART" in event and not isinstance(start, date):
                self.report.add("unreadable_time", place, title=title, text=str(first_of(event.get("DTSTART"))))
            return None, None
        if not is_sane(start.date()):
            self.report.add("impossible_date", place, title=title, text=start.year)
            return None, None
        starts_at = self.moment(start)
        if isinstance(end, datetime) and is_sane(end.date()):
            return starts_at, self.moment(end)
        return starts_at, starts_at + length if isinstance(length, timedelta) and abs(length.days) < 10_000 else None

    def moment(self, value: datetime) -> datetime:
        return (value if value.tzinfo else value.replace(tzinfo=self.zone)).astimezone(self.setting.zone)

    def categories(self, event) -> tuple[str, str]:
        """The first category that is a kind of session, and the first other one as its topic."""
        value = first_of(event.get("CATEGORIES"))
        names = [one_line(tidy(str(name), self.report)) for name in getattr(value, "cats", [])]
        kind = next((name for name in names if read_kind(name)), "")
        return kind, next((name for name in names if name != kind), "")


def quoted(words: str) -> str:
    """The line itself out of what the library says about it."""
    return words.split("'")[1] if words.count("'") > 1 else words


def first_of(value):
    """Files repeat what may be there only once."""
    return value[0] if isinstance(value, list) and value else value


def value_of(event, name: str) -> date | timedelta | None:
    try:
        return first_of(event.get(name)).dt
    except (AttributeError, ValueError):
        return None


def params_of(event, name: str) -> dict:
    return getattr(first_of(event.get(name)), "params", {})


def number_in(uid: str) -> str:
    """Our own exports write the lasting number of a session into its UID."""
    found = UUID_IN_UID.match(uid)
    return found[0] if found else uid
