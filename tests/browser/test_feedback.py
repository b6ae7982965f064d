"""One whole story on phones without JavaScript: a remark, its answer in the next draft, the vote, the Point of Unity."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from conference.models import Conference
from nisn_site.kit.outbox.messages import Message
from tests.campaigns.makers import add_text, make_proposal, publish, start_working_draft
from tests.deeds import Sender, forget_counts
from tests.jobs import run_waiting_jobs
from tests.makers import make_conference
from tests.races import at_once

PROPOSAL = "/en/2032/proposals/phone-tree/"
WORDS, MORE = "We never pass on a rumor.", "We never pass on a rumor, and say so."


def open_draft() -> None:
    conference = make_conference(slug="2032", starts_on="2032-07-02", ends_on="2032-07-04", is_current=False)
    draft = start_working_draft(
        proposal=make_proposal(conference=conference, slug="phone-tree", title="Phone tree", summary="Who calls whom.")
    )
    add_text(draft=draft, heading="Who calls whom", body="Each group names 2 people.", kind="campaign")
    add_text(draft=draft, heading="What we say", body=WORDS, kind="campaign")
    publish(draft, label="First draft", feedback_closes_at=timezone.now() + timedelta(days=9))


def mailed_texts() -> list[str]:
    return [mail.text for mail in Message.objects.filter(purpose__startswith="campaigns.draft")]


def put_away() -> None:
    """What was decided stays for good, so only its conference leaves the site."""
    Conference.objects.filter(slug="2032").update(is_public=False)
    forget_counts()


@pytest.fixture(autouse=True)
def an_open_draft(site, monkeypatch):
    """Stored on another connection, which commits; nobody in a test waits two seconds before they press."""
    monkeypatch.setattr("nisn_site.kit.gate.ticket.YOUNGEST", 0)
    at_once(open_draft)
    yield
    at_once(put_away)


@pytest.fixture
def organizer(sign_in):
    return sign_in(scripts=False)


def suggest_wording(visit) -> str:
    """Ben writes, looks at his change, confirms by mail; returns the address of his remark."""
    ben = visit(PROPOSAL, scripts=False)
    ben.get_by_role("link", name=re.compile("Say what you think")).nth(2).click()
    ben.get_by_text("Suggest other wording").click()
    ben.locator("[name=suggested_body]").fill(MORE)
    ben.get_by_label("Your email address").fill("ben@example.org")
    ben.get_by_role("button", name="Look at my change").click()
    assert ", and say so" in ben.locator("ins").inner_text()

    ben.get_by_role("button", name="Send").click()
    [link] = at_once(Sender().mailed_path)  # on its own connection: this one would lie idle for the whole story
    ben.goto(link)
    ben.get_by_role("button", name="Yes, publish it").click()
    ben.get_by_role("link", name="Your remark is F-1").click()
    return ben.url


def open_hall(organizer) -> None:
    organizer.goto("/admin/campaigns/proposal/")
    organizer.get_by_role("link", name="Phone tree", exact=True).click()
    organizer.get_by_role("link", name="At the conference").click()


def test_remark_becomes_a_draft_a_vote_and_a_point_of_unity(visit, organizer):
    remark = visit(suggest_wording(visit), scripts=False)
    expect(remark.get_by_text("Not answered yet.")).to_be_visible()

    organizer.goto("/admin/campaigns/proposal/")
    organizer.get_by_role("link", name="Phone tree", exact=True).click()
    organizer.get_by_role("button", name="Write the next draft").click()
    organizer.goto("/admin/")
    organizer.get_by_role("link", name=re.compile("1 remark on “Phone tree” wants an answer")).click()
    organizer.get_by_role("link", name=re.compile("What we say")).click()
    organizer.get_by_role("link", name="F-1").click()
    organizer.get_by_role("link", name=re.compile("Take this wording")).click()
    organizer.get_by_label("Answer (optional)").fill("Yes. It says so now.")
    organizer.get_by_role("button", name="Take it into the working draft").click()
    expect(organizer.get_by_text("The wording is in the working draft")).to_be_visible()

    organizer.get_by_role("link", name="Write this section").click()
    organizer.get_by_role("link", name="Publish").first.click()
    organizer.get_by_label("Name").fill("Second draft")
    organizer.get_by_label("What changed, and why").fill("We say more about rumors.")
    organizer.get_by_role("button", name="Publish for everybody").click()
    at_once(run_waiting_jobs)
    [texts] = at_once(mailed_texts)
    assert "Yes. It says so now." in texts[0]

    remark.goto(f"{PROPOSAL}2/answers/")
    remark.get_by_role("link", name="F-1").click()
    expect(remark.get_by_text("Yes. It says so now.")).to_be_visible()

    open_hall(organizer)
    organizer.get_by_role("link", name="Lay it before the conference").click()
    organizer.get_by_role("button", name="Lay it before the conference").click()
    organizer.get_by_role("link", name="Enter an amendment").click()
    organizer.get_by_role("link", name="Change its wording").first.click()
    organizer.locator("[name=body]").fill("Each group names 3 people.")
    organizer.get_by_role("button", name="Enter the amendment").click()
    organizer.get_by_role("link", name="Record the decision").click()
    organizer.check("[name=result][value=adopted]")
    organizer.check("[name=method][value=count]")
    for name, number in (("votes_for", "41"), ("votes_against", "3"), ("abstained", "2")):
        organizer.fill(f"[name={name}]", number)
    organizer.get_by_role("button", name="Go on").click()
    organizer.get_by_role("button", name="Record it for good").click()
    organizer.get_by_role("link", name="Decide on the text as a whole").click()
    organizer.check("[name=result][value=adopted]")
    organizer.check("[name=method][value=consensus]")
    organizer.get_by_label("What changed, and why").fill("The conference wants 3 people.")
    organizer.get_by_role("button", name="Go on").click()
    organizer.get_by_role("button", name="Record it for good").click()
    expect(organizer.get_by_text("2 Points of Unity are published")).to_be_visible()

    reader = visit("/en/2032/unity/2/", scripts=False)
    chain = [re.sub(r"\s+", " ", one) for one in reader.locator(".chain li").all_inner_texts()]
    assert chain[0] == "Point 2"
    assert [one.split(" ")[0] for one in chain[1:]] == ["Adopted", "Second", "First"]
    assert chain[3].endswith("1 remark")
    reader.goto("/en/2032/unity/1/")
    expect(reader.get_by_text("Each group names 3 people.")).to_be_visible()
    expect(reader.get_by_text("41 for, 3 against, 2 abstained.")).to_be_visible()
