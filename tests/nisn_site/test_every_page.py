"""What holds for every public page in every language."""

import re
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.html import elements, heading_levels, parse_strictly
from tests.public_pages import LANGUAGES, PAGES, address, addresses

MOST_QUERIES = 6
MOST_QUERIES_OF_A_DRAFT = 10
MOST_QUERIES_OF_A_MAIN_PAGE = 7  # one asks whether the conference has adopted something
MOST_QUERIES_OF_A_POINT = 15  # it and a remark tell a whole story: texts, remarks, answers, amendments, decisions, …
MOST_QUERIES_OF_A_SCHEDULE = 12
RTL = {"ar"}


@pytest.fixture(scope="module")
def pages(demo):
    """The answer for every page that was read, by its address: nothing in this file changes what they show."""
    return {}


@pytest.fixture
def answer_of(pages, db, client):
    def get(url):
        if url not in pages:
            pages[url] = client.get(url)
            assert pages[url].status_code == 200, url
        return pages[url]

    return get


@pytest.fixture
def page_of(answer_of):
    return lambda url: answer_of(url).text


# Each page in English, and in one of the others in turns: strict parsing takes its time. Chromium sees all of them.
@pytest.mark.parametrize("url", [*addresses("en"), *addresses("es")[::2], *addresses("ar")[1::2]])
def test_page_is_valid_html(page_of, url):
    parse_strictly(page_of(url))


@pytest.mark.parametrize("url", addresses())
def test_page_has_one_h1_and_no_gap_in_its_headings(page_of, url):
    levels = heading_levels(page_of(url))

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


@pytest.mark.parametrize("url", addresses())
def test_page_says_its_language_and_direction(page_of, url):
    language = url.split("/")[1]
    [(_name, html)] = elements(page_of(url), "html")

    assert (html["lang"], html["dir"]) == (language, "rtl" if language in RTL else "ltr")


@pytest.mark.parametrize("url", addresses("en", "es"))
def test_page_has_a_description_and_a_title_of_its_own(page_of, url):
    html = page_of(url)
    [description] = [a["content"] for _n, a in elements(html, "meta") if a.get("name") == "description"]

    assert 20 <= len(description) <= 400
    assert re.search(r"<title>[^<]{8,}</title>", html)


@pytest.mark.parametrize("language", ["en", "es"])
def test_titles_of_pages_differ(page_of, language):
    urls = [
        url for url in addresses(language) if url not in {f"/{language}/"}
    ]  # the same page as the current main page
    titles = [re.search(r"<title>\s*(.*?)\s*</title>", page_of(url), re.DOTALL)[1] for url in urls]

    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize(("name", "kwargs"), PAGES)
def test_switcher_leads_to_the_same_page_in_each_language(page_of, name, kwargs):
    html = page_of(address(name, kwargs, "en"))
    links = {a["hreflang"]: a["href"] for _n, a in elements(html, "a") if "hreflang" in a}

    assert links == {code: address(name, kwargs, code) for code in LANGUAGES if code != "en"}


@pytest.mark.parametrize(("name", "kwargs"), PAGES)
def test_head_names_the_page_in_each_language(page_of, name, kwargs):
    html = page_of(address(name, kwargs, "es"))
    alternates = {
        a["hreflang"]: a["href"] for _n, a in elements(html, "link") if a.get("rel") == "alternate" and "hreflang" in a
    }

    expected = {code: "http://testserver" + address(name, kwargs, code) for code in LANGUAGES}
    assert alternates == expected | {"x-default": expected["en"]}


@pytest.mark.parametrize("url", addresses("en"))
def test_page_sends_no_cookie_and_may_be_cached_by_anyone(answer_of, url):
    response = answer_of(url)

    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("url", addresses("en"))
def test_page_asks_nothing_of_other_sites(page_of, url):
    sources = [a.get(key, "") for _n, a in elements(page_of(url)) for key in ("src", "srcset", "action")]
    links = [
        a.get("href", "")
        for _n, a in elements(page_of(url), "link", "use")
        if a.get("rel") not in {"alternate", "canonical"}
    ]

    assert [address for address in (*sources, *links) if "//" in address] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_link_on_the_site_leads_somewhere(pages, page_of, client, language):
    found = {}
    for url in addresses(language):
        for _name, attributes in elements(page_of(url), "a"):
            found.setdefault(attributes.get("href", "").partition("#")[0], url)
    languages = tuple(f"/{code}/" for code in LANGUAGES if code != language)  # the switcher has a test of its own
    ours = {
        link: page
        for link, page in found.items()
        if link.startswith("/") and not link.startswith(("/media/", *languages))
    }

    assert len(ours) > 20
    others = {link: page for link, page in ours.items() if link not in pages}
    assert {link: page for link, page in others.items() if client.get(link).status_code not in {200, 302}} == {}


@pytest.mark.parametrize("url", addresses("en", "es"))
def test_every_fragment_link_of_a_page_has_its_target(page_of, url):
    html = page_of(url)
    targets = {a["id"] for _n, a in elements(html) if "id" in a}
    wanted = {a["href"][1:] for _n, a in elements(html, "a") if a.get("href", "").startswith("#")}

    assert wanted - targets == set()


@pytest.mark.parametrize("url", addresses("en"))
def test_ids_are_used_once(page_of, url):
    ids = [a["id"] for _n, a in elements(page_of(url)) if "id" in a]

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("url", addresses("es"))
def test_page_costs_few_queries(demo, db, client, url):
    client.get(url)  # fills Django's cache of content types, and makes the gate's key of the day

    with CaptureQueriesContext(connection) as queries:
        client.get(url)

    most = MOST_QUERIES_OF_A_DRAFT if "/proposals/" in url else MOST_QUERIES
    most = MOST_QUERIES_OF_A_POINT if re.search(r"/unity/\d+/|/feedback/F-", url) else most
    most = MOST_QUERIES_OF_A_MAIN_PAGE if re.fullmatch(r"/es/(\d{4}/)?", url) else most
    most = MOST_QUERIES_OF_A_SCHEDULE if "/schedule/" in url else most
    assert len(queries) <= most, [query["sql"][:90] for query in queries]
