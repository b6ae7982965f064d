"""The page fits: narrow phones, large text, right to left, paper."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.public_pages import addresses

# WCAG 1.4.12: what a reader may set without losing anything.
TEXT_SPACING = """
*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}
p{margin-block-end:2em!important} html{font-size:200%!important}
"""
LONG_WORDS = (
    "() => document.querySelectorAll('#content :is(h1, h2, p, legend)').forEach((e) => e.append('w'.repeat(120)))"
)
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("language", ["en", "es", "ar"])
@pytest.mark.parametrize("large_text", [False, True])
def test_no_page_scrolls_sideways_on_the_narrowest_phone(visit, language, large_text):
    page = visit("/en/", width=320, height=568, bypass_csp=True)
    too_wide = {}
    for path in [*addresses(language), f"/{language}/nowhere/"]:
        page.goto(path)
        if large_text:
            page.add_style_tag(content=TEXT_SPACING)
        if (by := page.evaluate(WIDER)) > 0:
            too_wide[path] = by

    assert too_wide == {}


def test_organizers_pages_do_not_scroll_sideways_on_a_phone(desk):
    """Also when somebody has written a word that is longer than the phone is wide."""
    from tests.browser.test_accessibility import desk_pages

    too_wide = {}
    for path in desk_pages(desk):
        desk.goto(path)
        desk.evaluate(LONG_WORDS)
        if (by := desk.evaluate(WIDER)) > 0:
            too_wide[path] = by

    assert too_wide == {}


@pytest.mark.parametrize("face", ["poster", "stand-in"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_first_screen_says_what_when_where_and_the_one_thing_to_do(visit, language, face):
    """Also on a first visit, on which the poster face may come too late."""
    page = visit("/robots.txt", width=360, height=740)
    if face == "stand-in":
        page.route("**/poster*", lambda route: route.abort())
    page.goto(f"/{language}/")
    page.reload()  # now a face that is there at all is in use
    bottoms = {
        "heading": bottom(page.locator("h1")),
        "place": bottom(page.get_by_text("Richmond, Virginia").first),
        "first action": bottom(page.locator("main .btn").first),
    }

    assert {name: end for name, end in bottoms.items() if end > 740} == {}


def bottom(locator) -> float:
    box = locator.bounding_box()
    return box["y"] + box["height"]


def test_arabic_page_is_mirrored(visit):
    english, arabic = visit("/en/"), visit("/ar/")
    menu_of = lambda page: page.locator("summary").first.bounding_box()["x"]  # noqa: E731

    assert menu_of(english) > 180
    assert menu_of(arabic) < 180


@pytest.mark.parametrize(
    ("path", "most_pages"),
    [("/en/", 3), ("/en/2007/travel/", 7), ("/es/2007/about/", 6), ("/en/2007/proposals/strategy/", 8)],
)
def test_page_prints_without_what_only_a_screen_needs(visit, path, most_pages):
    page = visit(path)
    reader = PdfReader(BytesIO(page.pdf(format="Letter")))
    text = " ".join(sheet.extract_text() for sheet in reader.pages)

    assert 1 <= len(reader.pages) <= most_pages
    for word in (
        "Skip to the content",
        "Menu",
        "What are you looking for?",
        "Leave this site now",
        "Link to this section",
    ):
        assert word not in text


def test_printed_travel_page_shows_the_addresses_of_its_links(visit):
    page = visit("/en/2007/travel/")
    text = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="Letter"))).pages)

    assert "openstreetmap.org" in text
