"""Deeds on the draft: one slot, many slots, the frame of another conference."""

from datetime import date, timedelta

import pytest

from conference.models import Room, Session, Slot
from conference.schedule.arranging import (
    Opened,
    change_slot,
    lengthen_slot,
    move_slot,
    place_session,
    swap_slots,
    unschedule,
)  # fmt: skip
from conference.schedule.copying import copy_frame
from conference.schedule.releasing import publish_draft
from conference.schedule.whole_days import copy_day, put_back, reset_draft, shift_slots
from tests.campaigns.makers import refusal
from tests.makers import make_conference, translate

from .makers import at, make_person, make_room, make_session, make_slot, make_topic, place, the_conference

pytestmark = pytest.mark.django_db

SATURDAY, SUNDAY = date(2007, 7, 28), date(2007, 7, 29)


def draft(conference=None) -> list[tuple[str, str | None, str]]:
    """Title, room, start and end of the draft, in order."""
    conference = conference or the_conference()
    return [
        (
            one.session.title,
            one.room and one.room.name,
            f"{one.starts_at.astimezone(conference.zone):%d %H:%M}-{one.ends_at.astimezone(conference.zone):%H:%M}",
        )
        for one in Slot.objects.draft().filter(conference=conference).select_related("session", "room").in_order()
    ]


def opened(slot: Slot) -> Opened:
    return Opened(slot.key, slot.version)


def test_session_gets_a_time_and_a_second_one():
    session, hall = make_session("Raids"), make_room("Hall A")
    for start, end in (("28 10:00", "28 11:00"), ("29 10:00", "29 11:30")):
        times = {"starts_at": at(the_conference(), start), "ends_at": at(the_conference(), end)}
        place_session(session=session, room=hall, **times)

    assert draft() == [("Raids", "Hall A", "28 10:00-11:00"), ("Raids", "Hall A", "29 10:00-11:30")]


def test_slot_moves_and_stays_as_long_as_it_is():
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00", minutes=90)
    start = at(the_conference(), "29 14:00")

    move_slot(conference=slot.conference, opened=opened(slot), room=make_room("Yard"), starts_at=start)

    assert draft() == [("Raids", "Yard", "29 14:00-15:30")]


def test_slots_swap_and_stay_as_long_as_they_are():
    one = make_slot("Raids", make_room("Hall A"), "28 10:00", minutes=90)
    other = make_slot("Work", make_room("Yard"), "28 14:00", minutes=60)

    swap_slots(conference=one.conference, one=opened(one), other=opened(other))

    assert draft() == [("Work", "Hall A", "28 10:00-11:00"), ("Raids", "Yard", "28 14:00-15:30")]


def test_slot_gets_longer_and_shorter():
    slot = make_slot("Raids", None, "28 10:00", minutes=60)

    slot = lengthen_slot(conference=slot.conference, opened=opened(slot), by=timedelta(minutes=15))
    lengthen_slot(conference=slot.conference, opened=opened(slot), by=timedelta(minutes=-30))

    assert draft() == [("Raids", None, "28 10:00-10:45")]


def test_slot_cannot_shrink_to_nothing_or_grow_over_a_day():
    slot = make_slot(minutes=15)

    for minutes, rule in ((-15, "slot_ends_after_it_starts"), (24 * 60, "slot_lasts_a_day_at_most")):
        by = timedelta(minutes=minutes)
        assert refusal(lengthen_slot, conference=slot.conference, opened=opened(slot), by=by) == [rule]


def test_session_taken_off_the_board_is_unscheduled():
    slot = make_slot("Raids")
    assert not Session.objects.unscheduled().exists()

    unschedule(conference=slot.conference, opened=opened(slot))

    assert [session.title for session in Session.objects.unscheduled()] == ["Raids"]
    Session.objects.update(is_set_aside=True)
    assert not Session.objects.unscheduled().exists()


