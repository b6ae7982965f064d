"""People at work: without JavaScript, with a keyboard, on a phone."""

import pytest
from playwright.sync_api import expect

from tests.public_pages import addresses

FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const points = [[box.left + 2, box.top + 2], [box.right - 2, box.bottom - 2], [(box.left + box.right) / 2, (box.top + box.bottom) / 2]];
  const visible = points.some(([x, y]) => { const top = document.elementFromPoint(x, y); return top && (element.contains(top) || top.contains(element) && top !== document.body && top !== document.documentElement); });
  const style = getComputedStyle(element);
  return {name: element.tagName + ' ' + (element.textContent || element.name || '').trim().slice(0, 30), visible, ring: style.outlineStyle !== 'none' || style.boxShadow !== 'none'};
}"""


def test_visitor_without_scripts_finds_when_where_how_and_where_to_sleep(visit):
    page = visit("/en/", scripts=False)
    expect(page.get_by_text("27–29").first).to_be_visible()

    page.locator("summary").first.click()
    page.get_by_role("link", name="Travel and Housing").first.click()

    assert page.url.endswith("/en/2007/travel/")
    for heading in ("Get there", "Places to stay", "Child care", "Food", "Travel safely"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    assert page.get_by_role("link", name="Open in my map app").get_attribute("href").startswith("geo:")


def test_reader_changes_the_language_and_stays_on_the_page(visit):
    page = visit("/en/2007/travel/", scripts=False)

    page.get_by_role("link", name="Español").first.click()

    assert page.url.endswith("/es/2007/travel/")
    assert page.locator("html").get_attribute("lang") == "es"


def test_visitor_without_scripts_searches(visit):
    page = visit("/en/2006/about/", scripts=False)
    page.locator("footer input[name=q]").fill("sanctuary")
    page.keyboard.press("Enter")

    page.wait_for_url("**/en/search/?q=sanctuary")
    expect(page.locator("main mark").first).to_be_visible()


def test_person_at_risk_leaves_with_one_tap(visit):
    page = visit("/en/privacy/", scripts=False)
    link = page.get_by_role("link", name="Leave this site now")
    box = link.bounding_box()

    expect(link).to_be_visible()
    assert box["y"] + box["height"] <= 740
    assert "noreferrer" in link.get_attribute("rel")


def test_past_conference_leads_back_to_the_current_one(visit):
    page = visit("/en/2006/travel/", scripts=False)
    page.get_by_role("link", name="See 2007").click()

    assert page.url.endswith(("/en/", "/en/2007/"))


@pytest.mark.parametrize("width", [320, 1280])
def test_keyboard_reaches_everything_and_shows_where_it_is(visit, width):
    page = visit("/en/", width=width, height=700)
    lost = {}
    for path in addresses("en"):
        page.goto(path)
        page.keyboard.press("Tab")
        first = page.evaluate(FOCUS)
        assert first["name"].startswith("A Skip to the content"), path
        for _step in range(60):
            page.keyboard.press("Tab")
            here = page.evaluate(FOCUS)
            if here is None:
                break
            if not (here["visible"] and here["ring"]):
                lost.setdefault(path, []).append(here["name"])

    assert lost == {}


def test_skip_link_leads_to_the_content(visit):
    page = visit("/en/2007/travel/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_url("**#main")


def test_organizer_changes_a_text_on_a_phone_and_sees_it_on_the_site(desk):
    desk.get_by_role("link", name="Change the main page").click()
    desk.wait_for_url("**/change/")
    change = desk.url
    heading = desk.locator("[name=heading]")
    before = heading.input_value()
    heading.fill("Come and plan with us")
    desk.locator("[name=_save]").click()
    desk.goto("/en/")
    shown = desk.locator("h1").inner_text()
    desk.goto(change)
    desk.locator("[name=heading]").fill(before)
    desk.locator("[name=_save]").click()

    assert shown == "Come and plan with us"
