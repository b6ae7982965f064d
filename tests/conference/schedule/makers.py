"""Plain makers of a schedule; defaults are values no test needs to read.

Times are written as people say them: `at(conference, "28 14:00")` is two o'clock on the 28th of the conference's month.
"""

from datetime import datetime, timedelta

from django.utils.text import slugify

from conference.models import (
    Conference,
    Organization,
    Person,
    Room,
    Session,
    SessionLanguage,
    SessionPerson,
    Slot,
    Topic,
)  # fmt: skip
from tests.makers import make_conference


def the_conference() -> Conference:
    return Conference.objects.order_by("pk").first() or make_conference(is_current=True)


def at(conference: Conference, words: str) -> datetime:
    """A moment from a day of the month and a clock time in the conference's zone."""
    day, clock = words.split()
    hour, minute = map(int, clock.split(":"))
    first = conference.starts_on
    return datetime(first.year, first.month, int(day), hour, minute, tzinfo=conference.zone)


def make_room(name="Hall A", *, conference=None, **values) -> Room:
    conference = conference or the_conference()
    defaults = {"slug": slugify(name), "position": 10 * (conference.rooms.count() + 1)}
    return Room.objects.create(conference=conference, name=name, **defaults | values)


def make_organization(name="Workers Center", *, conference=None, **values) -> Organization:
    conference = conference or the_conference()
    return Organization.objects.create(conference=conference, name=name, slug=slugify(name), **values)


def make_person(name="Ana", *, conference=None, is_named=True, **values) -> Person:
    conference = conference or the_conference()
    slug = values.pop("slug", slugify(name))
    return Person.objects.create(conference=conference, name=name, slug=slug, is_named=is_named, **values)


def make_topic(name="Detention", *, conference=None, **values) -> Topic:
    conference = conference or the_conference()
    return Topic.objects.create(conference=conference, name=name, slug=slugify(name), **values)


def make_session(title="Know your rights", *, conference=None, people=(), languages=(), **values) -> Session:
    """`people` are persons who lead it or pairs of person and role; `languages` are codes or pairs of code and how."""
    conference = conference or the_conference()
    session = Session.objects.create(
        conference=conference, title=title, **{"slug": slugify(title), "summary": "We learn."} | values
    )
    for position, one in enumerate(people, start=1):
        person, role = one if isinstance(one, tuple) else (one, SessionPerson.Role.FACILITATOR)
        SessionPerson.objects.create(session=session, person=person, role=role, position=position)
    for one in languages:
        language, how = one if isinstance(one, tuple) else (one, SessionLanguage.How.SPOKEN)
        SessionLanguage.objects.create(session=session, language=language, how=how)
    return session


def place(session: Session, room: Room | None = None, start="28 10:00", *, minutes=60, **values) -> Slot:
    """Put a session into the draft."""
    starts_at = at(session.conference, start)
    return Slot.objects.create(
        conference=session.conference, session=session, room=room, starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes), **values,
    )  # fmt: skip


def make_slot(title="Know your rights", room=None, start="28 10:00", *, minutes=60, people=(), **values) -> Slot:
    """A session of its own, in the draft; more `values` are the slot's."""
    return place(make_session(title, people=people), room, start, minutes=minutes, **values)
