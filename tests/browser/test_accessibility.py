"""axe finds nothing, with the AAA contrast rule on."""

from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import AXE
from tests.public_pages import addresses

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "wcag2aaa"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
EXTRA = ["/en/style/", "/accounts/login/", "/accounts/password/reset/"]
# What Django's own admin leaves open; each is theirs to mend, none hides a field from anybody.
STOCK_ADMIN = {
    "target-size",  # the links of a list's filters are lower than 24 px
    "color-contrast-enhanced",  # labels, legends and help texts reach AA, not AAA
    "aria-input-field-name",  # the search box of pictures (select2) takes its name from a label axe does not follow
}
VARIANTS = [(320, "light"), (320, "dark"), (1280, "dark"), (1280, "light")]


def violations(page, *, apart=frozenset()) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("options => axe.run(options)", OPTIONS)["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['target']} and {len(one['nodes']) - 1} more"
        for one in found
        if one["id"] not in apart
    ]


# Each page in English, and in one of the others in turns: these differ in their words and in the way they run.
PAGES = [*addresses("en"), *addresses("es")[::2], *addresses("ar")[1::2]]


@pytest.mark.parametrize("path", [*PAGES, *EXTRA])
def test_page_has_no_violation(visit, path):
    """On the narrowest phone and on a wide screen, by day and by night."""
    page = visit(path, bypass_csp=True)
    found = {}
    for width, scheme in VARIANTS:
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found[width, scheme] = violations(page)

    assert {variant: faults for variant, faults in found.items() if faults} == {}


@pytest.mark.parametrize(("width", "scheme"), VARIANTS)
def test_what_is_wrong_on_purpose_is_found_in_each_variant(visit, width, scheme):
    """A control: grey that passes AA and not AAA, and a picture without a text."""
    page = visit("/en/", bypass_csp=True)
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.add_style_tag(
        content="h1 * , h1 { color: #707070 !important; background: #fff !important; font: 1rem serif !important }"
    )
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")

    assert {fault.partition(":")[0] for fault in violations(page)} == {"color-contrast-enhanced", "image-alt"}


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
        *proposal_pages(page),
    ]


def proposal_pages(page) -> list[str]:
    """A proposal and its working draft, which is begun when there is none."""
    page.goto("/admin/campaigns/proposal/")
    page.get_by_role("link", name="Border tours").click()
    page.wait_for_url("**/change/")
    proposal = urlsplit(page.url).path
    begin = page.get_by_role("button", name="Write the next draft")
    (begin if begin.count() else page.get_by_role("link", name="Write", exact=True)).first.click()
    page.wait_for_url("**/write/")
    write = urlsplit(page.url).path
    others = [write.replace("/write/", f"/{name}/") for name in ("read", "changes", "publish")]
    return [proposal, proposal.replace("/change/", "/import/"), write, *others]
