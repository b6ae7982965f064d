"""The board as organizers use it: pick a session, press where it goes. Without a script, and whatever is sent."""

from datetime import UTC

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conference.admin.schedule.grid import Grid, cards_of_day
from conference.models import Session, Slot
from conference.schedule.layout import Layout
from conference.schedule.releasing import publish_draft
from nisn_site.models import User
from tests.html import elements, parse_strictly, text_of
from tests.makers import make_conference, make_organizer

from .makers import at, make_person, make_room, make_session, make_slot, the_conference
from .test_arranging import SATURDAY, draft

pytestmark = pytest.mark.django_db

BOARD = "/admin/conference/slot/board/2007/2007-07-28/"


def pick(thing: Slot | Session) -> str:
    return f"slot:{thing.key}:{thing.version}" if isinstance(thing, Slot) else f"session:{thing.pk}"


def press(desk, *, url=BOARD, **values) -> str:
    """Press a button; the words of the page that comes, which must be the board of a day again."""
    answer = desk.post(url, {"day": "", "time": "", "room": ""} | values, follow=True)
    assert answer.redirect_chain[0][1] == 302, text_of(answer.text)
    return text_of(answer.text)


def refused(desk, **values) -> str:
    before = draft()
    answer = desk.post(BOARD, values)
    assert answer.status_code == 422
    assert draft() == before
    return text_of(answer.text)


def place_here(room, words: str) -> str:
    moment = at(the_conference(), words).astimezone(UTC)
    return f"{room.pk if room else 0}@{moment:%Y-%m-%dT%H:%MZ}"


# -- moving -------------------------------------------------------------------------------------------------------


def test_picked_session_moves_to_the_free_place_that_is_pressed(desk):
    hall, yard = make_room("Hall A"), make_room("Yard")
    slot = make_slot("Raids", hall, "28 10:00", minutes=90)
    make_slot("Work", hall, "28 14:00")

    words = press(desk, pick=pick(slot), here=place_here(yard, "28 14:00"))

    assert draft() == [("Work", "Hall A", "28 14:00-15:00"), ("Raids", "Yard", "28 14:00-15:30")]
    assert "Moved: “Raids”, 14:00–15:30, Yard." in words


def test_every_free_place_of_the_page_can_be_pressed(desk):
    hall = make_room("Hall A")
    make_room("Yard")
    slot = make_slot("Raids", hall, "28 10:00")
    html = desk.get(BOARD).text
    places = [a["value"] for _n, a in elements(html, "button") if a.get("name") == "here"]

    assert len(places) == 3  # Hall A from 11:00 on, the yard from 10:00 and from 11:00 on
    for place in places:
        press(desk, pick=pick(slot), here=place)
        slot.refresh_from_db()
    assert [row[1:] for row in draft()] == [("Yard", "28 11:00-12:00")]


def test_session_without_a_time_gets_one_as_long_as_what_begins_then(desk):
    hall, session = make_room("Hall A"), make_session("New")
    for number in "12":
        make_slot(f"Work {number}", make_room(f"Room {number}"), "28 10:00", minutes=90)

    press(desk, pick=pick(session), here=place_here(hall, "28 10:00"))
    press(desk, pick=pick(make_session("Alone")), here=place_here(hall, "28 16:00"))

    assert [row for row in draft() if row[1] == "Hall A"] == [
        ("New", "Hall A", "28 10:00-11:30"),
        ("Alone", "Hall A", "28 16:00-17:00"),
    ]


def test_picked_session_swaps_with_another_one(desk):
    one, other = make_slot("Raids", make_room("Hall A"), "28 10:00"), make_slot("Work", make_room("Yard"), "28 14:00")

    words = press(desk, pick=pick(one), swap=pick(other))

    assert draft() == [("Work", "Hall A", "28 10:00-11:00"), ("Raids", "Yard", "28 14:00-15:00")]
    assert "Swapped: “Raids”, 14:00–15:00, Yard; “Work”, 10:00–11:00, Hall A." in words


