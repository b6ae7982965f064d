"""An organizer writes the next draft of a proposal on a phone without JavaScript, and publishes it."""

import pytest
from playwright.sync_api import expect

MEMORIALS = "/en/2006/proposals/memorials/"


@pytest.fixture
def phone(sign_in):
    return sign_in(scripts=False)


def test_organizer_writes_and_publishes_the_next_draft(phone, visit):
    phone.get_by_role("link", name="All proposals and their drafts").click()
    phone.get_by_role("link", name="Memorials").click()
    phone.get_by_role("button", name="Write the next draft").click()
    assert phone.url.endswith("/write/")

    phone.locator("textarea[name^=body-]").first.fill("We remember those who died on the way.")
    phone.locator(".more summary").first.click()
    phone.get_by_role("button", name="Add a section after it").first.click()
    assert phone.locator("textarea[name^=body-]").first.input_value() == "We remember those who died on the way."
    phone.locator("input[name^=heading-]").nth(1).fill("A day of names")
    phone.locator("textarea[name^=body-]").nth(1).fill("We read all names aloud.")
    phone.get_by_role("button", name="Save", exact=True).first.click()

    phone.get_by_role("link", name="What changed").first.click()
    expect(phone.locator("ins").first).to_be_visible()
    phone.get_by_role("link", name="Publish").first.click()
    phone.get_by_label("What changed, and why").fill("We added a day of names.")
    phone.get_by_role("button", name="Publish for everybody").click()
    expect(
        phone.locator("main a[href*='/en/2006/proposals/memorials/'], #content a[href*='/memorials/']").first
    ).to_be_visible()

    reader = visit(MEMORIALS, scripts=False)
    expect(reader.get_by_role("heading", name="A day of names")).to_be_visible()
    reader.get_by_role("link", name="See what changed").click()
    expect(reader.get_by_text("We read all names aloud.")).to_be_visible()


def test_organizer_who_leaves_without_saving_is_asked_first(sign_in):
    page, questions = sign_in(), []
    page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="All proposals and their drafts").click()
    page.get_by_role("link", name="Border tours").click()
    begin = page.get_by_role("button", name="Write the next draft")
    begin.or_(page.get_by_role("link", name="Write", exact=True)).first.click()  # if another test has begun it
    text = page.locator("textarea[name^=body-]").first
    text.fill("We go and look.")
    with page.context.expect_page():
        page.get_by_role("button", name="Preview").first.click()

    with page.expect_event("dialog"):
        page.get_by_role("link", name="What changed").first.click(no_wait_after=True)
    assert (questions, text.input_value()) == (["beforeunload"], "We go and look.")

    page.get_by_role("button", name="Save", exact=True).first.click()
    page.get_by_role("link", name="What changed").first.click()
    expect(page.locator("ins").first).to_be_visible()
    assert questions == ["beforeunload"]
