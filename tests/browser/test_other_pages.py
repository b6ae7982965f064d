"""The pages that no menu leads to: announcements, results, refusals. They must be as good as the others."""

import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.test_accessibility import violations
from tests.browser.test_layout import WIDER
from tests.browser.test_network import HEAVIEST, MOST_REQUESTS, listen, weight
from tests.public_pages import addresses

NEWS = "/{}/news/comments-on-the-plan/"
FOUND = "/{}/search/?q=plan"
NOT_FOUND = "/{}/search/?q=zeppelin"
REFUSALS = {
    "400": ("/{}/search/?q=%00", "GET"),
    "404": ("/{}/nowhere/", "GET"),
    "404 of a list": ("/{}/news/?page=99", "GET"),
    "405": ("/{}/archive/", "OPTIONS"),
    "413": ("/{}/?q=" + "x" * 4_100, "GET"),
}
PLACES = {"news": (NEWS, "GET"), "results": (FOUND, "GET"), "no results": (NOT_FOUND, "GET"), **REFUSALS}


def go(page: Page, place: str, language: str):
    """Open one of the places, whatever method it takes to get there; return the response."""
    address, method = PLACES[place]
    page.unroute_all()
    if method != "GET":
        page.route(re.compile(r"/$"), lambda route: route.fulfill(response=route.fetch(method=method)))
    return page.goto(address.format(language))


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("en", 320, "light"), ("en", 320, "dark"), ("en", 1280, "light"), ("es", 320, "light"), ("ar", 1280, "dark")],
)
def test_axe_finds_nothing_and_nothing_sticks_out(visit, language, width, scheme):
    found = {}
    page = visit("/robots.txt", width=width, color_scheme=scheme, bypass_csp=True)
    for place in PLACES:
        go(page, place, language)
        found[place] = [*violations(page), *(["too wide"] if page.evaluate(WIDER) > 0 else [])]

    assert {place: faults for place, faults in found.items() if faults} == {}


@pytest.mark.parametrize("place", PLACES)
def test_first_view_is_light(visit, place):
    page = visit("/robots.txt")
    heard = listen(page)
    go(page, place, "en")
    page.wait_for_load_state("networkidle")
    weights = {response.url: weight(response) for response in heard["responses"] if "favicon" not in response.url}

    assert sum(weights.values()) <= HEAVIEST, weights
    assert len(weights) <= MOST_REQUESTS, weights


@pytest.mark.parametrize("place", REFUSALS)
@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_a_refusal_says_its_status_and_leads_on(visit, place, language):
    page = visit("/robots.txt", scripts=False)
    response = go(page, place, language)

    assert response.status == int(place[:3])
    assert page.locator("html").get_attribute("lang") == language
    expect(page.locator("h1")).to_have_count(1)
    assert page.locator(".menu a").count() > 3
    expect(page.locator("a[href^='tel:']").first).to_be_visible()


def test_every_page_in_the_sitemap_is_one_that_is_tested(visit):
    page = visit("/robots.txt")
    listed = {
        re.sub(r"^https?://[^/]+", "", url)
        for url in re.findall(r"<loc>([^<]+)</loc>", page.request.get("/sitemap.xml").text())
    }
    tested = set(addresses("en", "es", "ar"))

    assert {
        path for path in listed - tested if not re.search(r"/(news|newsletter|proposals|unity)/.+/$", path)
    } == set()


@pytest.mark.parametrize("place", ["news", "404"])
def test_they_print(visit, place, tmp_path):
    page = visit("/robots.txt")
    go(page, place, "en")
    page.pdf(path=tmp_path / "sheet.pdf", format="Letter")

    assert 1 <= len(PdfReader(tmp_path / "sheet.pdf").pages) <= 2


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_every_page_reads_without_scripts(visit, language):
    """One heading, words below it, a menu that opens: nothing waits for a script. The projector has no menu."""
    page = visit("/robots.txt", scripts=False)
    for path in addresses(language):
        page.goto(path)
        expect(page.locator("h1:visible"), path).to_have_count(1)
        assert len(page.locator("main").inner_text()) > 40, path
        if not path.endswith("/floor/"):
            page.locator(".menu summary").click()
            expect(page.locator(".menu a").first, path).to_be_visible()