def test_session_gets_longer_shorter_and_off_the_board(desk):
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00")

    for verb, rows in (
        ("longer", [("Raids", "Hall A", "28 10:00-11:15")]),
        ("shorter", [("Raids", "Hall A", "28 10:00-11:00")]),
        ("off", []),
    ):
        press(desk, pick=pick(slot), do=verb)
        assert draft() == rows
        slot = Slot.objects.first() or slot


@pytest.mark.parametrize(
    ("fields", "row"),
    [
        ({"time": "14:30"}, ("Raids", "Hall A", "28 14:30-15:30")),
        ({"room": "0"}, ("Raids", None, "28 10:00-11:00")),
        ({"day": "2007-07-29"}, ("Raids", "Hall A", "29 10:00-11:00")),
        ({"day": "2007-07-29", "time": "00:30"}, ("Raids", "Hall A", "30 00:30-01:30")),
    ],
    ids=str,
)
def test_session_moves_by_the_fields_and_an_empty_one_keeps_what_is(desk, fields, row):
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00")

    press(desk, pick=pick(slot), do="move", **fields)

    assert draft() == [row]


def test_session_without_a_time_is_placed_by_the_fields(desk):
    session, hall = make_session("New"), make_room("Hall A")
    assert "Write a time" in refused(desk, pick=pick(session), do="move", room=str(hall.pk))

    press(desk, pick=pick(session), do="move", time="09:00", room=str(hall.pk))

    assert draft() == [("New", "Hall A", "28 09:00-10:00")]


def test_session_made_longer_stays_chosen_to_be_made_longer_still(desk):
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00")
    board = "/admin/conference/slot/board/2007/2007-07-28/"

    longer = desk.post(board, {"pick": pick(slot), "do": "longer"})
    assert f'slot:{slot.key}:{slot.version + 1}" checked' in desk.get(longer.url).text

    moved = desk.post(board, {"pick": pick(Slot.objects.get()), "do": "move", "time": "14:00"})
    assert " checked" not in desk.get(moved.url).text


def test_move_is_in_the_history_of_the_conference(desk):
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00")
    press(desk, pick=pick(slot), do="longer")

    history = text_of(desk.get(f"/admin/conference/conference/{slot.conference_id}/history/").text)

    assert "Saved: “Raids”, 10:00–11:15, Hall A." in history


# -- clashes --------------------------------------------------------------------------------------------------------


def test_clash_is_told_on_top_on_both_cards_and_after_the_move(desk):
    ana, hall = make_person("Ana"), make_room("Hall A")
    make_slot("Raids", hall, "28 10:00", people=[ana])
    work = make_slot("Work", make_room("Hall B"), "28 14:00", people=[ana])

    words = press(desk, pick=pick(work), do="move", time="10:30")

    assert "1 clash. It must be solved before you can publish." in words
    assert "Ana, Saturday, July 28, 10:30–11:00: is needed in “Raids” and “Work” at the same time." in words
    assert words.count("Ana is in Hall A until 11:00 (“Raids”).") == 2  # on the card, and at the bottom
    assert "Ana is in Hall B from 10:30 (“Work”)." in words


def test_sessions_that_overlap_in_a_room_are_both_seen(desk):
    hall = make_room("Hall A")
    for title, start in (("Raids", "28 10:00"), ("Work", "28 10:30"), ("Later", "28 11:30")):
        make_slot(title, hall, start)

    html = desk.get(BOARD).text

    cells = [a for _n, a in elements(html, "td") if a["class"] == "taken"]
    assert [cell["rowspan"] for cell in cells] == ["3", "1"]  # 10:00, 10:30 and 11:00; 11:30
    assert [title in text_of(html) for title in ("Raids", "Work", "Later")] == [True] * 3


