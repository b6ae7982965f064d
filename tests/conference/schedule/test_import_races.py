"""Two organizers import at the same moment: see `tests.races`. Each race has a control that shows it is one."""

from threading import Barrier

import pytest
from django.core.exceptions import ValidationError

from conference.models import Room, ScheduleImport, Session
from conference.schedule.importing import filling
from conference.schedule.importing.choices import Choices
from conference.schedule.importing.current import current_of, setting_of
from conference.schedule.importing.filling import fill_draft
from conference.schedule.importing.planning import plan_import
from conference.schedule.importing.reading import open_source, read_source
from conference.schedule.importing.undoing import Journal, take_back
from conference.schedule.importing.writing import write_plan
from tests.makers import make_conference
from tests.races import PATIENCE, both_at_once

from .files import csv_file

pytestmark = pytest.mark.django_db(transaction=True)

RAIDS = ["Stop raids", "Saturday", "10:00", "11:00", "Hall A"]


def programme(conference, title="Stop raids"):
    data = csv_file(["Title", "Date", "Start", "End", "Room"], [title, *RAIDS[1:]])
    return read_source(open_source(data), setting_of(conference))


def make_upload(conference) -> ScheduleImport:
    return ScheduleImport.objects.create(conference=conference, file_name="plan.csv", content=b"x")


def titles() -> list[str]:
    return sorted(Session.objects.values_list("title", flat=True))


def test_same_file_confirmed_twice_at_once_is_there_once():
    conference = make_conference()
    upload, seen = make_upload(conference), current_of(conference).seen

    def fill(_number):
        fill_draft(conference=conference, programme=programme(conference), choices=Choices(), seen=seen, upload=upload)

    assert both_at_once(fill) == ["already_decided", "done"]
    assert titles() == ["Stop raids"]


def test_of_two_files_confirmed_at_once_the_second_is_looked_at_again():
    conference = make_conference()
    seen = current_of(conference).seen

    def fill(number):
        found = programme(conference, f"Session {number}")
        fill_draft(conference=conference, programme=found, choices=Choices(), seen=seen, upload=make_upload(conference))

    assert both_at_once(fill) == ["done", "draft_changed"]
    assert len(titles()) == 1


def test_two_imports_of_the_command_at_once_share_their_rooms():
    conference = make_conference()

    def fill(number):
        fill_draft(conference=conference, programme=programme(conference, f"Session {number}"), choices=Choices())

    assert both_at_once(fill) == ["done", "done"]
    assert (titles(), Room.objects.count()) == (["Session 1", "Session 2"], 1)


def test_import_taken_back_twice_at_once_is_taken_back_once():
    conference = make_conference()
    upload = make_upload(conference)
    fill_draft(conference=conference, programme=programme(conference), choices=Choices(), upload=upload)

    assert both_at_once(lambda _number: take_back(upload=upload)) == ["done", "not_done"]
    assert titles() == []


def test_without_the_lock_both_make_the_same_room_and_the_database_stops_one(monkeypatch):
    """The control: both look before either writes."""
    conference = make_conference()
    looked = Barrier(2)

    def fill(number):
        found = programme(conference, f"Session {number}")
        plan = plan_import(found, current_of(conference), Choices())
        looked.wait(PATIENCE)
        with filling.in_plain_words(), filling.transaction.atomic():
            write_plan(plan, found, {"": ""}, Journal())

    assert both_at_once(fill) == ["done", "room_name_once"]


def test_refused_import_writes_nothing_at_all():
    conference = make_conference()
    found = programme(conference)
    found.sessions[0].slots[0].ends_at = found.sessions[0].slots[0].starts_at  # what no reader lets through

    with pytest.raises(ValidationError) as refusal:
        fill_draft(conference=conference, programme=found, choices=Choices(), upload=make_upload(conference))
    assert refusal.value.code == "slot_ends_after_it_starts"
    assert (titles(), Room.objects.count(), ScheduleImport.objects.get().state) == ([], 0, "open")
