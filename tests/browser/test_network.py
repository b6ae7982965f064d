"""What a page asks for, and of whom; what it weighs; what it leaves behind."""

import gzip
from urllib.parse import urlsplit

import brotli
import pytest

from tests.browser.test_accessibility import desk_pages
from tests.public_pages import addresses

HEAVIEST, MOST_REQUESTS = 25_000, 4
COMPRESSED_BEFOREHAND = {"font/woff2", "image/avif", "image/webp", "image/jpeg", "image/png"}


def listen(page) -> dict[str, list]:
    heard = {"requests": [], "errors": [], "responses": []}
    page.on("request", lambda request: heard["requests"].append(request.url))
    page.on("response", lambda response: heard["responses"].append(response))
    page.on("pageerror", lambda error: heard["errors"].append(str(error)))
    page.on("console", lambda message: heard["errors"].append(message.text) if message.type == "error" else None)
    return heard


def test_no_page_asks_another_site_breaks_the_policy_or_sets_a_cookie(visit, site):
    page = visit("/en/")
    heard = listen(page)
    for path in addresses():
        page.goto(path, wait_until="load")

    assert {urlsplit(url).netloc for url in heard["requests"]} == {urlsplit(site).netloc}
    assert heard["errors"] == []
    assert page.context.cookies() == []


def test_organizers_pages_run_under_their_policy(desk):
    heard = listen(desk)
    for path in desk_pages(desk):
        desk.goto(path, wait_until="load")

    assert heard["errors"] == []


@pytest.mark.parametrize("path", [*addresses("en"), *addresses("es")])
def test_first_view_is_light(visit, path):
    """Counted as nginx sends it: HTML with gzip, sheets and drawings with brotli, the font as it is.

    Chromium fetches a lazy picture below the first screen ahead of time: it counts in bytes, not in requests. So do
    modules, which run when the page is there: nothing waits for them. The
    favicon counts in neither: browsers ask for it when they please.
    """
    page = visit("/robots.txt")
    heard = listen(page)
    page.goto(path, wait_until="networkidle")
    weights = {response.url: weight(response) for response in heard["responses"] if "favicon" not in response.url}

    assert sum(weights.values()) <= HEAVIEST, weights
    waited_for = [url for url in weights if "/media/" not in url and "/static/js/" not in url]
    assert len(waited_for) <= MOST_REQUESTS, weights


def weight(response) -> int:
    body, kind = response.body(), response.headers.get("content-type", "").partition(";")[0]
    if kind in COMPRESSED_BEFOREHAND:
        return len(body)
    return len(gzip.compress(body, 6)) if kind == "text/html" else len(brotli.compress(body))