def test_rows_of_any_day_have_a_cell_for_every_room():
    """Cells that reach over several rows and those that do not add up, whatever overlaps."""
    rooms = [make_room(name) for name in ("A", "B", "C")]
    for number, (room, start, minutes) in enumerate(
        [(0, "10:00", 60), (0, "10:30", 60), (0, "10:30", 10), (1, "09:00", 600), (2, "10:45", 5), (0, "23:30", 90)]
    ):
        make_slot(f"Session {number}", rooms[room], f"28 {start}", minutes=minutes)
    conference = the_conference()
    placed = Layout.of_draft(conference).placed

    grid = Grid(conference, SATURDAY, rooms, cards_of_day(conference, SATURDAY, placed, {}, {}))

    covered = [0] * len(grid.rows)
    for number, row in enumerate(grid.rows):
        for cell in row.cells:
            for below in range(number, number + cell.rows):
                covered[below] += 1
    assert covered == [3] * len(grid.moments)
    assert sum(len(cell.cards) for row in grid.rows for cell in row.cells) == 6


# -- two at once, and nonsense ----------------------------------------------------------------------------------------


def test_second_organizer_is_told_where_the_session_is_now(desk):
    hall = make_room("Hall A")
    slot = make_slot("Raids", hall, "28 10:00")
    seen = pick(slot)
    press(desk, pick=seen, do="longer")

    words = refused(desk, pick=seen, here=place_here(hall, "28 16:00"))

    assert (
        "“Raids” was changed since you opened this page. It is now on Saturday, July 28, 10:00–11:15, Hall A." in words
    )


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Press one of the buttons."),
        ({"do": "fly"}, "Press one of the buttons."),
        ({"do": "longer"}, "Choose a session first"),
        ({"do": "move"}, "Choose a session first"),
        ({"swap": "x"}, "Choose a session first"),
        ({"pick": "session:999999", "here": "0@2007-07-28T10:00Z"}, "not here any more"),
        ({"pick": "slot:00000000-0000-0000-0000-000000000000:1", "do": "off"}, "took this session off the board"),
        ({"pick": "slot:00000000-0000-0000-0000-000000000000:1", "do": "move"}, "took this session off the board"),
        ({"pick": "slot:zzz:1", "do": "off"}, "Choose a session first"),
        ({"pick": "session:" + "9" * 30, "here": "0@2007-07-28T10:00Z"}, "Choose a session first"),
        ({"pick": "session:1", "here": "0@2007-13-41T10:00Z"}, "Press one of the buttons."),
        ({"pick": "session:1", "here": "99999@2007-07-28T10:00Z"}, "This room is not here any more."),
        ({"pick": "session:1", "do": "move", "time": "25:99"}, "Write the time like 14:30."),
        ({"pick": "session:1", "do": "move", "time": "10:00+05:00"}, "write the time like 14:30."),
        ({"pick": "session:1", "do": "move", "time": "10:00", "day": "9999-12-31"}, "Choose one of the days"),
        ({"pick": "session:1", "do": "move", "time": "10:00", "room": "²"}, "This room is not here any more."),
        ({"pick": "\u202e😀", "do": "off"}, "Choose a session first"),
    ],
    ids=str,
)
def test_nonsense_is_answered_in_words_and_changes_nothing(desk, sent, words):
    make_slot("Raids", make_room("Hall A"))

    assert words in refused(desk, **sent)


def test_room_of_another_conference_is_refused_in_words(desk):
    slot = make_slot("Raids", make_room("Hall A"))
    room = make_room("Room 1", conference=make_conference(slug="2009"))

    assert "This room is not here any more." in refused(desk, pick=pick(slot), do="move", room=str(room.pk))


@pytest.mark.parametrize("day", ["2007-07-32", "yesterday", "9999-12-31", "0001-01-01", "2007-07-28T10:00", "²"])
def test_board_of_no_day_is_not_found(desk, day):
    the_conference()

    assert desk.get(f"/admin/conference/slot/board/2007/{day}/").status_code == 404


