"""An organizer uploads a file, looks, corrects, and only then puts it into the draft."""

import json
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conference.models import ScheduleImport, Session, Slot
from nisn_site.models import User
from tests.html import elements, parse_strictly, text_of
from tests.makers import make_conference, make_organizer

from .files import csv_file, xlsx_file
from .makers import make_room, make_session, make_slot

pytestmark = pytest.mark.django_db

HEADER = ["Title", "Date", "Start", "End", "Room", "Speakers"]
RAIDS = ["Stop raids", "7/28/2007", "10:00", "11:00", "Hall A", "Ana"]


@pytest.fixture
def conference():
    return make_conference(is_current=True)


def upload_address(conference) -> str:
    return reverse("admin:conference_conference_import_schedule", args=[conference.pk])


def upload(desk, conference, *rows, header=HEADER, data=None, name="plan.csv"):
    data = csv_file(header, *rows) if data is None else data
    return desk.post(upload_address(conference), {"file": SimpleUploadedFile(name, data)}, follow=True)


def fields_of(response) -> dict[str, str]:
    """What a browser would send back when nothing is touched."""
    page = response.content.decode()
    found = {a["name"]: a.get("value", "") for _tag, a in elements(page, "input") if a.get("type") == "hidden"}
    found |= {a["name"]: "on" for _tag, a in elements(page, "input") if a.get("type") == "checkbox" and "checked" in a}
    form = response.context["columns"]
    for one in (form, response.context["choices"]):
        found |= {
            field.html_name: field.value() or "" for field in one or () if field.field.widget.input_type == "select"
        }
    return found


def press(desk, response, step: str, **changes):
    """Press a button of the preview after changing some fields; None takes a field away, as an unchecked box."""
    fields = {
        name: value for name, value in (fields_of(response) | {"step": step} | changes).items() if value is not None
    }
    return desk.post(response.request["PATH_INFO"], fields, follow=True)


def words(response) -> str:
    return text_of(response.content.decode())


def test_page_asks_for_a_file(desk, conference):
    response = desk.get(upload_address(conference))

    parse_strictly(response.content.decode())
    assert "Nothing is written before you say so" in words(response)


def test_preview_says_what_will_be_and_writes_nothing(desk, conference):
    make_slot("Songs", make_room("Yard"), "28 20:00")
    response = upload(desk, conference, RAIDS, ["", *RAIDS[1:4], "Loft", ""])

    page = words(response)
    parse_strictly(response.content.decode())
    assert response.redirect_chain[-1][1] == 302
    assert "In the file: 2 sessions, 2 rooms, 1 day, 1 person." in page
    assert "Row 3: There is no title. We call it “Untitled”." in page
    assert "Stop raids Ana Row 2 · Saturday, July 28, 10:00–11:00 , Hall A" in page
    assert "1 session of the draft that the file does not have" in page
    assert [session.title for session in Session.objects.all()] == ["Songs"]
    assert zlib.decompress(ScheduleImport.objects.get().content).startswith(b"Title,")


def test_confirmed_file_is_in_the_draft_and_the_file_is_gone(desk, conference):
    response = press(desk, upload(desk, conference, RAIDS), "fill")

    assert "“plan.csv” is in the draft. Nobody but organizers sees it until you publish." in words(response)
    assert [slot.session.title for slot in Slot.objects.draft()] == ["Stop raids"]
    assert bytes(ScheduleImport.objects.get().content) == b""
    parse_strictly(response.content.decode())


def test_button_pressed_twice_writes_once(desk, conference):
    preview = upload(desk, conference, RAIDS)
    press(desk, preview, "fill")
    again = press(desk, preview, "fill")

    assert (again.status_code, Session.objects.count()) == (200, 1)
    assert "This file is in the draft of the schedule." in words(again)


def test_changed_session_is_shown_with_both_texts(desk, conference):
    make_slot("Stop raids", make_room("Hall A"), "28 09:00")
    page = words(upload(desk, conference, RAIDS))

    assert "1 changed session Stop raids" in page
    assert "before: Saturday, July 28, 09:00–10:00, Hall A now: Saturday, July 28, 10:00–11:00, Hall A" in page


def test_columns_guessed_wrong_can_be_corrected(desk, conference):
    header = ["Name", "Talk", "Date", "Start", "End"]
    preview = upload(desk, conference, ["A talk on cards", "Know your rights", *RAIDS[1:4]], header=header)
    assert [session.entry.title for session in preview.context["plan"].new] == ["A talk on cards"]
    looked = press(desk, preview, "look", **{"column-0": "summary", "column-1": "title"})

    assert looked.redirect_chain[-1][1] == 302
    assert [session.entry.title for session in looked.context["plan"].new] == ["Know your rights"]
    press(desk, looked, "fill")
    assert [(session.title, session.summary) for session in Session.objects.all()] == [
        ("Know your rights", "A talk on cards")
    ]


