"""The page of one slot, and the tools for whole days."""

from datetime import date

import pytest

from conference.models import Release, Session, Slot
from conference.schedule.arranging import Opened, unschedule
from conference.schedule.releasing import publish_draft
from tests.html import elements, parse_strictly, text_of
from tests.makers import make_conference, translate

from .makers import at, make_person, make_room, make_session, make_slot, the_conference
from .test_arranging import draft

pytestmark = pytest.mark.django_db


def url_of(slot: Slot) -> str:
    return f"/admin/conference/slot/board/2007/slot/{slot.key}/"


def fields(slot: Slot | None = None, **changes) -> dict:
    values = {"day": "2007-07-28", "starts": "10:00", "ends": "11:00", "room": "", "note": "", "do": "save"}
    opened = {"opened": slot.version, "room": slot.room_id or ""} if slot else {}
    return values | opened | changes


def save(desk, slot: Slot, **changes) -> str:
    answer = desk.post(url_of(slot), fields(slot, **changes), follow=True)
    assert answer.redirect_chain, text_of(answer.text)
    return text_of(answer.text)


def errors_of(answer) -> dict[str, list[str]]:
    assert answer.status_code == 422
    return {name: list(errors) for name, errors in answer.context["form"].errors.items()}


def refused(desk, slot: Slot, **changes) -> dict[str, list[str]]:
    before = draft()
    found = errors_of(desk.post(url_of(slot), fields(slot, **changes)))
    assert draft() == before
    return found


def test_everything_about_a_slot_is_changed_on_its_page(desk):
    slot, yard = make_slot("Raids", make_room("Hall A"), "28 10:00"), make_room("Yard")
    sent = {"day": "2007-07-29", "starts": "23:30", "ends": "00:30", "room": yard.pk, "cancelled": "on", "note": "Rain"}

    save(desk, slot, shares_room="on", **sent)

    assert draft() == [("Raids", "Yard", "29 23:30-00:30")]
    slot.refresh_from_db()
    assert (slot.shares_room, slot.cancelled, slot.note) == (True, True, "Rain")


def test_page_shows_what_is_there_and_saving_it_changes_nothing(desk):
    slot = make_slot("Vigil", make_room("Hall A"), "28 22:00", minutes=9 * 60, note="Bring <candles>")
    html = desk.get(url_of(slot)).text
    parse_strictly(html)
    sent = {
        a["name"]: a.get("value", "on")
        for _n, a in elements(html, "input")
        if a.get("type") != "checkbox" or "checked" in a
    }

    before = draft()
    desk.post(url_of(slot), sent | {"day": "2007-07-28", "room": slot.room_id, "do": "save"})

    assert draft() == before == [("Vigil", "Hall A", "28 22:00-07:00")]
    slot.refresh_from_db()
    assert slot.note == "Bring <candles>"


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"ends": "09:00"}, "ends", "A session ends after it starts. Check both times."),
        ({"ends": "10:00"}, "ends", "A session ends after it starts. Check both times."),
        (
            {"ends": "10:30", "ends_next_day": "on"},
            "ends",
            "A session lasts 24 hours at most. Check the day and the end.",
        ),
        ({"starts": "25:00"}, "starts", "Enter a valid time."),
        ({"starts": ""}, "starts", "This field is required."),
        ({"day": "2007-08-28"}, "day", "Select a valid choice. 2007-08-28 is not one of the available choices."),
        ({"room": "999999"}, "room", "Select a valid choice. That choice is not one of the available choices."),
        ({"room": "9" * 40}, "room", "Select a valid choice. That choice is not one of the available choices."),
        ({"note": "x" * 191}, "note", "Ensure this value has at most 190 characters (it has 191)."),
        ({"opened": "x"}, "opened", "Enter a whole number."),
    ],
    ids=str,
)
def test_fault_is_told_on_its_field_and_nothing_is_lost(desk, changes, field, words):
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00")

    assert refused(desk, slot, **changes) == {field: [words]}


def test_room_of_another_conference_is_told_on_its_field(desk):
    slot, room = make_slot("Raids"), make_room("Room 1", conference=make_conference(slug="2009"))

    assert list(refused(desk, slot, room=room.pk)) == ["room"]


def test_time_that_the_clocks_skip_is_told_on_its_field(desk):
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00")
    conference = slot.conference
    conference.starts_on, conference.ends_on = "2026-03-28", "2026-03-29"
    conference.time_zone = "Europe/Berlin"
    conference.save()

    found = refused(desk, slot, day="2026-03-28", starts="02:30", ends="03:30")

    assert found == {"starts": ["The clocks go forward on this day: this time does not exist. Choose another one."]}


