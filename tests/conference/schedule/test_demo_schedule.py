"""The demo's schedules: a full sample for 2007, and of 2006 and 2009 only what is known."""

import pytest

from conference.demo_schedule import load_all
from conference.models import Release, Session, Slot

pytestmark = pytest.mark.usefixtures("demo", "db")


def test_everything_of_2007_is_marked_as_a_sample():
    assert set(Session.objects.filter(conference__slug="2007").values_list("is_sample", flat=True)) == {True}


def test_no_time_of_2006_and_2009_is_invented():
    assert Slot.objects.filter(conference__slug="2006").count() == 0
    known = Slot.objects.draft().filter(conference__slug="2009").in_order()
    assert [slot.session.slug for slot in known] == [
        "good-friday-walk",
        "film-festival-friday",
        "film-festival-saturday",
    ]
    timeless = Session.objects.recorded().exclude(conference__slug="2007")
    assert timeless.filter(slots__isnull=False).count() == 0


def test_second_release_of_2007_tells_three_changes():
    [second, first] = Release.objects.filter(conference__slug="2007")

    assert sorted(what for change in second.changes for what in change["what"]) == [
        "cancelled",
        "note",
        "note",
        "note",
        "room",
        "time",
    ]
    assert (first.number, second.number) == (1, 2)


def test_loading_again_changes_nothing():
    assert all("already here" in line for line in load_all())
