"""What cannot be, in words: exactly what stops a release, and what is only doubtful."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from conference.models import SessionPerson, Slot
from conference.schedule.clashes import by_slot, clashes_in
from conference.schedule.layout import Layout
from conference.schedule.releasing import publish_draft
from tests.campaigns.makers import refusal

from .makers import make_person, make_room, make_session, make_slot, place, the_conference

pytestmark = pytest.mark.django_db


def clashes():
    return clashes_in(Layout.of_draft(the_conference()))


def codes() -> list[str]:
    return [clash.code for clash in clashes()]


def words_beside(slot: Slot) -> list[str]:
    return [words for _clash, words in by_slot(clashes())[slot.key]]


def test_room_with_two_sessions():
    hall = make_room("Hall A")
    raids, work = make_slot("Raids", hall, "28 10:00"), make_slot("Work", hall, "28 10:30")

    assert [clash.words for clash in clashes()] == [
        "Hall A, Saturday, July 28, 10:30–11:00: “Raids” and “Work” are there at the same time."
    ]
    assert words_beside(work) == ["“Raids” is here until 11:00."]
    assert words_beside(raids) == ["“Work” is here from 10:30."]
    assert refusal(publish_draft, conference=the_conference()) == ["room"]


def test_person_in_two_sessions():
    ana = make_person("Ana")
    raids = make_slot("Raids", make_room("Hall A"), "28 10:00", people=[ana])
    work = make_slot("Work", make_room("Hall B"), "28 10:30", people=[make_person("Ben"), ana])

    assert [clash.words for clash in clashes()] == [
        "Ana, Saturday, July 28, 10:30–11:00: is needed in “Raids” and “Work” at the same time."
    ]
    assert words_beside(work) == ["Ana is in Hall A until 11:00 (“Raids”)."]
    assert words_beside(raids) == ["Ana is in Hall B from 10:30 (“Work”)."]
    assert refusal(publish_draft, conference=the_conference()) == ["person"]


def test_interpreter_in_two_sessions():
    ana = make_person("Ana")
    make_slot("Raids", make_room("Hall A"), "28 10:00", people=[(ana, SessionPerson.Role.INTERPRETER)])
    make_slot("March", None, "28 10:30", people=[(ana, SessionPerson.Role.INTERPRETER)])
    Slot.objects.filter(room=None).get().session.__class__.objects.filter(title="March").update(kind="break")

    assert codes() == ["interpreter"]
    assert words_beside(Slot.objects.get(room__name="Hall A")) == ["Ana is in “March” from 10:30."]
    assert refusal(publish_draft, conference=the_conference()) == ["interpreter"]


@pytest.mark.parametrize(
    "excuse",
    [
        lambda one, other, ana: Slot.objects.filter(pk=other.pk).update(starts_at=one.ends_at),
        lambda one, other, ana: Slot.objects.filter(pk=one.pk).update(cancelled=True),
        lambda one, other, ana: SessionPerson.objects.filter(session=other.session).update(may_overlap=True),
        lambda one, other, ana: type(ana).objects.update(is_collective=True),
    ],
    ids=["one ends when the other begins", "cancelled", "looks in", "a group"],
)
def test_person_may_be_in_two_sessions(excuse):
    ana = make_person("Ana")
    one = make_slot("Raids", make_room("Hall A"), "28 10:00", people=[ana])
    other = make_slot("Work", make_room("Hall B"), "28 10:30", minutes=90, people=[ana])
    assert codes() == ["person"]

    excuse(one, other, ana)

    assert codes() == []
    assert publish_draft(conference=the_conference()).number == 1


@pytest.mark.parametrize("excuse", [{"shares_room": True}, {"cancelled": True}], ids=str)
def test_room_may_have_two_sessions(excuse):
    hall = make_room("Hall A")
    make_slot("Raids", hall, "28 10:00")
    make_slot("Work", hall, "28 10:30", **excuse)

    assert codes() == []
    assert publish_draft(conference=the_conference()).number == 1


def test_room_for_several_things_at_once_has_no_clash():
    yard = make_room("Yard", is_shared=True)
    make_slot("Mural", yard, "28 10:00")
    make_slot("Bread", yard, "28 10:30")

    assert codes() == []
    assert [slot.shares_room for slot in publish_draft(conference=the_conference()).slots.all()] == [True, True]


def test_doubts_are_told_and_do_not_stop_a_release():
    room = make_room("Room 4", capacity=30)
    crowded = place(make_session("Raids", expected_people=60), room, "28 10:00")
    early = make_slot("Early", room, "26 10:00")
    lost = make_slot("Lost", None, "28 12:00")
    place(make_session("Aside", is_set_aside=True), room, "28 15:00")
    place(make_session("Lunch", kind="meal"), None, "28 13:00")
    place(make_session("Song", place="At the fountain"), None, "28 14:00")

    assert words_beside(crowded) == ["60 people are expected, but Room 4 has 30 places."]
    assert words_beside(early) == ["Thursday, July 26 is not a day of the conference."]
    assert words_beside(lost) == ["It has no room and no place."]
    assert [clash.words for clash in clashes()] == [
        "“Early”: Thursday, July 26 is not a day of the conference.",
        "“Raids”: 60 people are expected, but Room 4 has 30 places.",
        "“Lost”: It has no room and no place.",
        "“Aside”: It is put aside, but it has a time.",
    ]
    assert publish_draft(conference=the_conference()).number == 1


def test_song_after_midnight_is_on_the_last_day():
    make_slot("Song", make_room("Yard"), "30 00:30")

    assert codes() == []


def test_report_is_read_in_two_queries_however_long_it_is():
    hall, ana = make_room("Hall A"), make_person("Ana")
    for number in range(12):
        make_slot(f"Session {number}", hall, "28 10:00", people=[ana])
    conference = the_conference()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = clashes_in(Layout.of_draft(conference))
        assert all(clash.words for clash in found)

    assert len(queries) == 2
    assert len(found) == 2 * (1 + 2 + 3 + 4 + 7 * 5)  # at most five for one slot, for the room and for the person


def test_digits_and_foreign_names_stay_in_order_in_arabic():
    hall = make_room("Hall A")
    make_slot("Raids", hall, "28 10:00")
    work = make_slot("Work", hall, "28 10:30")

    with override("ar"):
        [words] = words_beside(work)

    assert "\u206611:00\u2069" in words