def test_two_organizers_on_one_slot_see_both_and_decide(desk):
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00")
    opened = slot.version
    save(desk, slot, starts="09:00")

    answer = desk.post(url_of(slot), fields(slot, opened=opened, note="Bring chairs"))
    [words] = errors_of(answer)["__all__"]
    assert "It is now on Saturday, July 28, 09:00–11:00, Hall A." in words
    assert 'value="Bring chairs"' in answer.text

    [now] = [a["value"] for _n, a in elements(answer.text, "input") if a.get("name") == "opened"]
    save(desk, slot, opened=now, note="Bring chairs")
    slot.refresh_from_db()
    assert slot.note == "Bring chairs"


def test_quick_change_is_saved_and_published_in_one_step(desk, amina):
    hall, yard = make_room("Hall A"), make_room("Yard")
    raids, work = make_slot("Raids", hall, "28 10:00"), make_slot("Work", hall, "28 11:00")
    publish_draft(conference=the_conference())
    Slot.objects.filter(pk=work.pk).update(room=yard)

    words = save(desk, raids, do="publish", room=yard.pk, note="Rain")

    release = Release.objects.get(number=2)
    assert [(slot.session.title, slot.room.name) for slot in release.slots.in_order()] == [
        ("Raids", "Yard"),
        ("Work", "Hall A"),
    ]
    assert release.published_by == amina
    assert "Release 2 is published with this one change. Everybody sees it now." in words
    assert "1 change is not published" in words


def test_quick_change_into_a_taken_room_is_refused_and_not_even_saved(desk):
    hall = make_room("Hall A")
    raids, _work = make_slot("Raids", make_room("Yard"), "28 10:00"), make_slot("Work", hall, "28 10:30")
    publish_draft(conference=the_conference())

    found = refused(desk, raids, do="publish", room=hall.pk)

    assert found == {
        "__all__": ["Hall A, Saturday, July 28, 10:30–11:00: “Raids” and “Work” are there at the same time."]
    }
    assert Release.objects.count() == 1


def test_quick_change_before_anything_is_published_is_refused(desk):
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00")

    assert refused(desk, slot, do="publish")["__all__"] == [
        "Nothing is published yet. Publish the whole schedule first."
    ]


def test_slot_is_put_back_as_it_is_published(desk):
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00")
    publish_draft(conference=slot.conference)
    save(desk, slot, starts="09:00")
    assert "Not as in Release 1: Moved: now Saturday, July 28, 09:00, Hall A." in text_of(desk.get(url_of(slot)).text)

    save(desk, slot, do="back")

    assert draft() == [("Raids", "Hall A", "28 10:00-11:00")]


def test_slot_is_taken_off_and_brought_back_or_published_so(desk):
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00")
    make_slot("Work", make_room("Yard"), "28 10:00")
    publish_draft(conference=slot.conference)
    save(desk, slot, do="off")
    assert "It was taken off the board." in text_of(desk.get(url_of(slot)).text)

    desk.post(url_of(slot), {"do": "back"})
    assert [row[0] for row in draft()] == ["Raids", "Work"]

    now = Slot.objects.draft().get(key=slot.key)
    unschedule(conference=the_conference(), opened=Opened(now.key, now.version))
    desk.post(url_of(slot), {"do": "publish"})
    assert [one.session.title for one in Release.objects.get(number=2).slots.all()] == ["Work"]


def test_slot_that_never_was_leads_back_to_the_board(desk):
    slot = make_slot("Raids")
    slot.delete()

    answer = desk.get(url_of(slot), follow=True)

    assert "This session is not on the board any more." in text_of(answer.text)


def test_session_gets_a_second_time_on_a_page(desk):
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00")
    url = f"/admin/conference/slot/board/2007/session/{slot.session_id}/?day=2007-07-29"
    assert '<option value="2007-07-29" selected>' in desk.get(url).text

    desk.post(url, fields(day="2007-07-29", room=slot.room_id))

    assert draft() == [("Raids", "Hall A", "28 10:00-11:00"), ("Raids", "Hall A", "29 10:00-11:00")]


def test_session_of_another_conference_is_not_found_here(desk):
    the_conference()
    session = make_session("Elsewhere", conference=make_conference(slug="2009"))

    assert desk.get(f"/admin/conference/slot/board/2007/session/{session.pk}/").status_code == 404