def test_board_opens_only_for_organizers_who_may_change_it(client):
    the_conference()
    assert client.get(BOARD).status_code == 302

    helper = make_organizer(email="ben@example.org")
    User.objects.filter(pk=helper.pk).update(is_superuser=False)
    client.force_login(helper)
    assert client.get(BOARD).status_code == 403


# -- the page ---------------------------------------------------------------------------------------------------------


def test_board_without_a_day_opens_on_the_first_one(desk):
    the_conference()

    for url in ("/admin/conference/slot/board/", "/admin/conference/slot/board/2007/"):
        assert desk.get(url, follow=True).redirect_chain[-1][0] == "/admin/conference/slot/board/2007/2007-07-27/"


def test_empty_board_says_what_to_do_first(desk):
    the_conference()

    words = text_of(desk.get(BOARD).text)

    assert "There are no rooms yet. Add a room" in words
    assert "Nothing is published yet." in words


def test_many_rooms_are_shown_a_part_at_a_time(desk):
    for number in range(14):
        make_room(f"Room {number}")
    html = desk.get(BOARD + "?rooms=2").text

    assert "Rooms, part 2" in text_of(html)
    assert [name in html for name in (">Room 11<", ">Room 12<")] == [True, True]  # in the list of rooms, too
    assert len([1 for _n, a in elements(html, "th") if a.get("scope") == "col"]) == 3


def test_song_after_midnight_is_on_the_board_of_the_evening_before(desk):
    make_slot("Song", make_room("Yard"), "29 00:30")

    assert "Song" in text_of(desk.get(BOARD).text)
    assert "Song" not in text_of(desk.get(BOARD.replace("28/", "29/")).text)


def test_board_costs_the_same_queries_with_one_and_thirty_sessions(desk):
    make_slot("Raids", make_room("Hall A"), people=[make_person("Ana")])
    publish_draft(conference=the_conference())
    desk.get(BOARD)
    with CaptureQueriesContext(connection) as with_one:
        desk.get(BOARD)
    for number in range(30):
        make_slot(f"Session {number}", make_room(f"Room {number}"), people=[make_person(f"Person {number}")])
        make_session(f"Waiting {number}")

    with CaptureQueriesContext(connection) as with_thirty:
        desk.get(BOARD)

    assert len(with_thirty) == len(with_one) <= 14


def test_difference_from_what_readers_see_is_marked(desk):
    hall = make_room("Hall A")
    moved, note = make_slot("Raids", hall, "28 10:00"), make_slot("Work", hall, "28 12:00")
    publish_draft(conference=the_conference())
    assert "Readers see exactly this: Release 1." in text_of(desk.get(BOARD).text)
    Slot.objects.filter(pk=moved.pk).update(starts_at=at(the_conference(), "28 09:00"))
    Slot.objects.filter(pk=note.pk).update(note="Bring chairs")
    make_slot("Song", hall, "28 20:00")

    html = desk.get(BOARD).text

    assert "The draft differs from Release 1: 3 changes are not published." in text_of(html)
    assert html.count('<span class="mark">') == 3


def test_markup_of_the_board_is_valid(desk):
    hall = make_room("Hall & <A>")
    make_slot("<b>Raids</b>", hall, "28 10:00", people=[make_person("Ana")], note="Bring chairs")
    make_slot("Work", hall, "28 10:30")
    make_slot("Song", None, "28 20:00", cancelled=True)
    make_session("Waiting")
    html = desk.get(BOARD).text

    parse_strictly(html)
    assert "<b>Raids</b>" not in html
    board = html.partition("<form method=")[2].partition("</form>")[0]
    nameless = [a["value"] for _n, a in elements(board, "button") if "aria-label" not in a]
    assert nameless == ["move", "off"]  # which say what they do


def test_page_of_a_stranger_shows_nothing():
    make_slot("Secret plan", make_room("Hall A"))

    assert "Secret plan" not in Client().get(BOARD, follow=True).text
