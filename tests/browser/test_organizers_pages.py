"""Every list and every form of the organizers: no broken policy, no request to others, nothing off the side of a phone."""

from urllib.parse import urlsplit

import pytest
from django.contrib import admin

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


def every_page(desk) -> list[str]:
    """Each model's list, empty form, first row, its history and the page to delete it: where there are any."""
    found = list(OTHERS)
    for model in MODELS:
        start = f"/admin/{model}/"
        found.append(start)
        if desk.goto(f"{start}add/").status == 200:
            found.append(f"{start}add/")
        desk.goto(start)
        rows = desk.locator("#result_list th a, #result_list td a[href*='/change/']")
        if rows.count():
            change = urlsplit(rows.first.get_attribute("href")).path
            found += [change, change.replace("change/", "history/"), change.replace("change/", "delete/")]
    return found


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_keeps_the_policy_and_fits(desk, site, width):
    faults = {}
    pages = every_page(desk)
    desk.set_viewport_size({"width": width, "height": 740})
    heard = listen(desk)
    for path in pages:
        heard["errors"].clear()
        desk.goto(path, wait_until="load")
        sideways = desk.evaluate(WIDER)
        faults[path] = [*heard["errors"], *([f"{sideways} px too wide"] if sideways > 0 else [])]

    assert len(pages) > 3 * len(MODELS)
    assert {path: found for path, found in faults.items() if found} == {}
    assert {urlsplit(url).netloc for url in heard["requests"]} == {urlsplit(site).netloc}


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/", "/admin/login/"])
def test_the_way_in_works_without_scripts_and_keeps_the_policy(visit, site, path):
    page = visit("/robots.txt", scripts=False)
    heard = listen(page)
    page.goto(path)

    assert page.locator("h1:visible").count() == 1
    assert page.locator("main form button, main form input[type=submit]").first.is_visible()
    assert heard["errors"] == []
    assert {urlsplit(url).netloc for url in heard["requests"]} == {urlsplit(site).netloc}
