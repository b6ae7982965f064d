"""The conference as people in the hall use it: on a phone without JavaScript, on the projector, on one sheet of paper."""

from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

FLOOR = "/en/2007/floor/"


def put_up(desk, number: str = "") -> None:
    """The organizer changes what the projector shows."""
    desk.goto("/admin/campaigns/proposal/")
    desk.get_by_role("link", name="2007–2008 Strategic").click()
    desk.get_by_role("link", name="At the conference").click()
    token = desk.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
    address = desk.url.replace("/hall/", "/put/")
    form = {"csrfmiddlewaretoken": token} | ({"amendment": number} if number else {})
    desk.request.post(address, form=form, headers={"referer": desk.url})


def test_visitor_without_scripts_goes_from_the_main_page_to_a_point_and_back_to_the_first_draft(visit):
    page = visit("/en/2007/", scripts=False)
    page.get_by_role("link", name="What we agreed on").click()
    expect(page.locator(".point")).to_have_count(9)

    page.get_by_role("link", name="Stop raids, detention and deportation").click()
    assert page.url.endswith("/en/2007/unity/3/")
    page.locator(".chain").get_by_role("link", name="July 4, 2007 Draft").click()
    page.locator("#step-1").get_by_role("link", name="A-5").click()

    assert page.url.endswith("/proposals/strategy/amendments/5/")
    expect(page.locator("ins").first).to_be_visible()
    expect(page.get_by_text("41 for, 3 against, 2 abstained.")).to_be_visible()


def test_projector_shows_what_is_put_up_after_a_press_of_its_link_and_needs_no_script(visit, desk):
    put_up(desk)
    page = visit(FLOOR, width=1280, scripts=False)
    expect(page.get_by_role("heading", name="Nothing is put to the vote")).to_be_visible()

    put_up(desk, "5")
    page.get_by_role("link", name="Show what is new").click()

    expect(page.get_by_role("heading", name="A-5")).to_be_visible()
    assert page.locator(".verdict-word").inner_text().lower() == "adopted"


def test_projector_keeps_itself_up_to_date_when_asked_to_and_stops_when_asked_to(visit, desk):
    put_up(desk, "4")
    page = visit(FLOOR, width=1280)
    page.get_by_role("button", name="Keep this page up to date").click()

    put_up(desk, "5")
    page.get_by_role("heading", name="A-5").wait_for()
    assert page.url.endswith("#live")
    page.get_by_role("button", name="Stop keeping it up to date").click()

    assert not page.url.endswith("#live")
    expect(page.get_by_role("button", name="Keep this page up to date")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "paper"),
    [("/en/2012/unity/sheet/es/", "Letter"), ("/es/2007/unity/sheet/en/", "A4"), ("/en/2007/unity/", "Letter")],
)
def test_points_fit_on_one_sheet(visit, path, paper):
    page = visit(path, scripts=False)
    [sheet] = PdfReader(BytesIO(page.pdf(format=paper))).pages

    assert path.split("sheet")[0] in sheet.extract_text().replace("/es/", path[:4])


def test_amendments_on_paper_are_whole_and_named(visit):
    page = visit("/en/2007/proposals/strategy/amendments/", scripts=False)
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="Letter"))).pages)

    assert all(f"A-{number}" in text for number in range(1, 16))
    assert "Menu" not in text