def test_second_of_two_edits_is_told_where_the_slot_is_now():
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00")
    seen = opened(slot)
    change_slot(conference=slot.conference, opened=seen, starts_at=at(the_conference(), "28 09:00"))

    assert refusal(change_slot, conference=slot.conference, opened=seen, note="Bring chairs") == ["edit_conflict"]
    assert refusal(unschedule, conference=slot.conference, opened=seen) == ["edit_conflict"]
    assert draft() == [("Raids", "Hall A", "28 09:00-11:00")]


def test_slot_that_somebody_took_away_is_gone():
    slot = make_slot("Raids")
    unschedule(conference=slot.conference, opened=opened(slot))

    assert refusal(unschedule, conference=slot.conference, opened=opened(slot)) == ["slot_is_gone"]


def test_slot_of_a_release_cannot_be_arranged():
    slot = make_slot("Raids")
    key, release = slot.key, publish_draft(conference=slot.conference)
    unschedule(conference=slot.conference, opened=opened(slot))

    published = release.slots.get()
    assert refusal(unschedule, conference=slot.conference, opened=Opened(key, published.version)) == ["slot_is_gone"]


def test_room_of_another_conference_is_refused():
    slot, elsewhere = make_slot("Raids"), make_conference(slug="2009")
    room = make_room("Room 1", conference=elsewhere)

    answer = refusal(move_slot, conference=slot.conference, opened=opened(slot), room=room, starts_at=slot.starts_at)

    assert answer == ["slot_room_of_its_conference"]


def test_text_that_is_too_long_is_refused_with_its_field():
    slot = make_slot("Raids")

    with pytest.raises(Exception, match="at most 190") as caught:
        change_slot(conference=slot.conference, opened=opened(slot), note="x" * 191)

    assert set(caught.value.error_dict) == {"note"}


# -- many slots ---------------------------------------------------------------------------------------------------


def test_day_is_shifted_from_a_moment_on():
    hall = make_room("Hall A")
    for title, start in (("Raids", "28 10:00"), ("Work", "28 11:00"), ("Song", "29 00:30"), ("March", "29 10:00")):
        make_slot(title, hall, start, minutes=30)
    since = at(the_conference(), "28 11:00")

    count = shift_slots(conference=the_conference(), day=SATURDAY, by=timedelta(minutes=20), since=since)

    assert count == 2
    assert [when for _title, _room, when in draft()] == [
        "28 10:00-10:30", "28 11:20-11:50", "29 00:50-01:20", "29 10:00-10:30"
    ]  # fmt: skip


def test_one_room_is_shifted_alone():
    hall, yard = make_room("Hall A"), make_room("Yard")
    for room in (hall, yard):
        make_slot(f"In {room.name}", room, "28 10:00")

    shift_slots(conference=the_conference(), day=SATURDAY, by=timedelta(minutes=-5), room=yard)

    assert draft() == [("In Yard", "Yard", "28 09:55-10:55"), ("In Hall A", "Hall A", "28 10:00-11:00")]


def test_shift_makes_what_others_have_open_out_of_date():
    slot = make_slot("Raids")
    shift_slots(conference=the_conference(), day=SATURDAY, by=timedelta(minutes=5))

    assert refusal(unschedule, conference=slot.conference, opened=opened(slot)) == ["edit_conflict"]


@pytest.mark.parametrize("minutes", [0, 721, -721, 10**9])
def test_shift_has_its_limits(minutes):
    conference = the_conference()
    by = timedelta(minutes=minutes)

    assert refusal(shift_slots, conference=conference, day=SATURDAY, by=by) == ["shift_too_far"]


def test_day_is_used_again_at_the_same_clock_times_and_never_doubled():
    atrium = make_room("Atrium")
    make_slot("Lunch", atrium, "28 12:00").session.__class__.objects.update(kind="meal")
    make_slot("Raids", make_room("Hall A"), "28 10:00")
    make_slot("Cancelled", atrium, "28 18:00", cancelled=True)

    for _press in "12":
        copy_day(conference=the_conference(), source=SATURDAY, target=SUNDAY, kinds={"meal"})

    assert [row for row in draft() if row[2].startswith("29")] == [("Lunch", "Atrium", "29 12:00-13:00")]
    assert refusal(copy_day, conference=the_conference(), source=SUNDAY, target=SUNDAY) == ["same_day"]


