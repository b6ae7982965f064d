"""Now and next, and the list that somebody carries in an address."""

import pytest

from conference.models import Session, Slot
from conference.schedule.now_and_next import next_start, now_and_next
from conference.schedule.picks import MOST_PICKS, picks_of
from conference.schedule.releasing import publish_draft
from conference.schedule.timetable import Timetable

from .makers import at, make_room, make_slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    hall, loft = make_room("Hall"), make_room("Loft")
    make_slot("Opening", hall, "27 09:00")
    make_slot("Plenary", hall, "27 11:00")
    make_slot("Film", loft, "27 23:30", minutes=90)
    make_slot("March", None, "28 09:00")
    publish_draft(conference=hall.conference)
    return hall.conference


def seen_at(conference, moment: str):
    found = now_and_next(Timetable.current(conference, now=at(conference, moment)))
    return [
        (
            one.room and one.room.name,
            [now.session.title for now in one.now],
            [later.session.title for later in one.next],
        )
        for one in found
    ]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("27 08:59", [("Hall", [], ["Opening"]), ("Loft", [], ["Film"])]),
        ("27 09:00", [("Hall", ["Opening"], ["Plenary"]), ("Loft", [], ["Film"])]),
        ("27 10:00", [("Hall", [], ["Plenary"]), ("Loft", [], ["Film"])]),  # the end is not part of it
        ("28 00:30", [("Loft", ["Film"], [])]),  # still Friday's evening
        ("28 09:30", [(None, ["March"], [])]),
        ("29 09:30", []),
    ],
)
def test_each_room_says_what_is_on_and_what_comes_next_that_day(conference, moment, expected):
    assert seen_at(conference, moment) == expected


def test_cancelled_is_neither_now_nor_next(conference):
    Slot.objects.draft().filter(session__slug="plenary").update(cancelled=True)
    publish_draft(conference=conference)

    assert seen_at(conference, "27 09:30")[0] == ("Hall", ["Opening"], [])


def test_next_start_is_on_whatever_day(conference):
    timetable = Timetable.current(conference, now=at(conference, "28 02:00"))

    assert next_start(timetable) == at(conference, "28 09:00")


def test_page_answers_for_another_moment(client, conference):
    html = client.get("/en/2007/schedule/now/", {"day": "2007-07-27", "time": "09:30"}).text

    assert "You asked for" in html
    assert "Opening" in html


@pytest.mark.parametrize(
    "query",
    [{"day": "2007-07-27"}, {"time": "09:30"}, {"day": "x", "time": "y"}, {"day": "2007-07-27", "time": "25:99"}],
)
def test_page_explains_a_moment_that_makes_no_sense(client, conference, query):
    response = client.get("/en/2007/schedule/now/", query)

    assert response.status_code == 400
    assert "There is a problem" in response.text


def test_list_shows_picks_and_marks_what_overlaps(client, conference):
    make_slot("Beside", make_room("Cellar"), "27 09:30")
    publish_draft(conference=conference)

    html = client.get("/en/2007/schedule/my-list/?pick=opening,beside&pick=march").text
    assert html.count("At the same time as another one of your list.") == 2
    assert html.count('class="slot-title"') == 3
    assert 'href="/en/2007/schedule/my-list.ics?pick=opening,beside,march"' in html


def test_list_names_what_is_gone_by_its_title_and_leads_to_its_page(client, conference):
    Slot.objects.draft().filter(session__slug="march").delete()
    publish_draft(conference=conference)
    make_slot("Secret", None, "28 12:00")  # only planned: its title is nobody's yet

    html = client.get("/en/2007/schedule/my-list/?pick=opening,march,secret").text
    assert "2 sessions of your list are not in the schedule any more." in html
    assert (
        '<a class="reach" href="/en/2007/schedule/sessions/march/">March</a>, <bdi dir="ltr">secret</bdi></p>' in html
    )
    assert "Secret" not in html


def test_page_says_the_place_of_what_is_elsewhere(client, conference):
    Session.objects.filter(slug="march").update(place="Monroe Park")

    html = client.get("/en/2007/schedule/now/", {"day": "2007-07-28", "time": "09:30"}).text
    assert "Monroe Park" in html


def test_page_says_when_the_next_session_begins_by_the_clock_of_the_place(client, conference, monkeypatch):
    winter = at(conference, "1 12:00").replace(month=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: winter)
    Slot.objects.draft().exclude(session__slug="film").delete()
    publish_draft(conference=conference)

    html = client.get("/en/2007/schedule/now/").text
    assert "Next: Friday, July 27, 11:30 p.m." in html  # in London it is Saturday
    assert '<bdi dir="ltr">EST</bdi>' in html  # the zone of this moment, not of the summer


def test_list_without_picks_is_a_form_of_all_sessions(client, conference):
    html = client.get("/en/2007/schedule/my-list/").text

    assert html.count('type="checkbox"') == 4


def test_list_is_for_no_search_engine(client, conference):
    assert client.get("/en/2007/schedule/my-list/?pick=opening").headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["a,b", "b", "c"], ["a", "b", "c"]),
        ([" A , "], ["a"]),
        (["<b>", "a b", "é", "../x"], []),
        ([",".join(f"s{number}" for number in range(999))], [f"s{number}" for number in range(MOST_PICKS)]),
    ],
)
def test_picks_are_words_of_addresses_each_once(values, expected):
    assert picks_of(values) == expected