def test_note_is_translated_and_the_release_takes_the_translation_along(desk):
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00", note="Bring chairs")
    translate(slot, "es", note="Traigan sillas")
    assert "Translate the note: Español" in text_of(desk.get(url_of(slot)).text)

    release = publish_draft(conference=slot.conference)

    [published] = release.slots.all()
    assert [row.text for row in published.translations.all()] == ["Traigan sillas"]


def test_row_of_the_plain_list_opens_the_page_of_its_slot(desk):
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00")
    publish_draft(conference=slot.conference)

    html = desk.get("/admin/conference/slot/").text
    [link] = {
        a["href"] for _n, a in elements(html, "a") if a.get("href", "").startswith(f"/admin/conference/slot/{slot.pk}/")
    }

    assert desk.get(link, follow=True).redirect_chain[-1][0] == url_of(slot)


# -- whole days -------------------------------------------------------------------------------------------------------

DAYS = "/admin/conference/slot/board/2007/days/"


def use(desk, tool: str, **values) -> str:
    answer = desk.post(DAYS, {"do": tool} | {f"{tool}-{name}": value for name, value in values.items()}, follow=True)
    assert answer.redirect_chain, text_of(answer.text)
    return text_of(answer.text)


def test_day_is_moved_by_minutes_from_a_time_on(desk):
    hall = make_room("Hall A")
    for title, start in (("Raids", "28 10:00"), ("Work", "28 12:00")):
        make_slot(title, hall, start)

    words = use(desk, "shift", day="2007-07-28", minutes="15", direction="later", since="11:00")

    assert "1 session moved." in words
    assert [row[2] for row in draft()] == ["28 10:00-11:00", "28 12:15-13:15"]


def test_day_is_used_again(desk):
    lunch = make_slot("Lunch", make_room("Atrium"), "28 12:00")
    Session.objects.filter(pk=lunch.session_id).update(kind="meal")

    words = use(desk, "day", source="2007-07-28", target="2007-07-29", kinds=["meal"])

    assert "1 session copied." in words
    assert [row[2] for row in draft()] == ["28 12:00-13:00", "29 12:00-13:00"]


def test_frame_of_another_conference_is_taken_over(desk):
    last = make_conference(slug="2006", time_zone="America/New_York")
    conference = make_conference(slug="2007")
    session = make_session("Lunch", conference=last, kind="meal")
    times = {"starts_at": at(last, "28 12:00"), "ends_at": at(last, "28 13:00")}
    Slot.objects.create(conference=last, session=session, room=make_room("Atrium", conference=last), **times)

    words = use(desk, "frame", source=last.pk, kinds=["meal"])

    assert "1 session copied." in words
    assert draft(conference) == [("Lunch", "Atrium", "28 12:00-13:00")]
    assert "No session was copied" in use(desk, "frame", source=last.pk, kinds=["meal"])  # it is here already


def test_tools_offer_the_last_day_and_the_conference_before(desk):
    before = make_conference(slug="2006", starts_on=date(2006, 7, 28), ends_on=date(2006, 7, 30))
    make_conference(slug="2009", starts_on=date(2009, 11, 13), ends_on=date(2009, 11, 15))
    make_conference(slug="2007")

    forms = desk.get(DAYS).context["forms"]
    assert (forms["day"]["target"].value(), forms["frame"]["source"].value()) == ("2007-07-29", before.pk)


@pytest.mark.parametrize(
    ("tool", "values", "field"),
    [
        ("shift", {"day": "2007-07-28", "minutes": "0", "direction": "later"}, "minutes"),
        ("shift", {"day": "2007-07-28", "minutes": "9" * 30, "direction": "later"}, "minutes"),
        ("shift", {"day": "x", "minutes": "5", "direction": "later"}, "day"),
        ("day", {"source": "2007-07-28", "target": "2007-07-28", "kinds": ["meal"]}, "target"),
        ("day", {"source": "2007-07-28", "target": "2007-07-29", "kinds": []}, "kinds"),
        ("frame", {"source": "1", "kinds": ["party"]}, "kinds"),
    ],
    ids=str,
)
def test_fault_in_a_tool_is_told_on_its_field(desk, tool, values, field):
    the_conference()
    answer = desk.post(DAYS, {"do": tool} | {f"{tool}-{name}": value for name, value in values.items()})

    assert answer.status_code == 422
    assert field in answer.context["forms"][tool].errors
    parse_strictly(answer.text)


def test_people_of_a_collective_and_interpreters_are_on_the_card(desk):
    ana = make_person("Ana")
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00", people=[(ana, "interpreter")])

    assert "Ana" in text_of(desk.get(f"/admin/conference/slot/board/2007/2007-07-28/#slot-{slot.key}").text)