def test_correction_is_looked_at_before_it_is_written(desk, conference):
    preview = upload(desk, conference, RAIDS)
    response = press(desk, preview, "fill", **{"column-4": ""})

    assert "You changed something. Look at what will happen now, then decide." in words(response)
    assert Session.objects.count() == 0
    press(desk, response, "fill")
    assert [slot.room for slot in Slot.objects.draft()] == [None]


def test_sheet_and_row_of_names_can_be_chosen(desk, conference):
    data = xlsx_file(HEADER, RAIDS, name="Plan", more=[("Old plan", [["2006"], HEADER, ["March", *RAIDS[1:]]])])
    preview = upload(desk, conference, data=data, name="plan.xlsx")
    other = press(desk, preview, "look", sheet="Old plan")
    assert [one.entry.title for one in other.context["plan"].new] == ["Stop raids", "March"]

    nameless = press(desk, other, "look", header="0")
    assert nameless.context["columns"].fields["header"].initial == "0"


def test_two_columns_of_one_meaning_are_refused_beside_the_second(desk, conference):
    response = press(desk, upload(desk, conference, RAIDS), "look", **{"column-1": "title"})

    assert response.status_code == 422
    assert "Date: Another column is that already." in words(response)


def test_table_without_titles_asks_for_them(desk, conference):
    preview = upload(desk, conference, ["9:00", "10:00"], header=["Start", "End"])
    assert "We do not know which column has the titles." in words(preview)

    refused = press(desk, preview, "fill")
    assert refused.status_code == 422
    assert "There is no session in this file that we can read" in words(refused)


def test_old_days_are_offered_to_be_moved(desk, conference):
    preview = upload(desk, conference, ["Stop raids", "8/20/2005", *RAIDS[2:]])
    assert "1 session is on a day that is not a day of the conference." in words(preview)
    moved = press(desk, preview, "look", moves_days="on")

    assert "Stop raids Ana Row 2 · Friday, July 27, 10:00–11:00" in words(moved)
    press(desk, moved, "fill")
    assert f"{Slot.objects.get().starts_at:%m-%d}" == "07-27"


def test_other_zone_can_keep_its_clock(desk, conference):
    event = {"title": "Talk", "start": "2007-07-28T09:00:00+02:00", "end": "2007-07-28T10:00:00+02:00"}
    data = json.dumps({"schedule": {"conference": {"time_zone_name": "Europe/Berlin"}, "events": [event]}}).encode()
    preview = upload(desk, conference, data=data, name="schedule.json")
    assert "03:00–04:00" in words(preview)

    assert "09:00–10:00" in words(press(desk, preview, "look", keeps_clock="on"))


def test_days_are_moved_by_the_clock_that_is_kept(desk, conference):
    event = {"title": "Talk", "start": "2005-09-10T05:00:00+02:00", "end": "2005-09-10T06:00:00+02:00"}
    data = json.dumps({"schedule": {"conference": {"time_zone_name": "Europe/Berlin"}, "events": [event]}}).encode()
    preview = upload(desk, conference, data=data, name="schedule.json")

    assert "Friday, July 27, 05:00–06:00" in words(press(desk, preview, "look", keeps_clock="on", moves_days="on"))


def test_names_are_shown_only_when_the_organizer_says_that_people_agreed(desk, conference):
    preview = upload(desk, conference, RAIDS)
    looked = press(desk, preview, "look", names_agreed="on")
    press(desk, looked, "fill")

    assert [person.is_named for person in conference.people.all()] == [True]


def test_thrown_away_file_leaves_nothing(desk, conference):
    response = press(desk, upload(desk, conference, RAIDS), "discard")

    assert "“plan.csv” is thrown away. The draft is as it was." in words(response)
    assert (ScheduleImport.objects.count(), Session.objects.count()) == (0, 0)


def test_import_can_be_taken_back_until_somebody_works_on_the_draft(desk, conference):
    first = press(desk, upload(desk, conference, RAIDS), "fill")
    taken = desk.post(first.request["PATH_INFO"], {"step": "take_back"}, follow=True)
    assert "“plan.csv” is taken back." in words(taken)
    assert Session.objects.count() == 0

    second = press(desk, upload(desk, conference, RAIDS), "fill")
    make_session("Songs")
    refused = desk.post(second.request["PATH_INFO"], {"step": "take_back"})
    assert refused.status_code == 422
    assert "Somebody worked on the schedule after this import" in words(refused)