def test_day_copied_across_a_change_of_the_clocks_keeps_its_clock_times():
    conference = make_conference(
        slug="2026", starts_on=date(2026, 3, 28), ends_on=date(2026, 3, 29), time_zone="Europe/Berlin"
    )
    make_slot("Lunch", None, "28 12:00")

    [copy] = copy_day(conference=conference, source=date(2026, 3, 28), target=date(2026, 3, 29))

    assert f"{copy.starts_at.astimezone(conference.zone):%d %H:%M}" == "29 12:00"
    assert copy.starts_at - Slot.objects.earliest("starts_at").starts_at == timedelta(hours=23)


def test_slot_goes_back_to_where_it_is_published():
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00")
    publish_draft(conference=slot.conference)
    slot = move_slot(
        conference=slot.conference, opened=opened(slot), room=None, starts_at=at(the_conference(), "29 10:00")
    )

    put_back(conference=slot.conference, key=slot.key)
    assert draft() == [("Raids", "Hall A", "28 10:00-11:00")]

    slot.refresh_from_db()
    unschedule(conference=slot.conference, opened=opened(slot))
    assert put_back(conference=slot.conference, key=slot.key).key == slot.key
    assert draft() == [("Raids", "Hall A", "28 10:00-11:00")]


def test_slot_that_was_never_published_has_nowhere_to_go_back_to():
    slot = make_slot("Raids")

    assert refusal(put_back, conference=slot.conference, key=slot.key) == ["never_published"]


def test_draft_goes_back_to_a_release():
    hall = make_room("Hall A")
    raids, work = make_slot("Raids", hall, "28 10:00"), make_slot("Work", hall, "28 11:00")
    release = publish_draft(conference=raids.conference)
    before, keys = draft(), set(Slot.objects.draft().values_list("key", flat=True))
    move_slot(conference=raids.conference, opened=opened(raids), room=None, starts_at=raids.starts_at)
    unschedule(conference=work.conference, opened=opened(work))
    make_slot("New")

    assert reset_draft(release=release) == 2

    assert draft() == before
    assert set(Slot.objects.draft().values_list("key", flat=True)) == keys


# -- the frame of another conference ------------------------------------------------------------------------------


def test_frame_of_the_last_conference_comes_at_the_same_clock_times():
    last = the_conference()
    atrium = make_room("Atrium", capacity=80)
    translate(atrium, "es", name="Atrio")
    lunch = make_session("Lunch", kind="meal", topic=make_topic("Food"), people=[make_person("Ana")])
    place(lunch, atrium, "27 12:00")
    place(lunch, atrium, "28 12:00")
    make_slot("Raids", make_room("Hall A"), "28 10:00")
    berlin = make_conference(
        slug="2026", starts_on=date(2026, 3, 28), ends_on=date(2026, 3, 29), time_zone="Europe/Berlin"
    )

    for _press in "12":
        copy_frame(source=last, target=berlin)

    assert draft(berlin) == [("Lunch", "Atrium", "28 12:00-13:00"), ("Lunch", "Atrium", "29 12:00-13:00")]
    [room, _hall] = Room.objects.filter(conference=berlin).in_order()
    assert (room.capacity, room.guid) == (80, atrium.guid)
    assert room.translations.get().text == "Atrio"
    [copy] = berlin.sessions.all()
    assert (copy.topic.name, copy.guid != lunch.guid, copy.people.count()) == ("Food", True, 0)
    first, second = Slot.objects.filter(conference=berlin).in_order()
    assert second.starts_at - first.starts_at == timedelta(hours=23)


def test_frame_is_not_copied_from_itself():
    conference = the_conference()

    assert refusal(copy_frame, source=conference, target=conference) == ["same_conference"]
