"""The public pages of the schedule: only what is released, readable in every state, at a fixed price."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference.models import Person, Room, Session, Slot
from conference.schedule.releasing import publish_draft
from tests.html import elements
from tests.makers import make_page

from .makers import at, make_organization, make_person, make_room, make_session, make_topic, place, the_conference

pytestmark = pytest.mark.django_db
MOST_QUERIES = 10
MOST_QUERIES_OF_A_HISTORY = 12  # a session's, or two releases side by side


@pytest.fixture
def conference():
    """Two sessions in Hall A, published."""
    hall = make_room("Hall A", step_free=True)
    ana = make_person("Ana", organization=make_organization("Workers Center"))
    topic = make_topic("Detention")
    opening = make_session("Opening", people=[ana], languages=["en", ("es", "interpreted")], topic=topic)
    place(opening, hall, "27 09:00")
    place(make_session("Film", kind="film"), hall, "27 23:30", minutes=90)
    publish_draft(conference=opening.conference)
    return opening.conference


def get(client, path="", language="en", status=200, **query):
    response = client.get(f"/{language}/2007/schedule/{path}", query)
    assert response.status_code == status, path
    return response.text


def titles(html: str) -> list[str]:
    """What the page lists, in order."""
    return [one.split("<")[0] for one in html.split('class="slot-title">')[1:] for one in [one.split(">", 1)[1]]]


def test_schedule_lists_days_times_and_sessions_in_order(client, conference):
    html = get(client)

    assert titles(html) == ["Opening", "Film"]
    assert "Friday, July 27" in html
    assert "Saturday, July 28" not in html  # past midnight is still Friday's evening
    assert "Release 1" in html


def test_now_and_next_is_on_top_on_the_days_themselves(client, conference, monkeypatch):
    tops = []
    for moment in ("28 04:30", "28 05:30"):  # Friday's night, and Saturday, on which nothing is
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: at(conference, moment))
        tops.append("/schedule/now/" in get(client).split('class="day-name"')[0])

    assert tops == [True, False]


def test_times_are_repeated_in_each_item_and_are_those_of_the_place(client, conference):
    html = get(client)
    hours = [attrs["datetime"] for _name, attrs in elements(html, "time") if "T" in attrs.get("datetime", "")]

    assert hours.count("2007-07-27T09:00:00-04:00") == 2  # the block's and the item's
    assert "2007-07-28T01:00:00-04:00" in hours
    assert 'All times are local time in Richmond (<bdi dir="ltr">EDT</bdi>).' in html


def test_what_begins_after_midnight_says_which_day_it_is_by_then(client, conference):
    place(make_session("Stars"), make_room("Roof"), "28 00:30")
    publish_draft(conference=conference)

    words = "(after midnight, already Saturday 28)"
    pages = ("", "days/2007-07-27/", "days/2007-07-27/?view=grid", "print/", "doors/", "my-list/?pick=stars,opening")
    assert [get(client, path).count(words) for path in pages] == [1] * len(pages)
    facts = get(client, "sessions/stars/").split("<dt>When</dt>")[1].split("</div>")[0]
    assert "Friday, July 27, <time" in facts
    assert facts.count(words) == 1


def test_draft_is_nowhere_before_it_is_published(client, conference):
    secret = make_session("Secret plan", people=[make_person("Ben")])
    place(secret, make_room("Cellar"), "28 10:00")

    assert "Secret plan" not in get(client)
    for path in ("sessions/secret-plan/", "people/ben/", "rooms/cellar/", "days/2007-07-28/"):
        get(client, path, status=404)
    assert "Ben" not in get(client, "people/")


def test_schedule_without_a_release_says_so_and_has_a_way_on(client):
    the_conference()

    html = get(client)
    assert "The schedule is not ready yet" in html
    assert 'href="/en/contact/"' in html
    for path in ("rooms/", "people/", "my-list/", "print/", "days/2007-07-27/"):
        get(client, path, status=404)
    assert "not ready yet" in get(client, "now/")
    assert "not ready yet" in get(client, "changes/")


def test_introduction_of_the_organizers_stands_above_the_schedule(client, conference):
    make_page(conference=conference, slug="schedule", title="Three full days", body="Come *early*.")

    html = get(client)
    assert "Three full days" in html
    assert "Come <em>early</em>." in html


def test_sessions_on_record_are_shown_without_times(client):
    make_session("Media strategy", conference=the_conference(), is_recorded=True)

    assert titles(get(client)) == ["Media strategy"]
    assert "We have no record of this." in get(client, "sessions/media-strategy/")


def test_moved_and_new_sessions_carry_the_word_until_the_next_release(client, conference):
    Slot.objects.draft().filter(session__slug="film").update(room=make_room("Yard"))
    place(make_session("Songs"), make_room("Loft"), "27 20:00")
    publish_draft(conference=conference)

    for path in ("", "days/2007-07-27/"):
        assert re.findall(r'tag-plain">(\w+)</strong>', get(client, path)) == ["New", "Moved"]
    assert re.findall(r"\((New|Moved)\)", get(client, "print/")) == ["New", "Moved"]
    assert "Changed." not in get(client, "sessions/songs/")

    Slot.objects.draft().filter(session__slug="opening").update(note="Bring a friend.")
    publish_draft(conference=conference)
    assert re.findall(r'tag-plain">(\w+)</strong>', get(client)) == ["Changed"]


def test_session_with_two_times_says_of_each_what_became_of_it(client, conference):
    second = place(Session.objects.get(slug="film"), make_room("Yard"), "28 20:00")
    publish_draft(conference=conference)
    Slot.objects.draft().filter(key=second.key).update(note="Bring a chair.")
    Slot.objects.draft().filter(session__slug="film").exclude(key=second.key).update(
        starts_at=at(conference, "27 23:00")
    )
    publish_draft(conference=conference)

    told = re.findall(r'<p class="notice notice-warning">(.*?)</p>', get(client, "sessions/film/"))
    assert told == [
        "<strong>Changed.</strong> Moved: now Friday, July 27, 11 p.m., Hall A. It was Friday, July 27, 11:30 p.m., Hall A. ",
        "<strong>Changed.</strong> Its note has changed. Bring a chair.",
    ]


def test_cancelled_and_changed_sessions_stay_with_the_word(client, conference):
    Slot.objects.draft().filter(session__slug="film").update(cancelled=True, note="The projector broke.")
    Slot.objects.draft().filter(session__slug="opening").update(ends_at=at(conference, "27 10:30"))
    publish_draft(conference=conference)

    html = get(client)
    assert titles(html) == ["Opening", "Film"]
    assert ">Cancelled</strong>" in html
    assert ">Changed</strong>" in html
    assert "The projector broke." in html
    film = get(client, "sessions/film/")
    assert "Cancelled." in film
    assert "Cancelled. It was to be" in film  # its history


def test_session_that_was_taken_off_says_so(client, conference):
    Slot.objects.draft().filter(session__slug="film").delete()
    publish_draft(conference=conference)

    assert titles(get(client)) == ["Opening"]
    assert "Taken off the schedule." in get(client, "sessions/film/")


def test_session_page_says_where_in_which_language_and_with_whom(client, conference):
    html = get(client, "sessions/opening/")

    for words in (
        "Hall A",
        "No steps on the way.",
        "Spoken: English. Interpretation: Español.",
        "Ana",
        "Workers Center",
    ):
        assert words in html
    assert "/en/2007/schedule/sessions/opening.ics" in html


def test_session_page_shows_what_is_beside_it_and_what_follows(client, conference):
    place(make_session("Beside"), make_room("Hall B"), "27 09:30")
    place(make_session("Later"), Room.objects.get(slug="hall-a"), "27 11:00")
    publish_draft(conference=conference)

    assert titles(get(client, "sessions/opening/")) == ["Beside", "Later"]


def test_people_who_did_not_agree_are_named_nowhere(client, conference):
    Person.objects.filter(slug="ana").update(is_named=False)

    for path in ("", "sessions/opening/", "people/", "organizations/workers-center/"):
        assert "Ana" not in get(client, path)
    get(client, "people/ana/", status=404)


def test_interpreters_and_helpers_are_not_listed(client, conference):
    place(make_session("Talk", people=[(make_person("Gloria"), "interpreter")]), None, "28 09:00")
    publish_draft(conference=conference)

    assert "Gloria" not in get(client, "sessions/talk/")
    get(client, "people/gloria/", status=404)


def test_person_organization_and_room_pages_list_their_sessions(client, conference):
    assert titles(get(client, "people/ana/")) == ["Opening"]
    assert titles(get(client, "organizations/workers-center/")) == ["Opening"]
    assert 'href="/en/2007/schedule/organizations/workers-center/"' in get(client, "people/ana/")
    assert titles(get(client, "rooms/hall-a/")) == ["Opening", "Film"]


def test_each_door_has_its_sheet_with_a_code_that_leads_to_its_page(client, conference):
    place(make_session("Tea", kind="meal"), make_room("Loft", floor="Under the roof"), "27 10:00")
    publish_draft(conference=conference)
    html = get(client, "doors/")

    sheets = html.split('class="door-sheet"')[1:]
    assert [("Opening" in sheet, "Tea" in sheet) for sheet in sheets] == [(True, False), (False, True)]
    assert [sheet.count('class="qr-code"') for sheet in sheets] == [1, 1]
    assert "/en/2007/schedule/rooms/loft/" in sheets[1]
    assert "Under the roof" in sheets[1]


def test_day_is_also_a_table_of_rooms(client, conference):
    html = get(client, "days/2007-07-27/", view="grid")

    assert [name for name, attrs in elements(html, "th") if attrs.get("scope") == "col"] == ["th", "th"]
    assert html.count('class="taken"') == 2


@pytest.mark.parametrize("day", ["2007-07-28", "2007-02-30", "0000-00-00", "2007-07-27x"])
def test_days_that_are_not_there_are_404(client, conference, day):
    get(client, f"days/{day}/", status=404)


def test_changes_page_and_feed_tell_each_release(client, conference):
    Slot.objects.draft().filter(session__slug="opening").update(starts_at=at(conference, "27 08:30"))
    publish_draft(conference=conference, note="We start earlier.")

    html = get(client, "changes/")
    assert html.index("Release 2") < html.index("Release 1")
    assert "We start earlier." in html
    assert "Moved: now" in html
    feed = get(client, "changes/feed/")
    assert "Opening: Moved" in feed


def test_changes_since_a_release_leave_out_steps_there_and_back(client, conference):
    draft = Slot.objects.draft()
    for opening, film in (("27 08:30", "27 23:30"), ("27 09:00", "27 22:00"), ("27 09:00", "27 21:00")):
        draft.filter(session__slug="film").update(starts_at=at(conference, film))
        draft.filter(session__slug="opening").update(starts_at=at(conference, opening))
        publish_draft(conference=conference)

    html = get(client, "changes/since/1/")
    assert html.count("Moved: now") == 1
    assert "sessions/film/" in html
    assert [hour for hour in ("9 p.m.", "10 p.m.", "11:30 p.m.") if hour in html] == ["9 p.m.", "11:30 p.m."]
    assert "No times or places changed." in get(client, "changes/since/4/")
    for number in (0, 5, 10**30):
        get(client, f"changes/since/{number}/", status=404)


def test_sheet_of_paper_leads_to_what_changed_since_it_was_printed(client, conference):
    assert "/en/2007/schedule/changes/since/1/" in get(client, "print/")


def test_pages_of_a_conference_that_is_not_public_are_404(client, conference):
    conference.is_current = conference.is_public = False
    conference.save()

    for path in ("", "now/", "changes/", "sessions/opening/", "my-list/", "changes/feed/"):
        get(client, path, status=404)


@pytest.mark.parametrize(
    "path",
    ["", "?q=film", "days/2007-07-27/", "days/2007-07-27/?view=grid", "sessions/opening/", "rooms/", "rooms/hall-a/", "people/",
     "people/ana/", "organizations/workers-center/", "now/?day=2007-07-27&time=09:30", "changes/", "changes/since/1/", "my-list/?pick=opening,film", "print/", "doors/"],
)  # fmt: skip
def test_page_costs_the_same_queries_with_two_and_thirty_sessions(client, conference, path):
    url = f"/es/2007/schedule/{path}"
    Slot.objects.draft().update(note="Bring water.")
    publish_draft(conference=conference)  # so that there is a history to read
    client.get(url)
    with CaptureQueriesContext(connection) as with_few:
        assert client.get(url).status_code == 200
    ana, center = Person.objects.get(slug="ana"), make_organization("Rights Line")
    topic, hall = make_topic("Wages"), Room.objects.get(slug="hall-a")
    for number in range(30):
        session = make_session(f"Talk {number}", people=[ana], languages=["en", "es"], topic=topic)
        session.people.update(may_overlap=True, organization=center)
        place(session, make_room(f"Room {number}"), "27 09:00", note="Bring water.")
        Slot.objects.draft().filter(session__slug="film").update(room=hall)
    publish_draft(conference=conference)

    with CaptureQueriesContext(connection) as with_many:
        assert client.get(url).status_code == 200

    most = MOST_QUERIES_OF_A_HISTORY if path.startswith(("sessions/", "changes/since/")) else MOST_QUERIES
    assert len(with_many) == len(with_few) <= most, [query["sql"][:90] for query in with_many]
    assert Session.objects.count() == 32
