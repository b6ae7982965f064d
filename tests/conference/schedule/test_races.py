"""Two organizers at the same moment: see `tests.races`. Each race has a control that shows it is one."""

from concurrent.futures import Future
from datetime import timedelta
from threading import Barrier, Event
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from conference.models import Appearance, OpenTime, Release, Session, Slot
from conference.schedule.arranging import Opened, change_slot, move_slot, swap_slots
from conference.schedule.layout import Layout
from conference.schedule.open_space import put_up
from conference.schedule.releasing import publish_draft, publish_slot
from conference.schedule.whole_days import shift_slots
from tests.makers import make_page
from tests.races import (
    PATIENCE,
    answer_to,
    at_once,
    both_at_once,
    first_then_second,
    impatient,
    wait_until_somebody_waits,
    without_constraint,
    without_trigger,
)  # fmt: skip

from .makers import at, make_person, make_room, make_session, make_slot, the_conference

pytestmark = pytest.mark.django_db(transaction=True)


def opened(slot: Slot) -> Opened:
    return Opened(slot.key, slot.version)


def empty_releases():
    """What broke a rule that was away must go, though a release never does."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # triggers and keys sleep
        for table in ("appearance", "slot", "release"):
            cursor.execute(f"DELETE FROM conference_{table}")


# -- two publish ----------------------------------------------------------------------------------------------------


def test_two_publish_the_same_draft_and_there_is_one_release():
    make_slot("Raids", make_room("Hall A"))

    assert both_at_once(lambda _number: publish_draft(conference=the_conference())) == ["done", "nothing_changed"]
    assert [release.slots.count() for release in Release.objects.all()] == [1]


def publish_carelessly(both_have_looked: Barrier):
    """As somebody would write it who does not think of others: look, then write."""
    number = Release.objects.count() + 1
    both_have_looked.wait(PATIENCE)
    with transaction.atomic():
        release = Release.objects.create(conference=the_conference(), number=number)
        Release.objects.filter(pk=release.pk).update(published_at=timezone.now())


def test_two_who_look_before_they_publish_take_the_same_number_and_the_database_stops_one():
    the_conference()
    looked = Barrier(2)

    assert both_at_once(lambda _number: publish_carelessly(looked)) == ["done", "release_number_once"]


def test_without_the_constraint_there_are_two_first_releases():
    """The control."""
    the_conference()
    looked = Barrier(2)

    with without_constraint(Release, "release_number_once"):
        answers = both_at_once(lambda _number: publish_carelessly(looked))
        assert Release.objects.filter(number=1).count() == 2
        empty_releases()

    assert answers == ["done", "done"]


# -- two put a session in the same room -----------------------------------------------------------------------------


def test_two_quick_changes_into_the_same_room_do_not_both_get_through():
    hall = make_room("Hall A")
    slots = [make_slot(title, make_room(f"Room {title}"), "28 10:00") for title in ("Raids", "Work")]
    publish_draft(conference=the_conference())

    def move_and_publish(number: int):
        slot = slots[number - 1]
        move_slot(conference=slot.conference, opened=opened(slot), room=hall, starts_at=slot.starts_at)
        publish_slot(conference=slot.conference, key=slot.key)

    assert both_at_once(move_and_publish) == ["done", "room"]
    assert Slot.objects.filter(release__number=2, room=hall).count() == 1
    assert Slot.objects.draft().filter(room=hall).count() == 2  # the draft is free, and says so


def add_carelessly(release: Release, slot: Slot, both_have_looked: Barrier):
    """Both validate against what is there, as forms do, then save."""
    copy = Slot(
        conference_id=slot.conference_id, release=release, session_id=slot.session_id, room_id=slot.room_id,
        starts_at=slot.starts_at, ends_at=slot.ends_at,
    )  # fmt: skip
    copy.full_clean()
    both_have_looked.wait(PATIENCE)
    copy.save()


def assert_one_is_stopped(answers: list[str], *, by: str):
    """Of two rows that exclude each other and wait for each other, PostgreSQL may end one as a deadlock: `busy`."""
    assert answers in (["done", by], ["busy", "done"])


def two_in_one_room(add) -> list[str]:
    hall = make_room("Hall A")
    slots = [make_slot(title, hall, "28 10:00") for title in ("Raids", "Work")]
    with transaction.atomic():
        release = Release.objects.create(conference=the_conference(), number=1)
        Release.objects.update(published_at=timezone.now())
    looked = Barrier(2)
    with without_trigger("conference_slot", "guards_slot"):
        return both_at_once(lambda number: add(release, slots[number - 1], looked))


def test_two_who_validate_before_they_save_both_go_ahead_and_the_database_stops_one():
    assert_one_is_stopped(two_in_one_room(add_carelessly), by="release_room_once")


def test_without_the_constraint_the_same_two_double_book_the_room():
    """The control: the position of every system we read."""
    with without_constraint(Slot, "release_room_once"):
        answers = two_in_one_room(add_carelessly)
        assert Slot.objects.filter(release__number=1).count() == 2
        empty_releases()

    assert answers == ["done", "done"]


def two_appear(at_slots: list[Slot], person) -> list[str]:
    def appear(number: int):
        slot = at_slots[number - 1]
        times = {"starts_at": slot.starts_at, "ends_at": slot.ends_at}
        Appearance.objects.create(release_id=slot.release_id, slot=slot, person=person, role="speaker", **times)

    with without_trigger("conference_appearance", "guards_appearance"):
        return both_at_once(appear)


def test_two_put_a_person_in_two_sessions_and_the_database_stops_one():
    for title in ("Raids", "Work"):
        make_slot(title, None, "28 10:00")
    slots = list(publish_draft(conference=the_conference()).slots.all())

    assert_one_is_stopped(two_appear(slots, make_person("Ana")), by="release_person_once")


def test_without_the_constraint_the_same_two_double_book_the_person():
    """The control."""
    for title in ("Raids", "Work"):
        make_slot(title, None, "28 10:00")
    slots = list(publish_draft(conference=the_conference()).slots.all())

    with without_constraint(Appearance, "release_person_once"):
        answers = two_appear(slots, make_person("Ana"))
        empty_releases()

    assert answers == ["done", "done"]


# -- two take a free time -------------------------------------------------------------------------------------------


def free_time() -> OpenTime:
    make_slot("Opening", make_room("Hall A"), "27 09:00")
    publish_draft(conference=the_conference())
    loft = make_room("Loft", is_open_space=True)
    starts_at = at(the_conference(), "28 10:00")
    return OpenTime.objects.create(room=loft, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))


def test_two_take_the_same_free_time_and_one_hears_that_it_is_taken():
    time = free_time()

    assert both_at_once(lambda number: put_up(time=time, key=uuid4(), title=f"Songs {number}")) == ["done", "taken"]
    assert Release.objects.of(the_conference()).first().slots.filter(session__is_open_space=True).count() == 1


def test_two_who_look_before_they_take_both_take_it_and_one_is_gone():
    """The control: without a lock both find it free."""
    time, looked = free_time(), Barrier(2)

    def take_carelessly(number: int):
        found = OpenTime.objects.get(pk=time.pk)
        looked.wait(PATIENCE)
        assert found.session_id is None
        found.session = make_session(f"Songs {number}")
        found.save()

    assert both_at_once(take_carelessly) == ["done", "done"]


# -- two edit a slot ------------------------------------------------------------------------------------------------


def test_second_of_two_edits_of_a_slot_is_told():
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00")
    later = slot.starts_at + timedelta(minutes=15)

    answers = first_then_second(
        lambda: move_slot(conference=slot.conference, opened=opened(slot), room=slot.room, starts_at=later),
        lambda: change_slot(conference=slot.conference, opened=opened(slot), note="Bring chairs"),
    )

    assert answers == ("done", "edit_conflict")
    slot.refresh_from_db()
    assert (slot.starts_at, slot.note) == (later, "")


def test_without_the_version_the_second_edit_silently_undoes_the_first():
    """The control: what the stock admin does."""
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00")
    mine, theirs = Slot.objects.get(pk=slot.pk), Slot.objects.get(pk=slot.pk)
    theirs.starts_at += timedelta(minutes=15)
    mine.note = "Bring chairs"

    assert first_then_second(theirs.save, mine.save) == ("done", "done")
    slot.refresh_from_db()
    assert (slot.starts_at, slot.note) == (mine.starts_at, "Bring chairs")


def test_two_who_swap_the_same_slots_do_not_stop_each_other_for_good():
    one, other = make_slot("Raids", make_room("Hall A"), "28 10:00"), make_slot("Work", None, "28 14:00")
    pairs = {1: (opened(one), opened(other)), 2: (opened(other), opened(one))}

    def swap(number: int):
        swap_slots(conference=one.conference, one=pairs[number][0], other=pairs[number][1])

    assert both_at_once(swap) == ["done", "edit_conflict"]
    assert [slot.session.title for slot in Slot.objects.draft().in_order()] == ["Work", "Raids"]


# -- somebody arranges while somebody publishes -----------------------------------------------------------------------


def test_publishing_waits_for_a_move_and_takes_it_along():
    slot, later = make_slot("Raids", make_room("Hall A"), "28 10:00"), at(the_conference(), "28 15:00")

    answers = first_then_second(
        lambda: move_slot(conference=slot.conference, opened=opened(slot), room=None, starts_at=later),
        lambda: publish_draft(conference=slot.conference),
    )

    assert answers == ("done", "done")
    assert Slot.objects.get(release__number=1).starts_at == later


def test_release_of_a_draft_that_somebody_changed_while_another_looked_is_refused():
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00")
    conference, seen = slot.conference, Layout.of_draft(slot.conference).fingerprint

    answers = first_then_second(
        lambda: shift_slots(conference=conference, day=conference.starts_on.replace(day=28), by=timedelta(minutes=5)),
        lambda: publish_draft(conference=conference, seen=seen),
    )

    assert answers == ("done", "draft_changed")


def edit_a_session_while_somebody_publishes(slot: Slot) -> list[str]:
    """The admin locks the row, and saves it when the other one has begun."""
    is_locked = Event()

    def edit():
        with transaction.atomic():
            session = Session.objects.select_for_update(of=("self",)).get(pk=slot.session_id)
            is_locked.set()
            wait_until_somebody_waits(Future())
            session.save()

    def publish():
        assert is_locked.wait(PATIENCE)
        publish_draft(conference=slot.conference)

    return at_once(lambda: answer_to(edit), lambda: answer_to(publish))


def test_organizer_who_saves_a_session_and_publishing_do_not_stop_each_other_for_good():
    assert edit_a_session_while_somebody_publishes(make_slot("Raids", make_room("Hall A"))) == ["done", "done"]


def test_a_version_that_moved_when_a_release_begins_would_stop_one_of_them():
    """The control."""
    slot = make_slot("Raids", make_room("Hall A"))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER too_early AFTER INSERT ON conference_release FOR EACH STATEMENT EXECUTE FUNCTION move_site_version()"
        )
    try:
        assert sorted(edit_a_session_while_somebody_publishes(slot)) == ["busy", "done"]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER too_early ON conference_release")


def test_who_arranges_does_not_keep_others_from_writing_pages_of_the_conference():
    conference = make_slot("Raids", start="28 10:00").conference

    with transaction.atomic():
        shift_slots(conference=conference, day=conference.starts_on.replace(day=28), by=timedelta(minutes=5))
        assert impatient(lambda: make_page(conference=conference)) == "done"


def test_who_waits_too_long_is_told_to_try_again():
    slot = make_slot("Raids")

    with transaction.atomic():
        publish_draft(conference=slot.conference)
        assert impatient(lambda: publish_draft(conference=slot.conference)) == "busy"


def test_refusal_in_the_middle_leaves_nothing_behind():
    hall = make_room("Hall A")
    for title in ("Raids", "Work"):
        make_slot(title, hall, "28 10:00")

    with pytest.raises(ValidationError):
        publish_draft(conference=the_conference())

    assert (Release.objects.count(), Slot.objects.filter(release__isnull=False).count()) == (0, 0)
