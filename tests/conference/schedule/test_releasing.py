"""Publishing: the draft, one slot of it, an earlier release again."""

import pytest

from conference.models import Appearance, Release, Slot
from conference.schedule.changes import Change
from conference.schedule.releasing import publish_again, publish_draft, publish_slot
from nisn_site.kit.site_version import current_version
from tests.campaigns.makers import refusal

from .makers import at, make_person, make_room, make_slot, the_conference

pytestmark = pytest.mark.django_db


def published(conference) -> list[tuple[str, str, str]]:
    """Title, room and clock time of everything in the newest release."""
    release = Release.objects.of(conference).first()
    slots = release.slots.in_order().select_related("session", "room")
    return [
        (one.session.title, one.room and one.room.name, f"{one.starts_at.astimezone(conference.zone):%d %H:%M}")
        for one in slots
    ]


def test_release_is_a_numbered_copy_of_the_draft():
    hall, ana = make_room("Hall A"), make_person("Ana")
    make_slot("Raids", hall, "28 10:00", people=[ana])
    make_slot("Work", hall, "28 11:00")

    release = publish_draft(conference=the_conference(), note="First")

    assert (release.number, release.note) == (1, "First")
    assert published(the_conference()) == [("Raids", "Hall A", "28 10:00"), ("Work", "Hall A", "28 11:00")]
    assert [one.person for one in Appearance.objects.all()] == [ana]
    assert [change["what"] for change in release.changes] == [["new"], ["new"]]


def test_release_with_a_double_booked_room_is_refused():
    hall = make_room("Hall A")
    make_slot("Raids", hall, "28 10:00")
    make_slot("Work", hall, "28 10:30")

    assert refusal(publish_draft, conference=the_conference()) == ["room"]
    assert Release.objects.count() == 0


def test_quick_change_publishes_one_slot_only():
    hall, yard = make_room("Hall A"), make_room("Yard")
    raids, work = make_slot("Raids", hall, "28 10:00"), make_slot("Work", hall, "28 11:00")
    publish_draft(conference=the_conference())
    for one in (raids, work):
        one.room = yard
        one.save()

    release = publish_slot(conference=the_conference(), key=raids.key)

    assert published(the_conference()) == [("Raids", "Yard", "28 10:00"), ("Work", "Hall A", "28 11:00")]
    [change] = map(Change.from_json, release.changes)
    assert (change.slot, change.what, change.was.room, change.now.room) == (raids.key, ("room",), hall.pk, yard.pk)
    assert list(release.slots.in_order().values_list("sequence", "changed_in")) == [(1, 2), (0, 1)]


def test_undo_publishes_an_earlier_release_again():
    raids = make_slot("Raids", make_room("Hall A"), "28 10:00")
    first = publish_draft(conference=the_conference())
    Slot.objects.draft().update(starts_at=at(the_conference(), "28 09:00"))
    publish_draft(conference=the_conference())

    release = publish_again(release=first)

    assert (release.number, release.repeats) == (3, first)
    assert published(the_conference()) == [("Raids", "Hall A", "28 10:00")]
    assert raids.key == release.slots.get().key


def test_readers_get_new_pages_once_a_release_is_there_and_not_while_organizers_arrange():
    seen = current_version()
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00")
    arranged = current_version()
    Slot.objects.draft().update(starts_at=at(slot.conference, "28 09:00"))
    assert arranged > seen  # a room and a session are new
    assert current_version() == arranged

    publish_draft(conference=slot.conference)

    assert current_version() == arranged + 1
