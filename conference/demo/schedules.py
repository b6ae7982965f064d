"""Loads the schedules of `conference/demo/schedule/*.toml` into conferences that have none yet.

2007 is published twice, the way organizers do it, so that there is something to read about what changed. Sessions of
2006 and 2009 whose times nobody wrote down are on record, without any.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from nisn_site.kit.translation import Translation

from ..models import (
    Conference,
    OpenTime,
    Organization,
    Person,
    Room,
    Session,
    SessionLanguage,
    SessionPerson,
    Slot,
    Topic,
)  # fmt: skip
from ..schedule.releasing import publish_draft
from .content import FOLDER, put, read


def load_all() -> list[str]:
    """Load what is missing; return one line about each file."""
    return [load_schedule(file.name) for file in sorted((FOLDER / "schedule").glob("*.toml"))]


@transaction.atomic
def load_schedule(name: str) -> str:
    slug = name.removesuffix(".toml")
    conference = Conference.objects.filter(slug=slug).first()
    if conference is None or conference.sessions.exists():
        return f"schedule of {slug}: already here, left as it is"
    content = read(f"schedule/{name}")
    known = {
        table: {row["slug"]: put_row(model, row, number, conference, {}) for number, row in enumerate(content.get(table, []), 1)}
        for table, model in (("room", Room), ("topic", Topic), ("organization", Organization))
    }  # fmt: skip
    known["person"] = {
        row["slug"]: put_row(Person, {"is_named": True} | row, number, conference, known)
        for number, row in enumerate(content.get("person", []), 1)
    }
    for row in content["session"]:
        put_session(row, conference, known)
    for row in content.get("open_time", []):
        OpenTime.objects.create(**place_of(row["slot"], conference, known))
    if "release_note" in content:
        release(content, conference, known)
    return f"schedule of {slug}: {conference.sessions.count()} sessions, {conference.releases.count()} releases"


def put_row(model, row: dict, number: int, conference: Conference, known: dict):
    values = {"conference": conference}
    if hasattr(model, "position"):
        values["position"] = number * 10
    if organization := row.get("organization"):
        values["organization"] = known["organization"][organization]
    return put(model, {name: value for name, value in row.items() if name not in values}, **values)


def put_session(row: dict, conference: Conference, known: dict) -> None:
    apart = {name: row.pop(name, None) for name in ("slot", "languages", "people", "topic")}
    topic = known["topic"].get(apart["topic"])
    row = {"is_sample": not row.get("is_recorded", False)} | row
    session = put(Session, row, conference=conference, topic=topic)
    for words in apart["languages"] or []:
        language, how = words.split()
        SessionLanguage.objects.create(session=session, language=language, how=how)
    for position, words in enumerate(apart["people"] or [], start=1):
        person, role = words.split()
        person = known["person"][person]
        SessionPerson.objects.create(session=session, person=person, role=role, position=position * 10)
    if apart["slot"]:
        Slot.objects.create(conference=conference, session=session, **place_of(apart["slot"], conference, known))


def place_of(words: str, conference: Conference, known: dict) -> dict:
    """`27 09:15 75 auditorium`: day of the month, clock, minutes, room (`-`: none of ours)."""
    day, clock, minutes, room = words.split()
    first = conference.starts_on
    hour, minute = map(int, clock.split(":"))
    starts_at = datetime(first.year, first.month, int(day), hour, minute, tzinfo=conference.zone)
    return {
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=int(minutes)),
        "room": known["room"].get(room),
    }


def release(content: dict, conference: Conference, known: dict) -> None:
    publish(content["release_note"], conference)
    for row in content.get("change", []):
        slot = Slot.objects.draft().get(conference=conference, session__slug=row["session"])
        values = place_of(row["slot"], conference, known) if "slot" in row else {}
        for name, value in (values | {"cancelled": row.get("cancelled", False)}).items():
            setattr(slot, name, value)
        put_words(slot, "note", row["note"])
    if "second_release_note" in content:
        publish(content["second_release_note"], conference)


def publish(note: dict, conference: Conference) -> None:
    release = publish_draft(conference=conference, note=note[settings.LANGUAGE_CODE])
    translate(release, "note", note)


def put_words(slot: Slot, field: str, words: dict) -> None:
    setattr(slot, field, words[settings.LANGUAGE_CODE])
    slot.save()
    translate(slot, field, words)


def translate(thing, field: str, words: dict) -> None:
    for language, _name in settings.LANGUAGES[1:]:
        if language in words:
            thing.translate(field, language, words[language], state=Translation.State.REVIEWED)
