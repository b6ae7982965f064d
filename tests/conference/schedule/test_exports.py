"""The current release as files for calendars and apps: what they say, what they must not say, and when they change."""

import json

import icalendar
import pytest
from django.urls import reverse
from lxml import etree

from conference.models import Release, Session
from conference.schedule.releasing import publish_again, publish_draft
from tests.json_schema import errors
from tests.makers import make_conference, translate

from .makers import at, make_organization, make_person, make_room, make_session, make_topic, place
from .real_files import content

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    return make_conference(is_current=True)


@pytest.fixture
def release(conference):
    """A plenary, a workshop in two rooms' worth of trouble, a march outside, a meal for everybody, a song after midnight."""
    hall, loft = make_room("Hall A", floor="2nd floor"), make_room("Loft", capacity=40)
    ana = make_person("Ana López", organization=make_organization("Workers Center"))
    ben = make_person("Ben", is_named=False)
    plenary = make_session("Opening", kind="plenary", people=[ana], languages=["en", ("es", "interpreted")])
    workshop = make_session(
        "Know your rights", people=[(ana, "speaker"), ben, (make_person("Ivo"), "interpreter")], languages=["es"], topic=make_topic(),
        body="We *learn*.", goal="Everybody has the card.\n\nAnd a number.", bring="A pen.",
    )  # fmt: skip
    place(plenary, hall, "27 09:00", minutes=90)
    place(workshop, loft, "27 11:00")
    place(workshop, hall, "28 11:00")
    place(make_session("March", kind="march", place="Monroe Park"), None, "28 14:00", minutes=120)
    place(make_session("Dinner", kind="meal"), None, "28 18:00")
    place(make_session("Songs", kind="social"), hall, "29 00:30")
    return publish_draft(conference=conference)


def get(client, name: str, **kwargs):
    return client.get(reverse(f"conference:{name}", kwargs={"conference": "2007"} | kwargs))


def calendar(client, name="schedule_ics", **kwargs) -> icalendar.Calendar:
    response = get(client, name, **kwargs)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.content)


def titles(client, name: str, **kwargs) -> list[str]:
    return [str(event["SUMMARY"]) for event in calendar(client, name, **kwargs).walk("VEVENT")]


def valid_xml(client):
    root = etree.fromstring(get(client, "schedule_xml").content)
    xsd = etree.XMLSchema(etree.fromstring(content("schedule.xml.xsd")))
    xsd.assertValid(root)
    return root


def test_calendar_says_when_where_what_and_who_may_be_named(client, release):
    event = calendar(client).walk("VEVENT")[1]

    assert str(event["SUMMARY"]) == "Know your rights"
    assert event["DTSTART"].dt == at(release.conference, "27 11:00")
    assert event["DTSTART"].params["TZID"] == "America/New_York"
    assert str(event["LOCATION"]) == "Loft"
    assert str(event["STATUS"]) == "CONFIRMED"
    assert [str(name) for name in event["CATEGORIES"].cats] == ["Workshop", "Detention"]
    assert str(event["DESCRIPTION"]) == (
        "We learn.\n\nWe *learn*.\n\nWhat we want to achieve: Everybody has the card.\nAnd a number.\n\nWhat to bring: A pen.\n\n"
        "Spoken: Español\n\nSpeaking: Ana López (Workers Center)"
    )


def test_calendar_has_the_rules_of_its_zone_and_lasting_names(client, release):
    found = calendar(client)

    assert [str(zone["TZID"]) for zone in found.walk("VTIMEZONE")] == ["America/New_York"]
    assert [str(event["UID"]) for event in found.walk("VEVENT")] == [str(slot.key) for slot in release.slots.in_order()]
    assert {event["DTSTAMP"].dt for event in found.walk("VEVENT")} == {release.published_at.replace(microsecond=0)}


def test_moved_and_cancelled_slots_keep_their_uid_and_count_on(client, release, conference):
    before = {str(event["UID"]): event["SEQUENCE"] for event in calendar(client).walk("VEVENT")}
    workshop, dinner = (
        conference.slots.draft().get(starts_at=at(conference, "27 11:00")),
        conference.slots.draft().get(session__title="Dinner"),
    )
    workshop.room = make_room("Yard")
    workshop.save()
    dinner.cancelled = True
    dinner.save()
    second = publish_draft(conference=conference)

    events = {str(event["UID"]): event for event in calendar(client).walk("VEVENT")}
    assert events.keys() == before.keys()
    assert {uid for uid, event in events.items() if event["SEQUENCE"] > before[uid]} == {
        str(workshop.key),
        str(dinner.key),
    }
    assert str(events[str(dinner.key)]["STATUS"]) == "CANCELLED"
    assert str(events[str(dinner.key)]["SUMMARY"]) == "Cancelled: Dinner"
    assert events[str(workshop.key)]["LAST-MODIFIED"].dt == second.published_at.replace(microsecond=0)


