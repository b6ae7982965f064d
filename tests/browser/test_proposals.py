"""People read proposals, find what changed, and take a draft along: without JavaScript, on a phone, on paper."""

from io import BytesIO

from playwright.sync_api import expect
from pypdf import PdfReader

STRATEGY = "/en/2007/proposals/strategy/"


def test_visitor_without_scripts_finds_a_proposal_and_what_changed_in_it(visit):
    page = visit("/en/2007/", scripts=False)
    page.locator(".menu summary").click()
    page.get_by_role("link", name="Campaign Proposals").first.click()
    page.locator(".proposals a").first.click()

    assert page.url.endswith(STRATEGY)
    page.get_by_role("link", name="See what changed").click()

    assert page.url.endswith("/changes/1-2/")
    expect(page.locator("ins").first).to_be_visible()
    page.get_by_role("link", name="As a list").click()
    expect(page.locator(".sentences li").nth(5)).to_be_visible()


def test_reader_chooses_two_drafts_with_a_plain_form(visit):
    page = visit(f"{STRATEGY}changes/1-2/list/", scripts=False)
    page.get_by_label("Older draft").select_option("2")
    page.get_by_label("Newer draft").select_option("1")
    page.get_by_role("button", name="Compare").click()

    assert page.url.endswith("/changes/1-2/list/")


def test_reader_goes_from_change_to_change_with_the_keyboard(visit):
    page = visit(f"{STRATEGY}changes/1-2/", scripts=False)
    link = page.get_by_role("link", name="Next change").first
    link.focus()
    page.keyboard.press("Enter")

    assert page.url.rpartition("#")[2] == link.get_attribute("href")[1:]
    target = page.locator(page.evaluate("location.hash")).bounding_box()
    assert target["y"] < 740


def test_reader_on_a_phone_goes_to_the_text_at_once(visit):
    page = visit(STRATEGY, scripts=False)
    jump = page.get_by_role("link", name="Read the text")
    assert jump.bounding_box()["y"] < 740
    jump.click()

    assert abs(page.locator(".part").first.bounding_box()["y"]) < 200


def test_contents_stay_in_sight_beside_the_text_on_a_wide_screen(visit):
    page = visit(f"{STRATEGY}#s5meets", width=1280, scripts=False)

    expect(page.get_by_role("link", name="Read the text")).not_to_be_visible()
    assert 0 <= page.locator("#contents").bounding_box()["y"] < 740


def test_two_drafts_stand_side_by_side_on_a_wide_screen_only(visit):
    wide = visit(f"{STRATEGY}changes/1-2/", width=1280, scripts=False)
    wide.get_by_role("link", name="Side by side").click()
    left, right = (one.bounding_box() for one in wide.locator(".two-heads").first.locator("p").all())
    assert (left["y"], left["x"] < right["x"]) == (right["y"], True)

    phone = visit(f"{STRATEGY}changes/1-2/side-by-side/", scripts=False)
    before, after = (one.bounding_box() for one in phone.locator(".two-heads").first.locator("p").all())
    assert (before["x"], before["y"] < after["y"]) == (after["x"], True)


def test_link_to_a_section_opens_the_draft_at_that_section(visit):
    page = visit(f"{STRATEGY}#s4walls", scripts=False)

    assert abs(page.locator("#s4walls").bounding_box()["y"]) < 200


def test_draft_on_paper_has_numbered_lines_and_says_where_it_comes_from(visit):
    page = visit(f"{STRATEGY}2/print/", scripts=False)
    sheets = PdfReader(BytesIO(page.pdf(format="Letter")))
    text = "\n".join(sheet.extract_text() for sheet in sheets.pages)

    assert 2 <= len(sheets.pages) <= 7
    assert f"1 / {len(sheets.pages)}" in sheets.pages[0].extract_text()
    assert "/en/2007/proposals/strategy/2/" in text
    assert "Menu" not in text
    page.emulate_media(media="print")
    expect(page.locator(".qr-code")).to_be_visible()
    assert page.locator(".line").last.get_attribute("data-line") == str(page.locator(".line").count())


def test_lines_on_paper_are_not_broken_again(visit):
    """What is one line for us is one line for the printer: else two people would count differently."""
    page = visit(f"{STRATEGY}2/print/", width=720, scripts=False)
    page.emulate_media(media="print")
    heights = page.eval_on_selector_all("p .line", "lines => lines.map(line => line.getClientRects()[0].height)")

    assert max(heights) < 1.5 * min(heights)
