"""What readers have asked their devices for: other colours, more contrast, less motion, larger text."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_network import listen
from tests.browser.test_use import FOCUS
from tests.public_pages import addresses

SAMPLE = ["/en/", "/en/2007/travel/", "/en/search/?q=plan", "/ar/2007/about/"]
MOVING = """() => document.getAnimations().filter(animation => animation.playState === 'running')
  .map(animation => animation.animationName || animation.transitionProperty)"""
TRANSITIONS = """() => [...document.querySelectorAll('*')].filter(element =>
  getComputedStyle(element).transitionDuration.split(',').some(time => parseFloat(time) > 0.01)).map(element => element.tagName)"""
FONT_PIXELS = "() => parseFloat(getComputedStyle(document.querySelector('main .prose p')).fontSize)"


@pytest.mark.parametrize(
    "options",
    [{"forced_colors": "active"}, {"contrast": "more"}, {"color_scheme": "dark"}, {"color_scheme": "dark", "forced_colors": "active"}],
    ids=["forced colours", "more contrast", "dark", "forced dark"],
)  # fmt: skip
def test_focus_stays_visible(visit, options):
    page = visit("/robots.txt", **options)
    heard = listen(page)
    lost = {}
    for path in SAMPLE:
        page.goto(path)
        for _step in range(12):
            page.keyboard.press("Tab")
            here = page.evaluate(FOCUS)
            if here and not (here["visible"] and here["ring"]):
                lost.setdefault(path, []).append(here["name"])

    assert lost == {}
    assert heard["errors"] == []


def test_nothing_moves_for_readers_who_asked_for_less_motion(visit):
    page = visit("/robots.txt")
    moving = {}
    for path in addresses("en"):
        page.goto(path)
        moving[path] = [*page.evaluate(MOVING), *page.evaluate(TRANSITIONS)]

    assert {path: names for path, names in moving.items() if names} == {}


def test_text_follows_the_size_set_in_the_browser(visit):
    """As large as asked for, or nearly: what grows with the screen besides may grow a little less."""
    page = visit("/en/2007/travel/", bypass_csp=True)
    before = page.evaluate(FONT_PIXELS)
    page.add_style_tag(content="html{font-size:200%!important}")

    assert before >= 16
    assert page.evaluate(FONT_PIXELS) >= 1.85 * before


@pytest.mark.parametrize("language", ["en", "ar"])
def test_zoomed_to_400_percent_the_page_still_reads_and_its_menu_opens(visit, language):
    """1280 × 1024 at 400 % is 320 × 256: bars that stay in place may not cover the page."""
    page = visit(f"/{language}/privacy/", width=320, height=256)
    page.locator(".menu summary").click()

    expect(page.locator(".menu a").first).to_be_visible()
    fixed = page.evaluate("""() => [...document.querySelectorAll('*')].filter(element => ['fixed', 'sticky'].includes(getComputedStyle(element).position))
      .reduce((sum, element) => sum + element.getBoundingClientRect().height, 0)""")
    assert fixed < 256 / 2


def test_page_without_its_sheet_still_reads_in_order(visit):
    page = visit("/robots.txt")
    page.route("**/*.css", lambda route: route.abort())
    page.goto("/en/2007/travel/")
    tops = [
        page.locator(selector).first.bounding_box()["y"]
        for selector in (".skip", "nav.languages", ".brand", "main", "footer")
    ]

    assert tops == sorted(tops)
