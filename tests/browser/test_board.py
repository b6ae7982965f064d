"""Organizers arrange and publish a schedule: on a phone without a script, with the keyboard alone, and by dragging."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import STOCK_ADMIN, VARIANTS, violations
from tests.browser.test_layout import WIDER
from tests.browser.test_network import listen
from tests.conference.schedule.makers import make_person, make_room, make_session, place
from tests.makers import make_conference

BOARD = "/admin/conference/slot/board/2031/2031-07-28/"
PAGES = [
    BOARD,
    *(f"/admin/conference/slot/board/2031/{name}/" for name in ("publish", "releases", "releases/1", "days")),
]


@pytest.fixture(scope="module", autouse=True)
def schedule(site, django_db_blocker):
    """A conference with two rooms, three sessions on the board and one without a time; committed, as the server needs it."""
    from conference.models import Session
    from conference.schedule.releasing import publish_draft

    with django_db_blocker.unblock():
        conference = make_conference(slug="2031", is_public=False)
        hall, yard = (make_room(name, conference=conference, capacity=40) for name in ("Hall A", "Yard"))
        ana = make_person("Ana", conference=conference)
        sessions = {
            title: make_session(title, conference=conference, people=[ana] if title != "Lunch" else [])
            for title in ("Raids", "Work", "Lunch", "Waiting")
        }
        for title, room, start in (
            ("Raids", hall, "28 10:00"),
            ("Work", yard, "28 14:00"),
            ("Lunch", yard, "28 12:00"),
        ):
            place(sessions[title], room, start)
        publish_draft(conference=conference)
        Session.objects.filter(conference=conference, title="Raids").update(expected_people=60)


@pytest.fixture
def sign_in(sign_in):
    """Leads on to the board."""

    def sign_in_at_the_board(**options):
        page = sign_in(**options)
        page.goto(BOARD)
        return page

    return sign_in_at_the_board


def card(page, title: str):
    return page.locator(f"td .card:has(.title:text-is('{title}'))")


def hours_of(page, title: str) -> str:
    return card(page, title).locator(".hours").inner_text()


def test_session_is_moved_on_a_phone_without_a_script(sign_in):
    page = sign_in(scripts=False)
    page.get_by_role("radio", name="Lunch").check()
    page.get_by_label("From", exact=True).fill("12:30")
    page.get_by_role("button", name="Move", exact=True).click()

    assert page.locator(".told").inner_text() == "Moved: “Lunch”, 12:30–13:30, Yard."
    assert hours_of(page, "Lunch") == "12:30–13:30"


def test_session_is_moved_with_the_keyboard_alone(sign_in):
    page = sign_in(width=1280)

    page.get_by_role("radio", name="Waiting").focus()
    page.keyboard.press("Space")
    assert page.locator("output").inner_text() == "Waiting"
    page.get_by_role("button", name="Put it here: Hall A, 14:00").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#slot-*")

    # Ana leads both, so the page says so next to both and at the bottom.
    assert page.locator(".told .warning").inner_text() == "Look: Ana is in Yard until 15:00 (“Work”)."
    assert "Ana is in Hall A until 15:00 (“Waiting”)." in card(page, "Work").inner_text()
    page.get_by_role("radio", name="Waiting").check()
    page.get_by_role("button", name="Take off").click()
    page.locator(".waiting .card", has_text="Waiting").wait_for()


def test_session_is_dragged_to_a_free_place_and_onto_another_one(sign_in):
    page = sign_in(width=1280, height=1600)  # nothing has to scroll
    before = hours_of(page, "Work")

    card(page, "Raids").drag_to(page.get_by_role("button", name=f"Put it here: Hall A, {before[:5]}"))
    page.wait_for_url("**#slot-*")
    assert hours_of(page, "Raids") == before

    card(page, "Work").drag_to(card(page, "Lunch"))
    page.locator(".told", has_text="Swapped: “Work”").wait_for()


def test_publishing_shows_the_changes_and_the_earlier_release_comes_back(sign_in):
    page = sign_in(scripts=False)
    page.get_by_role("radio", name="Lunch").check()
    page.get_by_label("Day", exact=True).select_option("2031-07-29")
    page.get_by_role("button", name="Move", exact=True).click()

    page.get_by_role("link", name="Publish").first.click()
    assert "Moved: now Tuesday, July 29" in page.locator(".changes").inner_text()
    page.get_by_role("button", name="Publish for everybody").click()
    expect(page.get_by_text("Release 2").first).to_be_visible()

    page.goto(PAGES[3])
    page.get_by_role("button", name="Publish it again").click()
    assert "It brought back Release 1." in page.locator("#content-main").inner_text()


@pytest.mark.parametrize("path", PAGES)
def test_page_is_for_everybody_keeps_the_policy_and_fits(sign_in, path):
    page = sign_in(bypass_csp=True)
    found = {}
    for width, scheme in VARIANTS:
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(path)
        sideways = page.evaluate(WIDER)
        found[width, scheme] = [
            *violations(page, apart=STOCK_ADMIN),
            *([f"{sideways} px too wide"] if sideways > 0 else []),
        ]
    assert {variant: faults for variant, faults in found.items() if faults} == {}

    strict = sign_in()
    heard = listen(strict)
    strict.goto(path)
    assert heard["errors"] == []
