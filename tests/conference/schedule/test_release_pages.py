"""Publishing in the admin: what would change in words, who sees it; and the way back."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference.desk import tasks
from conference.models import Conference, Release, Slot
from conference.schedule.releasing import publish_draft
from tests.html import elements, parse_strictly, text_of

from .makers import at, make_person, make_room, make_slot, the_conference
from .test_arranging import draft

pytestmark = pytest.mark.django_db

PUBLISH = "/admin/conference/slot/board/2007/publish/"
RELEASES = "/admin/conference/slot/board/2007/releases/"


@pytest.fixture
def raids() -> Slot:
    """Published: Raids in Hall A on Saturday from 10:00 to 11:00."""
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00", people=[make_person("Ana", is_named=False)])
    publish_draft(conference=slot.conference, note="First")
    return slot


def change(slot: Slot, **values):
    Slot.objects.filter(pk=slot.pk).update(**values)


def seen(desk) -> str:
    [value] = [a["value"] for _n, a in elements(desk.get(PUBLISH).text, "input") if a.get("name") == "seen"]
    return value


def test_publishing_shows_every_change_in_words_and_who_sees_it(desk, raids):
    change(raids, room=make_room("Yard"))
    make_slot("Work", make_room("Hall B"), "28 12:00")

    answer = desk.get(PUBLISH)

    parse_strictly(answer.text)
    words = text_of(answer.text)
    assert "2 changes since Release 1" in words
    assert "Raids In another place: Yard instead of Hall A (Saturday, July 28, 10:00)." in words
    assert "Work New: Saturday, July 28, 12:00, Hall B." in words
    assert "Everybody, at once and without an account" in words


def test_first_release_is_shown_as_readers_will_see_it(desk):
    make_slot("Song", make_room("Yard"), "29 00:30", cancelled=True, note="Rain")
    make_slot("Raids", None, "28 10:00")

    answer = desk.get(PUBLISH)

    parse_strictly(answer.text)
    assert "The first release: 2 sessions" in text_of(answer.text)
    assert "Saturday, July 28 10:00–11:00 Raids 00:30–01:30 Song , Yard cancelled Rain" in text_of(answer.text)


def test_publishing_makes_the_release_and_says_so(desk, raids, amina):
    change(raids, room=None)

    answer = desk.post(PUBLISH, {"seen": seen(desk), "note": "Outside"}, follow=True)

    release = Release.objects.get(number=2)
    assert (release.note, release.published_by) == ("Outside", amina)
    assert "Release 2 is published. Everybody sees it now." in text_of(answer.text)


def test_draft_that_was_changed_since_the_page_was_opened_is_not_published(desk, raids):
    change(raids, room=None)
    opened = seen(desk)
    change(raids, note="Rain")

    answer = desk.post(PUBLISH, {"seen": opened, "note": "Long and precious"})

    assert answer.status_code == 422
    assert "Somebody changed the draft since you opened this page." in text_of(answer.text)
    assert "Long and precious" in answer.text
    [fresh] = [a["value"] for _n, a in elements(answer.text, "input") if a.get("name") == "seen"]
    assert desk.post(PUBLISH, {"seen": fresh, "note": ""}).status_code == 302


def test_clash_keeps_the_draft_from_being_published(desk, raids):
    make_slot("Work", raids.room, "28 10:30")
    words = "Hall A, Saturday, July 28, 10:30–11:00: “Raids” and “Work” are there at the same time."
    page = desk.get(PUBLISH)
    assert words in text_of(page.text)
    assert [a for _n, a in elements(page.text, "button") if "disabled" in a]

    answer = desk.post(PUBLISH, {"seen": seen(desk), "note": ""})

    assert answer.status_code == 422
    assert text_of(answer.text).count(words) == 2  # on top, and as the reason
    assert Release.objects.count() == 1


@pytest.mark.parametrize(("note", "status"), [("x" * 501, 422), ("\u202e😀<script>=1+1", 302)])
def test_note_of_a_release_may_be_odd_but_not_long(desk, raids, note, status):
    change(raids, room=None)

    assert desk.post(PUBLISH, {"seen": seen(desk), "note": note}).status_code == status
    assert "<script>=1+1" not in desk.get(RELEASES).text


def test_nothing_to_publish_is_said(desk, raids):
    assert "There is nothing to publish." in text_of(desk.get(PUBLISH).text)
    assert desk.post(PUBLISH, {"note": ""}).status_code == 422

    Slot.objects.draft().delete()
    assert "The draft is empty." in text_of(desk.get(PUBLISH).text)


def test_conference_that_is_not_on_the_site_is_said_to_be_seen_by_nobody(desk, raids):
    Conference.objects.update(is_current=False, is_public=False)
    change(raids, room=None)
    assert "Nobody sees the schedule until you put the conference on the site." in text_of(desk.get(PUBLISH).text)

    answer = desk.post(PUBLISH, {"seen": seen(desk), "note": ""}, follow=True)

    assert "People see it when the conference is on the site." in text_of(answer.text)


def test_undo_shows_what_it_changes_and_publishes_the_earlier_release_again(desk, raids):
    change(raids, room=None)
    publish_draft(conference=raids.conference)
    assert text_of(desk.get(RELEASES).text).count("everybody sees it") == 1
    url = f"{RELEASES}1/"
    assert "In another place: Hall A instead of no room (Saturday, July 28, 10:00)." in text_of(desk.get(url).text)

    answer = desk.post(url, {"do": "again", "note": "The rain stopped"}, follow=True)

    release = Release.objects.get(number=3)
    assert (release.repeats.number, release.note, release.slots.get().room.name) == (1, "The rain stopped", "Hall A")
    assert "It brought back Release 1." in text_of(answer.text)
    assert "Release 1 again" in text_of(desk.get(RELEASES).text)
    assert draft() == [("Raids", None, "28 10:00-11:00")]  # the draft stays


def test_undo_of_what_readers_see_already_is_refused(desk, raids):
    answer = desk.post(f"{RELEASES}1/", {"do": "again", "note": ""})

    assert answer.status_code == 422
    assert "There is nothing to publish." in text_of(answer.text)


def test_draft_is_thrown_away_for_a_release(desk, raids):
    change(raids, room=None)
    make_slot("Work", None, "28 12:00")

    answer = desk.post(f"{RELEASES}1/", {"do": "reset"}, follow=True)

    assert "The times and places of the draft are those of Release 1." in text_of(answer.text)
    assert draft() == [("Raids", "Hall A", "28 10:00-11:00")]


def test_release_that_is_not_there_is_not_found(desk, raids):
    assert desk.get(f"{RELEASES}2/").status_code == 404
    assert desk.get(f"{RELEASES}{'9' * 20}/").status_code == 404


def test_pages_of_releases_are_valid_and_cost_the_same_with_many_changes(desk, raids):
    def pages() -> int:
        with CaptureQueriesContext(connection) as queries:
            for url in (RELEASES, f"{RELEASES}1/", PUBLISH):
                parse_strictly(desk.get(url).text)
        return len(queries)

    change(raids, room=None)
    few = pages()
    for number in range(20):
        make_slot(f"Session {number}", make_room(f"Room {number}"), people=[make_person(f"Person {number}")])

    assert pages() <= few + 1  # the room of the first one is read once


def test_only_the_note_of_a_release_is_changed_in_the_admin(desk, raids):
    release = Release.objects.get()
    url = f"/admin/conference/release/{release.pk}/change/"

    desk.post(url, {"note": "Corrected", "language": "en", "number": "7"})

    release.refresh_from_db()
    assert (release.number, release.note) == (1, "Corrected")
    assert desk.get(f"/admin/conference/release/{release.pk}/delete/").status_code == 403


# -- the home page ----------------------------------------------------------------------------------------------------


def words_of_tasks() -> list[tuple[str, bool]]:
    return [(task.words, task.is_urgent) for task in tasks() if "schedule" in task.words]


def soon(conference: Conference) -> None:
    day = date.today() + timedelta(days=30)
    Conference.objects.update(starts_on=day, ends_on=day + timedelta(days=2), is_current=True)


def test_home_says_how_far_the_draft_is_from_what_readers_see(raids, desk):
    soon(raids.conference)
    assert words_of_tasks() == []

    change(raids, room=None)
    make_slot("Work", None, "28 12:00")

    assert words_of_tasks() == [
        ("The draft of the schedule differs from Release 1: 1 move, 1 other change not published", False)
    ]
    assert "Arrange and publish the schedule" in text_of(desk.get("/admin/").text)


def test_home_says_that_nothing_is_published_and_that_there_are_clashes():
    hall = make_room("Hall A")
    for title in ("Raids", "Work"):
        make_slot(title, hall, "28 10:00")
    soon(the_conference())

    assert words_of_tasks() == [
        ("The schedule has 1 clash", True),
        ("The schedule is not published: 2 sessions have a time", False),
    ]


def test_home_is_silent_about_a_conference_that_is_over(raids):
    change(raids, starts_at=at(the_conference(), "28 09:00"))
    Conference.objects.update(is_current=True)

    assert words_of_tasks() == []
