"""Filters of the schedule, as people ask."""

import pytest

from conference.schedule.filtering import FilterForm
from conference.schedule.releasing import publish_draft
from conference.schedule.timetable import Timetable

from .makers import make_organization, make_person, make_room, make_session, make_topic, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def timetable():
    hall, loft = make_room("Hall", step_free=True), make_room("Loft", step_free=False)
    ana = make_person("Ana María", organization=make_organization("Workers Center"))
    opening = make_session("Apertura y círculo", kind="plenary", languages=[("es", "interpreted")], people=[ana])
    place(opening, hall, "27 09:00")
    wages = make_session("Stolen wages", topic=make_topic("Work"), languages=["en"])
    place(wages, loft, "28 09:00")
    other = make_session("March", kind="march", place="Monroe Park", topic=make_topic("Streets"))
    place(other, None, "28 17:00")
    publish_draft(conference=hall.conference)
    return Timetable.current(hall.conference).with_texts()


def found(timetable, **asked) -> list[str]:
    form = FilterForm(asked, timetable=timetable)
    assert form.is_valid(), form.errors
    return [one.session.slug for one in form.filtered().entries]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["apertura-y-circulo", "stolen-wages", "march"]),
        ({"day": "2007-07-28"}, ["stolen-wages", "march"]),
        ({"language": "es"}, ["apertura-y-circulo"]),  # interpretation counts
        ({"topic": "work"}, ["stolen-wages"]),
        ({"kind": "march"}, ["march"]),
        ({"room": "hall"}, ["apertura-y-circulo"]),
        ({"access": "on"}, ["apertura-y-circulo"]),
        ({"q": "CIRCULO ana"}, ["apertura-y-circulo"]),
        ({"q": "workers center"}, ["apertura-y-circulo"]),
        ({"q": "monroe"}, ["march"]),
        ({"day": "2007-07-28", "kind": "plenary"}, []),
        ({"q": "<b>"}, []),
    ],
)
def test_filters_find_what_people_ask_for(timetable, asked, expected):
    assert found(timetable, **asked) == expected


def test_choices_are_only_what_is_there(timetable):
    form = FilterForm({}, timetable=timetable)

    assert [value for value, _label in form.fields["kind"].choices] == ["", "plenary", "workshop", "march"]
    assert [value for value, _label in form.fields["day"].choices] == ["", "2007-07-27", "2007-07-28"]


def test_unknown_choice_is_said_at_its_field_and_the_rest_counts(client, timetable):
    response = client.get("/en/2007/schedule/", {"room": "cellar", "kind": "march"})

    assert response.status_code == 400
    assert "Select a valid choice" in response.text
    assert response.text.count('class="slot-title"') == 1


def test_nothing_found_offers_to_show_all(client, timetable):
    html = client.get("/en/2007/schedule/", {"q": "zzz"}).text

    assert "0 sessions fit." in html
    assert "Nothing in the schedule fits all of this." in html
