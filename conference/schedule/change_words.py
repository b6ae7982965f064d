"""Changes of a schedule as sentences, for readers and for organizers, in the active language."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from nisn_site.kit.translation_lookup import attach_translations

from ..models import Conference, Person, Room, Session
from .changes import Change, Place
from .words import clock, clock_as_read, kept_together, when

TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")  # a sentence that ends with an hour: "until 11 a.m.."


@dataclass(frozen=True, slots=True)
class Said:
    """A change in words. The sentences do not repeat the session's title, so that a page can make it a link."""

    change: Change
    session: Session
    sentences: list[str]

    @property
    def words(self) -> str:
        return " ".join(self.sentences)


@dataclass(frozen=True)
class Names:
    """What the keys in changes stand for; translations are attached to sessions and rooms.

    Organizers see hours as they type them, and every name; readers as their language writes them, and agreed names.
    """

    conference: Conference
    for_organizers: bool
    sessions: dict[int, Session]
    rooms: dict[int, Room]
    people: dict[int, str]

    @classmethod
    def of(cls, changes: list[Change], *, conference: Conference, for_organizers: bool) -> "Names":
        places = [place for change in changes for place in (change.was, change.now) if place]
        sessions = Session.objects.defer("body", "body_html").in_bulk({change.session for change in changes})
        rooms = Room.objects.in_bulk({place.room for place in places if place.room})
        people = Person.objects.all() if for_organizers else Person.objects.named()
        keys = {key for change in changes for key in (*change.came, *change.went)}
        attach_translations([*sessions.values(), *rooms.values()])
        names = dict(people.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
        return cls(conference, for_organizers, sessions, rooms, names)

    def clock(self, moment: datetime) -> str:
        return clock(self.conference, moment) if self.for_organizers else clock_as_read(self.conference, moment)

    def when(self, moment: datetime) -> str:
        return when(self.conference, moment, self.clock(moment))

    def place(self, change: Change, place: Place) -> str:
        session = self.sessions[change.session]
        words = self.rooms[place.room].read("name").text if place.room else session.read("place").text
        return kept_together(words) if words else ""

    def list_of(self, keys: Iterable[int]) -> str:
        return ", ".join(kept_together(self.people[key]) for key in keys if key in self.people)


def said(changes: Iterable[Change], *, conference: Conference, for_organizers: bool = False) -> list[Said]:
    """In at most four queries. `for_organizers`: also names of people who did not agree to be named."""
    changes = list(changes)
    names = Names.of(changes, conference=conference, for_organizers=for_organizers)
    return [
        Said(one, names.sessions[one.session], [once_ended(line) for line in sentences(one, names)]) for one in changes
    ]


def once_ended(sentence: str) -> str:
    return TWO_STOPS.sub(".", sentence)


def sentences(change: Change, names: Names) -> Iterator[str]:
    what = set(change.what)
    if "removed" in what:
        yield _("Taken off the schedule. It was %(where)s.") % {"where": spot(change, change.was, names)}
        return
    where = {"where": spot(change, change.now, names)}
    if "cancelled" in what:
        yield _("Cancelled. It was to be %(where)s.") % where
    elif "new" in what:
        yield _("New: %(where)s.") % where
    elif "back" in what:
        yield _("It takes place after all: %(where)s.") % where
    elif change.moves:
        yield moved(change, names)
    elif "length" in what:
        values = {"now": names.clock(change.now.ends_at), "was": names.clock(change.was.ends_at)}
        yield _("Now until %(now)s instead of %(was)s.") % values
    if "people" in what:
        yield from people_changed(change, names)
    if "note" in what:
        yield _("Its note has changed.")


def spot(change: Change, place: Place, names: Names) -> str:
    values = {"when": names.when(place.starts_at), "place": names.place(change, place)}
    return _("%(when)s, %(place)s") % values if values["place"] else values["when"]


def moved(change: Change, names: Names) -> str:
    if change.was.starts_at == change.now.starts_at:
        values = {
            "now": names.place(change, change.now) or _("no room"),
            "was": names.place(change, change.was) or _("no room"),
            "when": names.when(change.now.starts_at),
        }
        return _("In another place: %(now)s instead of %(was)s (%(when)s).") % values
    values = {
        "now": spot(change, change.now, names),
        "was": spot(change, change.was, names),
    }
    return _("Moved: now %(now)s. It was %(was)s.") % values


def people_changed(change: Change, names: Names) -> Iterator[str]:
    came, went = names.list_of(change.came), names.list_of(change.went)
    if came:
        yield _("Now with %(people)s.") % {"people": came}
    if went:
        yield _("No longer with %(people)s.") % {"people": went}
    if not came and not went:
        yield _("Other people take part, or for other groups.")
