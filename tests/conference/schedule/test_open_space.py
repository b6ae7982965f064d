"""Open space: whoever knows the code puts a session on a free time, once, and everybody sees it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from conference.models import OpenTime, Release, Session, Slot
from conference.schedule.open_space import is_code, put_up, take_off
from conference.schedule.releasing import publish_draft
from conference.views.schedule.open_space import MOST_WRONG_CODES
from tests.deeds import Sender, form_values
from tests.html import elements

from .makers import at, make_room, make_slot

pytestmark = pytest.mark.django_db
FORM = "/en/2007/schedule/open-space/{}/"


@pytest.fixture
def conference():
    hall = make_room("Hall")
    make_slot("Opening", hall, "27 09:00")
    conference = hall.conference
    conference.open_space_code = "Monarch 7"
    conference.save()
    publish_draft(conference=conference)
    return conference


@pytest.fixture
def time(conference):
    loft = make_room("Loft", is_open_space=True)
    starts_at = at(conference, "28 10:00")
    return OpenTime.objects.create(room=loft, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))


@pytest.fixture
def ben():
    return Sender()


def send(ben, time, **typed):
    return ben.send(FORM.format(time.pk), **{"title": "Seeds and songs", "code": "monarch7"} | typed)


def test_session_is_in_the_schedule_at_once(ben, time):
    answer = send(ben, time, language="es", name="Ben", summary="Bring seeds.")

    session = Session.objects.get(is_open_space=True)
    assert (answer.status_code, answer.url) == (303, f"/en/2007/schedule/sessions/{session.slug}/")
    page = ben.get(answer.url).text
    for words in ("Seeds and songs", "Loft", "Spoken: Español.", "Ben", "Participants put it up themselves."):
        assert words in page
    assert Release.objects.first().number == 2


def test_other_changes_of_the_draft_stay_in_the_draft(ben, time):
    make_slot("Secret", None, "28 12:00")
    send(ben, time)

    assert "Secret" not in ben.get("/en/2007/schedule/").text


def test_double_click_puts_it_up_once(ben, time):
    values = ben.open(FORM.format(time.pk)) | {"title": "Seeds", "code": "monarch7"}

    answers = [ben.post(FORM.format(time.pk), values) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert Session.objects.filter(is_open_space=True).count() == 1


def test_second_one_hears_that_the_time_is_taken_and_keeps_the_text(ben, time):
    early, late = (ben.open(FORM.format(time.pk)) for _form in range(2))
    ben.post(FORM.format(time.pk), early | {"title": "Seeds", "code": "monarch7"})

    answer = ben.post(FORM.format(time.pk), late | {"title": "Songs", "code": "monarch7"})
    assert answer.status_code == 409
    assert "Somebody else has taken this time." in answer.text
    assert 'value="Songs"' in answer.text
    assert "There is no other free time." in answer.text
    assert Session.objects.filter(is_open_space=True).count() == 1


def test_second_one_puts_the_same_text_up_at_another_time_with_one_press(ben, time):
    starts_at = time.starts_at + timedelta(hours=3)
    other = OpenTime.objects.create(room=time.room, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
    early, late = (ben.open(FORM.format(time.pk)) for _form in range(2))
    ben.post(FORM.format(time.pk), early | {"title": "Seeds", "code": "monarch7"})

    refused = ben.post(FORM.format(time.pk), late | {"title": "Songs", "code": "monarch7"})
    assert f'formaction="{FORM.format(other.pk)}"' in refused.text
    answer = ben.post(FORM.format(other.pk), form_values(refused.text))

    assert answer.status_code == 303
    other.refresh_from_db()
    assert other.session.title == "Songs"


@pytest.mark.parametrize("code", ["", "nothing", "monarch", "Monarch 77"])
def test_wrong_code_is_said_at_its_field_and_nothing_is_lost(ben, time, code):
    answer = send(ben, time, code=code)

    assert answer.status_code == 422
    assert 'value="Seeds and songs"' in answer.text
    assert not Session.objects.filter(is_open_space=True).exists()


def test_guessing_codes_ends(ben, time, monkeypatch):
    monkeypatch.setattr("conference.views.schedule.open_space.MOST_WRONG_CODES", 2)
    for _guess in range(2):
        send(ben, time, code="guess")

    assert "Too many wrong codes" in send(ben, time).text
    assert MOST_WRONG_CODES > 2


def test_form_from_another_site_is_refused(ben, time):
    values = ben.open(FORM.format(time.pk)) | {"title": "Seeds", "code": "monarch7"}
    ben.client.defaults |= {"HTTP_SEC_FETCH_SITE": "cross-site"}

    answer = ben.client.post(FORM.format(time.pk), values, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert not Session.objects.filter(is_open_space=True).exists()


def test_no_code_means_nobody_can(conference):
    conference.open_space_code = ""

    assert not is_code(conference, "")
    assert not is_code(conference, " ")


def test_list_without_a_code_promises_nothing(ben, time, conference):
    with_code = ben.get("/en/2007/schedule/open-space/").text
    conference.open_space_code = ""
    conference.save()
    without = ben.get("/en/2007/schedule/open-space/").text

    promise, otherwise = "type the code that hangs", "You cannot put up a session here now."
    assert [promise in with_code, otherwise in with_code, promise in without, otherwise in without] == [
        True, False, False, True
    ]  # fmt: skip


def test_form_sets_no_cookie_and_is_kept_nowhere(ben, time):
    page = ben.get(FORM.format(time.pk))

    assert page.cookies == {}
    assert "no-store" in page.headers["Cache-Control"]


def test_taking_off_frees_the_time(ben, time):
    send(ben, time)
    time.refresh_from_db()

    take_off(time=time)
    time.refresh_from_db()
    assert time.session is None
    assert Slot.objects.draft().count() == 1
    assert "Seeds and songs" not in ben.get("/en/2007/schedule/").text
    take_off(time=time)  # safe to do twice
    assert Release.objects.first().number == 3


def test_organizers_take_sessions_off_in_the_list(ben, time, desk):
    send(ben, time)
    url = reverse("admin:conference_opentime_changelist")

    answer = desk.post(url, {"action": "take_off", "_selected_action": [time.pk]}, follow=True)
    assert "1 session was taken off; its time is free." in answer.text
    assert OpenTime.objects.free().count() == 1


def shown(html: str) -> dict:
    """What the organizer’s form holds."""
    return {
        a["name"]: a.get("value") for _name, a in elements(html, "input") if a.get("name") in {"day", "starts", "ends"}
    }


def add(desk, room, **typed):
    values = {"room": room.pk, "day": "2007-07-28", "starts": "10:00", "ends": "11:00"} | typed
    return desk.post(reverse("admin:conference_opentime_add"), values)


def test_organizers_type_times_of_the_conference(desk, conference):
    """Richmond, not the zone in which the site is at home."""
    conference.time_zone = "Asia/Tokyo"
    conference.save()
    loft = make_room("Loft", is_open_space=True)
    assert add(desk, loft, starts="23:30", ends="00:30").status_code == 302

    time = OpenTime.objects.get()
    assert (time.starts_at, time.ends_at) == (at(conference, "28 23:30"), at(conference, "29 00:30"))
    html = desk.get(reverse("admin:conference_opentime_change", args=[time.pk])).text
    assert shown(html) == {"day": "2007-07-28", "starts": "23:30", "ends": "00:30"}
    assert "23:30–00:30" in desk.get(reverse("admin:conference_opentime_changelist")).text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"ends": "09:00"}, "It ends before it starts."),
        ({"starts": "10:30", "ends": "11:30"}, "overlaps"),
        ({"day": "2007-02-30"}, "Enter a valid date."),
        ({"starts": "later"}, "Enter a valid time."),
    ],
)
def test_organizers_hear_what_is_wrong_with_a_time_and_nothing_typed_is_lost(desk, time, typed, words):
    if "ends" in typed and "starts" not in typed:
        time.delete()
    answer = add(desk, time.room, **typed)

    assert answer.status_code == 200
    assert words in answer.text
    assert typed.items() <= shown(answer.text).items()


def test_room_that_is_used_meanwhile_is_refused_in_words(time):
    make_slot("Meeting", time.room, "28 10:30")
    publish_draft(conference=time.conference)

    with pytest.raises(ValidationError) as refusal:
        put_up(time=time, key=uuid4(), title="Seeds")
    assert "Loft" in " ".join(refusal.value.messages)
    assert not Session.objects.filter(is_open_space=True).exists()


def test_times_in_one_room_do_not_overlap(time):
    clash = OpenTime(room=time.room, starts_at=time.starts_at, ends_at=time.ends_at, conference=time.conference)

    with pytest.raises(ValidationError, match="overlaps"):
        clash.full_clean()


def test_list_shows_what_is_free_and_what_is_taken(ben, time):
    assert "Free: put up your session" in ben.get("/en/2007/schedule/open-space/").text
    send(ben, time)

    html = ben.get("/en/2007/schedule/open-space/").text
    assert "Free: put up your session" not in html
    assert "Seeds and songs" in html


def test_list_names_what_organizers_have_put_into_the_room_meanwhile(ben, time):
    make_slot("Meeting", time.room, "28 10:30")
    publish_draft(conference=time.conference)

    html = ben.get("/en/2007/schedule/open-space/").text
    assert "Free: put up your session" not in html
    assert ">Meeting</a>" in html
