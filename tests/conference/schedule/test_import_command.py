"""`manage.py import_schedule`: the same import where nothing needs to be corrected."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from conference.models import Session, Slot
from tests.makers import make_conference

from .files import csv_file
from .makers import at, make_room, make_slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    return make_conference(is_current=True)


@pytest.fixture
def file(tmp_path, conference):
    path = tmp_path / "plan.csv"
    path.write_bytes(
        csv_file(["Title", "Date", "Start", "End", "Room"], ["Stop raids", "8/20/2005", "10:00", "11:00", "Hall A"])
    )
    return path


def run(file, conference="2007", **options) -> str:
    out = StringIO()
    call_command("import_schedule", str(file), conference=conference, stdout=out, **options)
    return out.getvalue()


def test_dry_run_says_what_would_be_and_writes_nothing(file):
    assert "Sessions: 1 new, 0 changed, 0 as before, 0 not in the file" in run(file, dry_run=True)
    assert Session.objects.count() == 0


def test_file_is_in_the_draft_once_however_often_it_comes(file, conference):
    make_slot("Songs", make_room("Yard"), "28 20:00")

    assert "1 new, 0 changed, 0 as before, 0 times taken off" in run(file, move_days=True)
    assert "0 new, 0 changed, 1 as before, 1 times taken off" in run(file, move_days=True, clear_others=True)
    assert [slot.starts_at for slot in Slot.objects.draft()] == [at(conference, "27 10:00")]


def test_changes_are_listed_for_those_who_ask(file, conference):
    make_slot("Stop raids", make_room("Hall A"), "28 10:00")

    assert "Stop raids: Time: Saturday, July 28, 10:00–11:00, Hall A -> Friday, July 27, 10:00–11:00, Hall A" in run(
        file, move_days=True, dry_run=True, verbosity=2
    )


def test_what_cannot_be_done_is_said_in_one_sentence(file, tmp_path):
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n")

    for given, said in (
        (file, "There is no conference 2011. There are: 2007."),
        (tmp_path / "none.csv", "Cannot read"),
        (tmp_path / "picture.png", "This is a picture."),
    ):
        with pytest.raises(CommandError, match=said):
            run(given, conference="2011" if given == file else "2007")
