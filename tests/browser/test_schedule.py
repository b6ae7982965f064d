"""People read the schedule: without JavaScript, on a phone, without a network, on paper."""

from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

SCHEDULE = "/en/2007/schedule/"


def test_visitor_without_scripts_finds_a_named_session_in_two_taps(visit):
    page = visit("/en/2007/", scripts=False)
    page.get_by_role("link", name="See the schedule").click()
    page.get_by_role("link", name="Stop raids: build a phone tree that works at night").click()

    facts = page.locator(".facts").inner_text()
    assert "Room 101" in facts
    assert "Friday, July 27, 10:45 a.m. to 12:15 p.m." in facts


def test_visitor_without_scripts_filters_and_makes_a_list(visit):
    page = visit(SCHEDULE, scripts=False)
    page.locator(".filters summary").click()
    page.get_by_label("Language", exact=True).select_option("ar")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".slot-title")).to_have_text(["A movement of many peoples"])

    page.get_by_role("link", name="My list").click()
    page.get_by_label("A movement of many peoples").check()
    page.get_by_label("March for dignity").check()
    page.get_by_role("button", name="Make my list").click()
    expect(page.locator(".slot-title")).to_have_text(["A movement of many peoples", "March for dignity"])


def test_stars_make_the_same_list_and_stay_on_this_phone(visit):
    page = visit(f"{SCHEDULE}days/2007-07-28/")
    star = page.get_by_role("button", name="Put on my list: March for dignity")
    star.click()

    assert star.get_attribute("aria-pressed") == "true"
    page.reload()
    assert page.get_by_role("button", name="Put on my list: March for dignity").get_attribute("aria-pressed") == "true"
    page.get_by_role("link", name="My list (1)").click()
    assert page.url.endswith("/my-list/?pick=march")
    assert page.context.cookies() == []


def test_list_on_this_phone_grows_and_is_not_replaced_by_somebody_elses(visit):
    page = visit(f"{SCHEDULE}days/2007-07-28/")
    page.get_by_role("button", name="Put on my list: March for dignity").click()
    page.goto(f"{SCHEDULE}sessions/opening/")
    page.get_by_role("link", name="Put on my list").click()
    page.wait_for_url("**/my-list/?pick=march,opening")

    page.goto(f"{SCHEDULE}my-list/?pick=songs")  # a friend's
    expect(page.locator(".slot-title")).to_have_text(["Songs and stories"])
    page.goto(SCHEDULE)
    expect(page.get_by_role("link", name="My list (2)")).to_be_visible()

    page.goto(f"{SCHEDULE}my-list/")  # leads to one's own
    page.wait_for_url("**/my-list/?pick=march,opening")
    page.get_by_label("Welcome and opening circle").uncheck()
    page.get_by_role("button", name="Make my list").click()
    page.wait_for_url("**/my-list/?pick=march")
    page.goto(SCHEDULE)
    page.get_by_role("button", name="Put on my list: March for dignity").click()
    assert page.evaluate("localStorage.length") == 0


def test_what_is_on_is_marked_while_the_page_is_open(visit):
    page = visit("about:blank")
    page.clock.install(time="2007-07-27T14:40:00Z")  # 10:40 in Richmond
    page.goto(f"{SCHEDULE}days/2007-07-27/")
    expect(page.locator(".now:visible")).to_have_count(0)

    page.clock.run_for(10 * 60_000)
    now = page.locator(".slot:has(.now:visible) .slot-title").all_inner_texts()
    assert now == [
        "Stop raids: build a phone tree that works at night",
        "Day labor centers and stolen wages",
        "Hold the candidates of 2008 to account",
    ]


def test_kept_schedule_opens_without_a_network_and_says_since_when(visit):
    page = visit(SCHEDULE)
    page.get_by_role("button", name="Keep on this phone").click()
    page.get_by_text("Kept. You can open the schedule without a network now.").wait_for()
    page.context.set_offline(True)

    page.goto(f"{SCHEDULE}days/2007-07-28/")
    expect(page.get_by_text("This page was saved here:")).to_be_visible()
    assert any(digit in page.locator("[data-kept-since]").inner_text() for digit in "0123456789")
    page.goto("/en/2007/travel/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("figure.picture img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    expect(page.get_by_text("This page was saved here:")).to_be_visible()
    page.goto(f"{SCHEDULE}sessions/opening/")
    assert page.get_by_role("heading", level=1).inner_text() == "Welcome and opening circle"
    page.goto(f"{SCHEDULE}now/")  # is not kept, since it would be wrong soon: the schedule comes instead
    assert page.get_by_role("heading", level=1).inner_text() == "Conference Schedule"

    page.context.set_offline(False)
    page.goto(SCHEDULE)
    page.evaluate("localStorage.setItem('kept-release /en/2007/', '1')")  # as on a phone that has an earlier one
    page.reload()
    newest = "localStorage.getItem('kept-release /en/2007/') === '2'"
    page.evaluate(f"new Promise(done => {{ const look = () => {newest} ? done() : setTimeout(look, 50); look(); }})")
    page.get_by_role("button", name="Remove from this phone").click()
    page.get_by_text("Removed, together with your list.").wait_for()
    assert page.evaluate("caches.has('kept-pages')") is False


def test_nothing_is_kept_before_somebody_asks(visit):
    page = visit(SCHEDULE)

    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(("path", "most"), [("print/", 4), ("rooms/room-101/", 3), ("sessions/opening/", 2)])
def test_paper_is_short(visit, path, most):
    page = visit(SCHEDULE + path)
    pages = PdfReader(BytesIO(page.pdf(format="Letter"))).pages

    assert 1 <= len(pages) <= most


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_pocket_print_fits_both_sides_of_a_sheet_and_begins_below_its_head(visit, paper):
    pages = PdfReader(BytesIO(visit(f"{SCHEDULE}print/").pdf(format=paper))).pages

    assert len(pages) <= 2
    assert "Friday, July 27" in pages[0].extract_text()
    assert "Closing circle" in pages[-1].extract_text()


def test_door_sheet_and_pocket_print_lead_back_by_a_code(visit):
    for path in ("print/", "rooms/room-101/"):
        page = visit(SCHEDULE + path)
        page.emulate_media(media="print")
        expect(page.locator(".paper-code svg")).to_be_visible()


def test_participant_without_scripts_sees_the_free_times(visit):
    page = visit(f"{SCHEDULE}open-space/", scripts=False)

    expect(page.locator(".slot")).to_have_count(3)
