"""The organizers' pages about a schedule: any address, and any value in any field, is answered in words."""

import pytest

from conference.models import Release, Session, Slot
from conference.schedule.releasing import publish_draft
from tests.conference.schedule.makers import make_person, make_room, make_session, make_slot, the_conference

from .attack import faults, form, spread
from .corpus import SHARP, of

PLACE = "/admin/conference/slot/board/2007/"
VALUES = [*SHARP, *of("numbers")]


@pytest.fixture(autouse=True)
def schedule(site):
    make_slot("Raids", make_room("Hall A"), "28 10:00", people=[make_person("Ana")])
    make_session("Waiting")
    publish_draft(conference=the_conference())


def turns(values: list, places: tuple[str, ...]):
    """Each value in one place, in turn: all values and all places meet somebody, in a fraction of the time."""
    return [(value, places[number % len(places)]) for number, value in enumerate(values)]


def sent(values: dict, value, field: str) -> dict:
    return form(values | {field: value.text.replace("\x00", "")})


def test_pages_survive_any_address(desk):
    pages = ("{}/", "slot/{}/", "session/{}/", "releases/{}/", "2007-07-28/?rooms={}", "session/1/?day={}")
    attacks = [attack for value, page in turns(VALUES, pages) for attack in spread([value], PLACE + page)]

    assert faults(desk, [*attacks, *spread(SHARP[:5], PLACE + "../{}/")]) == []


def test_board_survives_any_value_of_a_field(desk):
    slot = Slot.objects.draft().get()
    pressed = {
        "pick": f"slot:{slot.key}:{slot.version}",
        "do": "move",
        "day": "2007-07-28",
        "time": "10:00",
        "room": "",
    }
    for value, field in turns(VALUES, ("pick", "here", "swap", "do", "day", "time", "room")):
        assert faults(desk, [(value, f"{PLACE}2007-07-28/")], method="POST", **sent(pressed, value, field)) == []


def test_page_of_a_slot_survives_any_value_of_a_field(desk):
    slot, session = Slot.objects.draft().get(), Session.objects.get(title="Waiting")
    fields = {
        "day": "2007-07-28",
        "starts": "10:00",
        "ends": "11:00",
        "room": "",
        "note": "",
        "opened": "1",
        "do": "save",
    }
    pages = (f"slot/{slot.key}/", f"session/{session.pk}/")
    for number, (value, field) in enumerate(turns(SHARP, tuple(fields))):
        page = PLACE + pages[number // len(fields) % 2]
        assert faults(desk, [(value, page)], method="POST", **sent(fields, value, field)) == []


def test_tools_for_whole_days_survive_any_value(desk):
    fields = ("day", "minutes", "direction", "since", "room", "source", "target", "kinds")
    for value, tool in turns(VALUES, ("shift", "day", "frame")):
        posted = {"do": tool} | {f"{tool}-{name}": value.text.replace("\x00", "") for name in fields}
        assert faults(desk, [(value, f"{PLACE}days/")], method="POST", **form(posted)) == []


def test_publishing_survives_any_value_of_a_field(desk):
    fields = {"note": "", "seen": "", "do": "again"}
    pages = ("publish/", "publish/", "releases/1/", "releases/")
    for number, (value, field) in enumerate(turns(SHARP, tuple(fields))):
        Slot.objects.draft().update(note=f"changed {number}")
        page = PLACE + pages[number % len(pages)]
        assert faults(desk, [(value, page)], method="POST", **sent(fields, value, field)) == []
    assert Release.objects.filter(published_at=None).count() == 0
