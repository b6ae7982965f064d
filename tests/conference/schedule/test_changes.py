"""What changed between two releases: kept without words, said in the reader's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from conference.models import Person, SessionPerson, Slot
from conference.schedule.change_words import said
from conference.schedule.changes import Change, changes_between
from conference.schedule.layout import Layout
from conference.schedule.releasing import publish_draft
from tests.campaigns.makers import refusal
from tests.makers import translate

from .makers import at, make_organization, make_person, make_room, make_slot, place, the_conference

pytestmark = pytest.mark.django_db


@pytest.fixture
def raids() -> Slot:
    """Published: Raids in Hall A on Saturday from 10:00 to 11:00, led by Ana."""
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00", people=[make_person("Ana")])
    publish_draft(conference=slot.conference)
    return slot


def change(slot: Slot, **values):
    Slot.objects.filter(pk=slot.pk).update(**values)


def changes() -> list[Change]:
    """Of the next release, as they are kept with it."""
    return [Change.from_json(one) for one in publish_draft(conference=the_conference()).changes]


def sentences(**options) -> list[str]:
    return [one.words for one in said(changes(), conference=the_conference(), **options)]


def test_slot_moves_to_another_time_and_room(raids):
    change(
        raids,
        room=make_room("Yard"),
        starts_at=at(the_conference(), "29 14:00"),
        ends_at=at(the_conference(), "29 15:00"),
    )

    [found] = changes()

    assert (found.slot, found.session, found.what) == (raids.key, raids.session_id, ("day", "time", "room"))
    assert found.was.starts_at == raids.starts_at
    assert [one.words for one in said([found], conference=the_conference())] == [
        "Moved: now Sunday, July 29, 2 p.m., Yard. It was Saturday, July 28, 10 a.m., Hall A."
    ]


def test_slot_moves_to_another_room(raids):
    change(raids, room=make_room("Yard"))

    assert sentences() == ["In another place: Yard instead of Hall A (Saturday, July 28, 10 a.m.)."]


def test_slot_moves_out_of_the_building(raids):
    change(raids, room=None)
    type(raids.session).objects.update(place="Monroe Park")

    assert sentences() == ["In another place: Monroe Park instead of Hall A (Saturday, July 28, 10 a.m.)."]


def test_slot_moves_into_the_night_and_nobody_comes_a_day_early(raids):
    change(raids, starts_at=at(the_conference(), "29 00:30"), ends_at=at(the_conference(), "29 01:30"))

    assert sentences() == [
        "Moved: now Saturday, July 28, 12:30 a.m. (after midnight, already Sunday 29), Hall A. It was Saturday, July 28, 10 a.m., Hall A."
    ]


def test_slot_gets_longer(raids):
    change(raids, ends_at=at(the_conference(), "28 11:30"))

    assert sentences() == ["Now until 11:30 a.m. instead of 11 a.m."]


def test_slot_is_cancelled_and_takes_place_after_all(raids):
    change(raids, cancelled=True, note="Ana is ill.")
    assert sentences() == ["Cancelled. It was to be Saturday, July 28, 10 a.m., Hall A. Its note has changed."]

    change(raids, cancelled=False, note="")
    assert sentences() == ["It takes place after all: Saturday, July 28, 10 a.m., Hall A. Its note has changed."]


def test_slot_is_removed_and_another_is_new(raids):
    raids.delete()
    make_slot("Work", None, "28 12:00")

    assert sentences() == [
        "New: Saturday, July 28, noon.",
        "Taken off the schedule. It was Saturday, July 28, 10 a.m., Hall A.",
    ]


def test_people_come_and_go(raids):
    people, ben = SessionPerson.objects.filter(session=raids.session), make_person("Ben")
    people.update(person=ben)
    assert sentences() == ["Now with Ben. No longer with Ana."]

    people.update(organization=make_organization())
    assert sentences() == ["Other people take part, or for other groups."]


def test_who_did_not_agree_to_be_named_is_named_only_to_organizers(raids):
    SessionPerson.objects.update(person=make_person("Ben", is_named=False))
    found = changes()

    for options, words in (
        ({}, "No longer with Ana."),
        ({"for_organizers": True}, "Now with Ben. No longer with Ana."),
    ):
        assert [one.words for one in said(found, conference=the_conference(), **options)] == [words]


def test_order_of_people_and_flags_for_organizers_are_no_change(raids):
    SessionPerson.objects.update(position=99, may_overlap=True)
    Person.objects.update(is_collective=True)
    change(raids, shares_room=True)

    assert refusal(publish_draft, conference=the_conference()) == ["nothing_changed"]


def test_repeated_session_is_told_apart_from_its_other_times(raids):
    again = place(raids.session, raids.room, "29 10:00")
    assert [one.slot for one in changes()] == [again.key]

    raids.delete()
    assert [(one.slot, one.what) for one in changes()] == [(raids.key, ("removed",))]


def test_change_survives_being_kept(raids):
    change(raids, room=None)
    SessionPerson.objects.all().delete()
    conference = the_conference()
    before = Layout.of_release(conference.releases.get())

    [found] = changes_between(before, Layout.of_draft(conference))

    assert Change.from_json(found.to_json()) == found


def test_readers_get_names_in_their_language(raids):
    translate(raids.room, "es", name="Salón A")
    change(raids, cancelled=True)

    with override("es"):
        [words] = sentences()

    assert "Salón A" in words


def test_many_changes_cost_no_more_queries_than_one():
    for number in range(20):
        make_slot(f"Session {number}", make_room(f"Room {number}"), people=[make_person(f"Person {number}")])
    found, conference = changes(), the_conference()

    with override("es"), CaptureQueriesContext(connection) as of_many:
        said(found, conference=conference)

    assert len(of_many) <= 4