def take_out(conference, title: str) -> Release:
    conference.slots.draft().get(session__title=title).delete()
    return publish_draft(conference=conference)


@pytest.mark.parametrize(
    ("name", "kwargs"), [("schedule_ics", {}), ("day_ics", {"day": "2007-07-28"}), ("session_ics", {"slug": "dinner"})]
)
def test_what_a_release_takes_out_is_cancelled_in_calendars(client, release, conference, name, kwargs):
    before = {str(event["UID"]): event for event in calendar(client).walk("VEVENT")}
    [key] = conference.slots.draft().filter(session__title="Dinner").values_list("key", flat=True)
    second = take_out(conference, "Dinner")

    [event] = [event for event in calendar(client, name, **kwargs).walk("VEVENT") if str(event["UID"]) == str(key)]
    assert str(event["SUMMARY"]) == "Cancelled: Dinner"
    assert str(event["STATUS"]) == "CANCELLED"
    assert event["SEQUENCE"] == 2 > before[str(key)]["SEQUENCE"]
    assert event["DTSTART"].dt == before[str(key)]["DTSTART"].dt
    assert event["LAST-MODIFIED"].dt == second.published_at.replace(microsecond=0)
    assert "Dinner" not in get(client, "schedule_json").text


def test_what_comes_back_after_it_was_taken_out_counts_on(client, release, conference):
    take_out(conference, "Dinner")
    publish_again(release=release)

    [event] = calendar(client, "session_ics", slug="dinner").walk("VEVENT")
    assert (str(event["STATUS"]), event["SEQUENCE"]) == ("CONFIRMED", 3)


@pytest.mark.parametrize(
    ("name", "kwargs", "expected"),
    [
        ("schedule_ics", {}, ["Opening", "Know your rights", "Know your rights", "March", "Dinner", "Songs"]),
        ("day_ics", {"day": "2007-07-28"}, ["Know your rights", "March", "Dinner", "Songs"]),
        ("session_ics", {"slug": "know-your-rights"}, ["Know your rights", "Know your rights"]),
        ("room_ics", {"slug": "hall-a"}, ["Opening", "Know your rights", "Songs"]),
        ("person_ics", {"slug": "ana-lopez"}, ["Opening", "Know your rights", "Know your rights"]),
        ("language_ics", {"code": "es"}, ["Opening", "Know your rights", "Know your rights"]),
        ("language_ics", {"code": "en"}, ["Opening"]),
    ],
)  # fmt: skip
def test_calendars_of_a_part_hold_just_that(client, release, name, kwargs, expected):
    assert titles(client, name, **kwargs) == expected


@pytest.mark.parametrize(
    "query", ["pick=opening&pick=march", "pick=march,opening", "pick=opening,nonsense,march&pick="]
)
def test_calendar_of_my_list_holds_what_was_picked(client, release, query):
    response = client.get(reverse("conference:picked_ics", args=["2007"]) + f"?{query}")

    assert [str(one["SUMMARY"]) for one in icalendar.Calendar.from_ical(response.content).walk("VEVENT")] == [
        "Opening",
        "March",
    ]


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [
        ("day_ics", {"day": "2007-07-29"}), ("day_ics", {"day": "2007-13-45"}), ("session_ics", {"slug": "secret"}), ("room_ics", {"slug": "cellar"}),
        ("person_ics", {"slug": "ben"}), ("person_ics", {"slug": "ivo"}), ("language_ics", {"code": "fr"}), ("schedule_xml", {"conference": "2006"}),
    ],
)  # fmt: skip
def test_what_is_not_in_the_release_is_not_found(client, release, name, kwargs):
    assert get(client, name, **kwargs).status_code == 404


def test_nothing_is_exported_before_the_first_release(client, conference):
    place(make_session("Secret"), make_room())

    assert {
        name: get(client, name).status_code for name in ("schedule_ics", "schedule_xml", "schedule_json", "picked_ics")
    } == dict.fromkeys(("schedule_ics", "schedule_xml", "schedule_json", "picked_ics"), 404)


def test_draft_and_hidden_names_are_in_no_file(client, release):
    place(make_session("Secret meeting", people=[make_person("Dao")]), make_room("Cellar"), "27 15:00")

    for name in ("schedule_ics", "schedule_xml", "schedule_json"):
        words = get(client, name).content.decode()
        assert [word for word in ("Secret", "Cellar", "Dao", "Ben", "Ivo") if word in words] == []


