"""What we export, we import to the same: into the same conference nothing changes, into an empty one all of it arrives."""

import random
from datetime import date, timedelta

import pytest
from django.urls import reverse

from conference.models import Session, Slot
from conference.schedule.importing.choices import Choices
from conference.schedule.importing.current import current_of, setting_of
from conference.schedule.importing.filling import fill_draft
from conference.schedule.importing.problems import Outcome
from conference.schedule.importing.reading import open_source, read_source
from conference.schedule.importing.words import one_line
from conference.schedule.releasing import publish_draft
from tests.makers import make_conference, translate

from .makers import make_organization, make_person, make_room, make_session, make_topic, place

pytestmark = pytest.mark.django_db

FILES = ["schedule_ics", "schedule_xml", "schedule_json"]
WORDS = ["rights;", "workers,", "“card”", "<b>", "&", "/", "中文", "árbol:", "door\nyard"]
CHOICES = Choices(names_agreed=True)


def words(chance: random.Random, most: int = 6) -> str:
    return " ".join(chance.choice(WORDS).strip() for _ in range(chance.randint(1, most))).strip()


def paragraphs(chance: random.Random) -> str:
    return "\n\n".join(words(chance, 12) for _ in range(chance.randint(0, 3)))


def make_schedule(seed: int):
    """A published schedule with everything in it: people in several parts, languages in all ways, places, nights, repeats."""
    chance = random.Random(seed)
    conference = make_conference(slug="2007", is_current=True)
    rooms = [make_room(f"Room {number}", capacity=number or None, floor="2nd floor") for number in range(3)]
    groups = [make_organization("Workers Center"), make_organization("Red de Mujeres")]
    people = [make_person(f"Person {number} Ñ", organization=chance.choice([None, *groups])) for number in range(6)]
    topics = [make_topic("Detention"), make_topic("Work & wages")]
    for number in range(30):
        session = make_session(
            f"{one_line(words(chance))} {number}", slug=f"session-{number}", kind=chance.choice(Session.Kind.values),
            is_sample=number % 7 == 0, summary=words(chance, 20)[:500], body=paragraphs(chance), goal=chance.choice(["", "We leave with\na list."]),
            bring=chance.choice(["", "Pen; paper"]), topic=chance.choice([None, *topics]),
            place="Monroe Park, at the fountain" if number % 10 == 9 else "",
            people=[(one, chance.choice(["facilitator", "speaker", "moderator"])) for one in chance.sample(people, chance.randint(0, 2))],
            languages=chance.sample(["en", "es", "de", ("en", "interpreted"), ("fr", "captions"), ("ase", "sign"), ("mfs", "sign")], chance.randint(0, 4)),
        )  # fmt: skip
        start = 8 * 60 + 35 * number
        room = None if number % 10 >= 8 else rooms[number % 3]
        for day in (27, 28)[: chance.randint(1, 2)]:
            at = timedelta(minutes=start)
            place(
                session,
                room,
                f"{day + at.days} {at.seconds // 3600}:{at.seconds // 60 % 60:02}",
                minutes=chance.choice([30, 35]),
                cancelled=chance.random() < 0.1,
                note=chance.choice(["", "Bring water."]),
            )
    free_people(conference)
    publish_draft(conference=conference)
    return conference


def free_people(conference) -> None:
    """Nobody is in two places at once."""
    for slot in Slot.objects.draft():
        others = (
            Slot.objects.draft()
            .filter(starts_at__lt=slot.ends_at, ends_at__gt=slot.starts_at)
            .exclude(session=slot.session)
        )
        busy = set(others.values_list("session__people__person", flat=True))
        slot.session.people.filter(person__in=busy).delete()


def exported(client, name: str, conference: str = "2007") -> bytes:
    return client.get(reverse(f"conference:{name}", args=[conference])).content


def brought(client, name: str, conference):
    return read_source(open_source(exported(client, name)), setting_of(conference))


def facts(conference, *, without: set[str] = frozenset()) -> list[dict]:
    """All that readers of the draft would see, without the numbers of rows."""
    current = current_of(conference)
    rooms, topics = ({row.pk: row.name for row in rows} for rows in (current.rooms, current.topics))
    found = []
    for session in current.sessions:
        people = [(row.person.name, row.role, group_of(row)) for row in current.people.get(session.pk, [])]
        one = {
            "title": session.title, "summary": session.summary, "body": session.body, "goal": session.goal, "bring": session.bring,
            "kind": session.kind, "is_sample": session.is_sample, "place": session.place, "topic": topics.get(session.topic_id),
            "languages": sorted((row.language, row.how) for row in current.languages.get(session.pk, [])),
            "people": sorted(people), "names": sorted(name for name, _role, _group in people),
            "slots": [(slot.key, rooms.get(slot.room_id), slot.starts_at, slot.ends_at, slot.cancelled, slot.note) for slot in current.slots.get(session.pk, [])],
        }  # fmt: skip
        found.append({name: value for name, value in one.items() if name not in without})
    return sorted(found, key=lambda one: one["title"])


def group_of(row) -> str:
    group = row.organization or row.person.organization
    return group.name if group else ""


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", FILES)
def test_own_export_changes_nothing_where_it_comes_from(client, name, seed):
    conference = make_schedule(seed)
    before = current_of(conference).seen
    programme = brought(client, name, conference)

    assert [str(one) for one in programme.problems if one.outcome is not Outcome.NOTED] == []
    filled = fill_draft(conference=conference, programme=programme, choices=CHOICES)
    assert filled.counts == {"new": 0, "changed": 0, "same": 30, "left": 0}
    assert current_of(conference).seen == before


# The XML has no place for the part that somebody has in a session, nor for their group.
@pytest.mark.parametrize(
    ("name", "lost"), [("schedule_ics", set()), ("schedule_xml", {"people"}), ("schedule_json", set())]
)
def test_own_export_arrives_whole_in_an_empty_conference(client, name, lost):
    source = make_schedule(3)
    content = exported(client, name)
    expected = facts(source, without=lost)
    Slot.objects.draft().delete()
    copy = make_conference(slug="2008", starts_on=date(2007, 7, 27), ends_on=date(2007, 7, 29))

    fill_draft(conference=copy, programme=read_source(open_source(content), setting_of(copy)), choices=CHOICES)

    assert facts(copy, without=lost) == expected


def test_export_in_another_language_is_no_change_of_our_texts(client):
    conference = make_schedule(4)
    translate(Session.objects.get(slug="session-3"), title="Conoce tus derechos", summary="Aprendemos.", body="Mucho.")
    content = client.get("/es/2007/schedule/schedule.json").content

    assert "Conoce tus derechos" in content.decode()
    programme = read_source(open_source(content), setting_of(conference))
    filled = fill_draft(conference=conference, programme=programme, choices=CHOICES)
    assert filled.counts == {"new": 0, "changed": 0, "same": 30, "left": 0}