def test_of_two_files_looked_at_side_by_side_the_second_is_looked_at_again(desk, conference):
    one, two = upload(desk, conference, RAIDS), upload(desk, conference, ["Songs", *RAIDS[1:]], name="other.csv")
    press(desk, one, "fill")
    refused = press(desk, two, "fill")

    assert refused.status_code == 422
    assert "Somebody changed the schedule after you opened this page" in words(refused)
    assert [session.title for session in Session.objects.all()] == ["Stop raids"]
    press(desk, refused, "fill")
    assert Session.objects.count() == 2


def test_files_uploaded_before_are_listed_newest_first(desk, conference):
    press(desk, upload(desk, conference, RAIDS), "fill")
    upload(desk, conference, RAIDS, name="newer.csv")
    page = words(desk.get(upload_address(conference)))

    assert page.index("newer.csv Not decided yet") < page.index("plan.csv In the draft")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "This field is required."),
        (
            {"file": SimpleUploadedFile("plan.pdf", b"%PDF-1.4")},
            "This is a PDF file, in which nobody can tell rows and columns.",
        ),
        ({"file": SimpleUploadedFile("plan.csv", b"")}, "This file is empty."),
        ({"file": SimpleUploadedFile("plan.xml", b"<html>")}, "This is a web page."),
        (
            {"file": SimpleUploadedFile("plan.csv", b"Title\n" + b"x\n" * 100_000)},
            "This table has 100,001 rows; we read 20,000 at most.",
        ),
        ({"file": SimpleUploadedFile("plan.json", b"[" * 10_000)}, "nested so deeply"),
    ],
)
def test_file_that_cannot_be_read_is_refused_in_words(desk, conference, sent, said):
    response = desk.post(upload_address(conference), sent)

    assert response.status_code == 422
    assert said in words(response)
    assert ScheduleImport.objects.count() == 0


def test_file_that_only_its_reader_refuses_is_refused_at_once(desk, conference):
    response = desk.post(upload_address(conference), {"file": SimpleUploadedFile("x.xml", b"<rss/>")})

    assert (response.status_code, ScheduleImport.objects.count()) == (422, 0)
    assert "This XML file is not a schedule" in words(response)


def test_markup_of_a_file_is_shown_as_text(desk, conference):
    response = upload(desk, conference, ["<img src=x onerror=alert(1)>", *RAIDS[1:]], name="<b>.csv")

    assert "onerror" not in {name for _tag, attributes in elements(response.content.decode()) for name in attributes}


@pytest.mark.parametrize(
    "changes",
    [
        {"header": "x"},
        {"sheet": "none", "column-0": "nonsense"},
        {"afternoon": "maybe"},
        {"column-99": "title", "seen": "x" * 500, "language": "xx"},
    ],
)
def test_forms_made_up_by_hand_break_nothing(desk, conference, changes):
    assert press(desk, upload(desk, conference, RAIDS), "fill", **changes).status_code in {200, 422}


def test_number_of_queries_does_not_grow_with_sessions(desk, conference):
    def count(number) -> int:
        rows = [[f"Talk {at}", *RAIDS[1:4], f"Room {at}", f"Person {at}"] for at in range(number)]
        with CaptureQueriesContext(connection) as queries:
            upload(desk, conference, *rows)
        return len(queries)

    count(1)
    assert count(40) == count(3)


def test_pages_are_for_organizers_who_may_change_conferences(client, conference, desk):
    preview = upload(desk, conference, RAIDS).request["PATH_INFO"]
    client.logout()
    assert [client.get(address).status_code for address in (upload_address(conference), preview)] == [302, 302]
    client.force_login(make_organizer(email="ben@example.org"))
    User.objects.update(is_superuser=False)
    assert [client.get(address).status_code for address in (upload_address(conference), preview)] == [403, 403]
    assert client.post(preview, {"step": "fill"}).status_code == 403


def test_import_of_another_conference_is_not_found(desk, conference):
    preview = upload(desk, conference, RAIDS).request["PATH_INFO"]
    other = make_conference(slug="2008")

    assert desk.get(preview.replace(f"/{conference.pk}/", f"/{other.pk}/", 1)).status_code == 404


def test_home_page_reminds_of_files_that_wait(desk, conference):
    assert "A schedule for 2007 was uploaded" not in words(desk.get("/admin/"))
    upload(desk, conference, RAIDS)

    assert "A schedule for 2007 was uploaded: look at it, then put it into the draft" in words(desk.get("/admin/"))
