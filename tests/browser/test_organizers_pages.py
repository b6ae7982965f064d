"""Every list and every form of the organizers: no broken policy, no request to others, nothing off the side of a phone."""

from urllib.parse import urlsplit

import pytest
from django.contrib import admin
from playwright.sync_api import expect

from tests.browser.test_layout import WIDER
from tests.browser.test_network import listen

MODELS = sorted(f"{model._meta.app_label}/{model._meta.model_name}" for model in admin.site._registry)
OTHERS = [
    "/admin/",
    "/admin/translations/es/",
    "/admin/password_change/",
    "/accounts/2fa/",
    "/accounts/email/",
    "/accounts/password/change/",
]


def walk(desk):
    """Open each page in turn: of every model the list, the empty form, the first row, its history, the page to delete it."""
    for path in OTHERS:
        yield path, desk.goto(path)
    for model in MODELS:
        yield f"{model} add", desk.goto(f"/admin/{model}/add/")
        yield model, desk.goto(f"/admin/{model}/")
        rows = desk.locator("#result_list th a, #result_list td a[href*='/change/']")
        if rows.count():
            change = urlsplit(rows.first.get_attribute("href")).path
            for page in ("change", "history", "delete"):
                yield f"{model} {page}", desk.goto(change.replace("change/", f"{page}/"))


def test_every_page_keeps_the_policy_and_fits(desk, site):
    faults, statuses = {}, {}
    heard = listen(desk)
    for name, response in walk(desk):
        statuses[name] = response.status
        sideways = desk.evaluate(WIDER)
        if response.status == 200:
            faults[name] = [*heard["errors"], *([f"{sideways} px too wide"] if sideways > 0 else [])]
        heard["errors"].clear()  # the browser reports a refusal as an error, too

    assert {name: status for name, status in statuses.items() if status not in {200, 403}} == {}
    assert list(statuses.values()).count(200) > 3 * len(MODELS)
    assert {name: found for name, found in faults.items() if found} == {}
    assert {urlsplit(url).netloc for url in heard["requests"]} == {urlsplit(site).netloc}


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/", "/admin/login/"])
def test_the_way_in_works_without_scripts_and_keeps_the_policy(visit, site, path):
    page = visit("/robots.txt", scripts=False)
    heard = listen(page)
    page.goto(path)

    expect(page.locator("h1:visible")).to_have_count(1)
    expect(page.locator("main form button, main form input[type=submit]").first).to_be_visible()
    assert heard["errors"] == []
    assert {urlsplit(url).netloc for url in heard["requests"]} == {urlsplit(site).netloc}