def test_schedule_xml_is_valid_and_has_what_apps_need(client, release):
    root = valid_xml(client)

    assert [day.get("date") for day in root.findall("day")] == ["2007-07-27", "2007-07-28", "2007-07-29"]
    assert root.find("day").get("end") == "2007-07-28T05:00:00-04:00"
    assert [room.get("name") for room in root.findall("day[2]/room")] == ["Hall A", "Everywhere", "Monroe Park"]
    assert root.find("day[2]/room").get("guid") == str(release.conference.rooms.get(name="Hall A").guid)
    songs = root.findall("day[2]/room/event")[1]
    assert (songs.findtext("title"), songs.findtext("date"), songs.findtext("start")) == (
        "Songs",
        "2007-07-29T00:30:00-04:00",
        "00:30",
    )
    assert [person.text for person in root.findall("day[1]/room/event/persons/person")] == ["Ana López", "Ana López"]


def test_schedule_json_is_valid_and_has_what_apps_need(client, release):
    found = get(client, "schedule_json").json()

    assert errors(found, json.loads(content("schema.json"))) == []
    conference = found["schedule"]["conference"]
    assert [room["name"] for room in conference["rooms"]] == ["Hall A", "Loft"]
    event = conference["days"][0]["rooms"]["Loft"][0]
    assert event["persons"] == [
        {
            "guid": event["persons"][0]["guid"],
            "name": "Ana López",
            "public_name": "Ana López",
            "role": "speaker",
            "organization": "Workers Center",
        }
    ]


def test_names_that_the_formats_do_not_know_are_written_so_that_they_do(client, conference):
    conference.network.short_name = "Ñ!"
    conference.network.save()
    place(make_session("X", slug="x"), make_room("السقف"), "27 10:00")
    publish_draft(conference=conference)

    valid_xml(client)
    assert errors(get(client, "schedule_json").json(), json.loads(content("schema.json"))) == []


def test_conference_across_the_clock_change_says_the_right_times(client):
    conference = make_conference(slug="2009-spring", starts_on="2009-03-07", ends_on="2009-03-08")
    conference.refresh_from_db()
    room = make_room(conference=conference)
    for start in ("7 09:00", "8 09:00"):
        place(make_session(f"Opening {start[0]}", conference=conference, slug=f"opening-{start[0]}"), room, start)
    publish_draft(conference=conference)

    xml = etree.fromstring(get(client, "schedule_xml", conference="2009-spring").content)
    assert [one.text for one in xml.iter("date")] == ["2009-03-07T09:00:00-05:00", "2009-03-08T09:00:00-04:00"]
    assert [day.get("end") for day in xml.iter("day")] == ["2009-03-08T05:00:00-04:00", "2009-03-09T05:00:00-04:00"]


def test_files_are_in_the_language_of_their_address(client, release):
    translate(Session.objects.get(slug="opening"), title="Apertura")
    client.get("/es/")
    xml = client.get("/es/2007/schedule/schedule.xml").content.decode()

    assert "<title>Apertura</title>" in xml
    assert "<title>Know your rights</title>" in xml


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [
        ("schedule_ics", {}), ("schedule_xml", {}), ("schedule_json", {}), ("day_ics", {"day": "2007-07-27"}), ("session_ics", {"slug": "opening"}),
        ("room_ics", {"slug": "hall-a"}), ("person_ics", {"slug": "ana-lopez"}), ("language_ics", {"code": "en"}),
    ],
)  # fmt: skip
def test_file_is_sent_again_only_after_a_change(client, release, name, kwargs):
    first = get(client, name, **kwargs)
    address = first.wsgi_request.get_full_path()
    known = {"If-None-Match": first.headers["ETag"]}

    assert client.get(address, headers=known).status_code == 304
    assert client.get(address, headers={"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 304
    assert first.headers["Cache-Control"] == "public, max-age=60"
    Session.objects.filter(slug="opening").update(title="Welcome")
    assert client.get(address, headers=known).status_code == 200


@pytest.mark.parametrize("name", ["schedule_json", "schedule_ics"])
def test_number_of_queries_does_not_grow_with_sessions(
    client, release, conference, name, django_assert_max_num_queries
):
    take_out(conference, "Dinner")

    def count() -> int:
        with django_assert_max_num_queries(18) as queries:
            get(client, name)
        return len(queries)

    few = count()
    room = make_room("Attic")
    for hour in range(10, 20):
        place(
            make_session(f"Talk {hour}", people=[make_person(f"Person {hour}")], languages=["en"]),
            room,
            f"27 {hour}:00",
        )
    publish_draft(conference=conference)
    take_out(conference, "March")
    assert count() == few
    assert Release.objects.count() == 4
