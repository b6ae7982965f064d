"""Schedules as JSON, whatever system wrote them; `json_shapes` knows where their sessions lie."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .clocks import DAY, read_clock, read_length
from .events import Event, session_of
from .json_people import led_in, persons_in
from .json_shapes import Found, entries_of, head_of
from .json_values import a_dict, dicts_in, first, load, words_of
from .limits import refuse, refuse_too_many
from .moments import at, note_no_zone, read_iso, zone_in_file
from .problems import Report
from .programme import Programme, RoomEntry, SessionEntry, Setting
from .words import one_line

NO_SCHEDULE = gettext_lazy("We found no sessions in this JSON file. Look for “schedule.json” where it comes from.")
NOT_TAKEN = {
    "links": gettext_lazy("links"), "attachments": gettext_lazy("attachments"), "logo": gettext_lazy("pictures"),
    "do_not_record": gettext_lazy("recordings"),
}  # fmt: skip
CANCELLED, GONE = {"canceled", "cancelled"}, {"withdrawn", "rejected", "deleted", "draft", "submitted"}
CAPACITIES = range(1, 1_000_000)


def read_schedule_json(text: str, setting: Setting, report: Report) -> Programme:
    """Raises ValidationError (`damaged_file`, `not_a_schedule`, `too_many_sessions`)."""
    content = load(text)
    entries = list(entries_of(content))
    if not entries:
        raise refuse(NO_SCHEDULE, "not_a_schedule")
    refuse_too_many(sessions=len(entries))
    reader = JsonReader(content, setting, report)
    for number, found in enumerate(entries, start=1):
        reader.read(_("Entry %(number)d") % {"number": number}, found)
    return reader.programme


class JsonReader:
    """Reads the entries of one file one after the other."""

    def __init__(self, content: Any, setting: Setting, report: Report):
        head = head_of(content)
        self.setting, self.report = setting, report
        zone = first(head, "time_zone_name", report=report)
        self.zone, self.names_zone = zone_in_file(zone, setting, report), bool(zone)
        self.topics = {
            one.get("slug"): first(one, "name", report=report)
            for one in dicts_in(head.get("tracks"))
            if isinstance(one.get("slug"), str)
        }
        self.programme = Programme(
            one_line(first(head, "title", report=report)),
            self.zone.key,
            self.rooms_in(content),
            persons_in(content, report),
        )
        self.read_numbers: set[str] = set()

    def words(self, thing: dict, *names: str) -> str:
        return first(thing, *names, report=self.report)

    def rooms_in(self, content: Any) -> list[RoomEntry]:
        found = [*dicts_in(head_of(content).get("rooms")), *dicts_in(a_dict(content).get("rooms"))]
        return [self.room_entry(room) for room in found if self.words(room, "name")]

    def room_entry(self, room: dict) -> RoomEntry:
        capacity = room.get("capacity")
        is_known = isinstance(capacity, int) and capacity in CAPACITIES
        return RoomEntry(
            one_line(self.words(room, "name")),
            self.words(room, "guid", "uuid"),
            capacity if is_known else None,
            one_line(self.words(room, "description")),
        )

    def read(self, place: str, found: Found) -> None:
        """One entry; those that have several slots stand in some files once for each of them, with all of them."""
        entry, number = found.entry, self.words(found.entry, "guid", "code", "id")
        state, title = self.words(entry, "state").casefold(), one_line(self.words(entry, "title", "name"))
        slots = dicts_in(entry.get("slots"))
        if slots and number in self.read_numbers:
            return
        if state in GONE:
            self.report.add("not_confirmed", place, title=title, text=state)
            return
        self.read_numbers.add(number)
        sessions = [self.session(place, number, title, found, slot) for slot in slots or [entry]]
        sessions[0].slots = [slot for session in sessions for slot in session.slots]
        self.programme.sessions.append(sessions[0])
        for name in (name for name in NOT_TAKEN if entry.get(name)):
            self.report.once("not_taken", about=name, text=NOT_TAKEN[name])

    def session(self, place: str, number: str, title: str, found: Found, slot: dict) -> SessionEntry:
        entry = found.entry
        starts_at, ends_at = self.times(place, title, found, slot)
        event = Event(
            place, number, title, starts_at, ends_at, one_line(found.room or self.room_in(slot)),
            key=self.key_of(number, entry, slot), subtitle=self.words(entry, "subtitle"),
            kind=self.words(entry, "type") or self.words(a_dict(entry.get("submission_type")), "name"),
            topic=self.topic_of(entry.get("track")), language=self.words(entry, "language", "content_locale"),
            text_language=self.words(entry, "content_locale"), short=self.words(entry, "abstract"),
            long=self.words(entry, "description"), address=self.words(entry, "url"),
            is_cancelled=self.words(entry, "state").casefold() in CANCELLED, led_by=led_in(entry, self.report),
        )  # fmt: skip
        return session_of(event, self.report)

    def key_of(self, number: str, entry: dict, slot: dict) -> str:
        """The lasting number of one time of a session; that of the session itself where it has one time."""
        if slot is entry:
            return number
        return self.words(slot, "guid") or f"{number}/{self.words(slot, 'id')}"

    def times(self, place: str, title: str, found: Found, slot: dict) -> tuple[datetime | None, datetime | None]:
        starts_at = self.start(place, title, found, slot)
        if not starts_at:
            return None, None
        ends_at = read_iso(self.words(slot, "end"), self.zone)
        length = read_length(self.words(slot, "duration") or self.words(found.entry, "duration"))
        if not ends_at and length is not None:
            ends_at = starts_at + length
        return starts_at.astimezone(self.setting.zone), ends_at and ends_at.astimezone(self.setting.zone)

    def start(self, place: str, title: str, found: Found, slot: dict) -> datetime | None:
        """The moment itself where the entry has it, else what its place in the file says."""
        text = self.words(slot, "date", "start")
        if (moment := read_iso(text, self.zone)) and ":" in text:
            if found.day and found.minute is None and self.setting.day_of(moment, self.zone) != found.day:
                self.report.once("day_is_not_theirs")
            return moment
        clock = read_clock(self.words(slot, "start"))
        if not found.day or not (clock or found.minute is not None):
            return None
        self.report.once("no_own_date")
        if not self.names_zone:
            note_no_zone(self.setting, self.report)
        begins = self.setting.day_starts_at.hour * 60 + self.setting.day_starts_at.minute
        minutes = clock.minutes + DAY * (clock.minutes < begins) if clock else found.minute
        return at(found.day, minutes, self.zone, self.report, place=place, title=title)

    def room_in(self, slot: dict) -> str:
        room = slot.get("room")
        return words_of(room.get("name") if isinstance(room, dict) else room, self.report)

    def topic_of(self, track: Any) -> str:
        """Its name, also where the entry has only the short word for a topic that is described elsewhere."""
        if not isinstance(track, dict):
            return words_of(track, self.report)
        slug = words_of(track.get("slug"), self.report)
        return self.words(track, "name") or self.topics.get(slug, slug)
