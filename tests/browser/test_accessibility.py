"""axe finds nothing, with the AAA contrast rule on."""

import pytest

from tests.browser.conftest import AXE
from tests.public_pages import addresses

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "wcag2aaa"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
EXTRA = [
    "/en/nowhere/",
    "/en/search/?q=bus",
    "/en/search/?q=zeppelin",
    "/en/news/draft-of-july4/",
    "/en/style/",
    "/accounts/login/",
]
# What Django's own admin leaves open; each is theirs to mend, none hides a field from anybody.
STOCK_ADMIN = {
    "target-size",  # links of filters and breadcrumbs are lower than 24 px
    "color-contrast-enhanced",  # AA, not AAA, in headings and help texts
    "identical-links-same-purpose",  # "Add" and "Change" repeat in the list of models
    "region",  # messages and breadcrumbs lie outside the landmarks
    "heading-order",
    "page-has-heading-one",
    "landmark-unique",
    "empty-table-header",
    "aria-input-field-name",  # the search box of pictures (select2) takes its name from a label axe does not follow
}


def violations(page, *, apart=frozenset()) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("options => axe.run(options)", OPTIONS)["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['target']} and {len(one['nodes']) - 1} more"
        for one in found
        if one["id"] not in apart
    ]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_has_no_violation(visit, scheme, width):
    page = visit("/en/", width=width, color_scheme=scheme, bypass_csp=True)
    found = {}
    for path in [*addresses("en"), *EXTRA]:
        page.goto(path)
        found[path] = violations(page)

    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("language", ["es", "ar"])
def test_every_page_has_no_violation_in_other_languages(visit, language):
    page = visit("/en/", width=320, bypass_csp=True)
    found = {}
    for path in addresses(language):
        page.goto(path)
        found[path] = violations(page)

    assert {path: faults for path, faults in found.items() if faults} == {}


def test_main_page_has_no_violation_with_more_contrast(visit):
    assert violations(visit("/en/", bypass_csp=True, contrast="more")) == []


def test_main_page_has_no_violation_with_colors_of_the_readers_own(visit):
    page = visit("/en/", bypass_csp=True, forced_colors="active")

    # The colors are then the reader's choice, so their contrast is not ours to judge.
    assert violations(page, apart={"color-contrast", "color-contrast-enhanced"}) == []


def test_organizers_pages_have_only_what_the_stock_admin_leaves_open(desk):
    found = {}
    for path in desk_pages(desk):
        desk.goto(path)
        found[path] = violations(desk, apart=STOCK_ADMIN)

    assert {path: faults for path, faults in found.items() if faults} == {}


def desk_pages(page) -> list[str]:
    """The pages an organizer uses most, found as she finds them."""
    page.goto("/admin/conference/page/")
    change = page.locator("th.field-title a").first.get_attribute("href")
    return [
        "/admin/",
        "/admin/conference/page/",
        change,
        change.replace("change/", "translate/es/"),
        "/admin/conference/picture/add/",
    ]
