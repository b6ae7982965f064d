"""What visitors find at the addresses of a proposal and of its drafts."""

import gzip
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.drafting.beginning import start_working_draft
from campaigns.models import Proposal
from campaigns.publishing import publish_draft, withdraw_draft
from conference.models import Conference
from tests.campaigns.makers import (
    AUGUST_8,
    JULY_4,
    add_text,
    make_proposal,
    make_published_draft,
    make_two_drafts,
    make_working_draft,
    publish,
    retitle,
)
from tests.html import elements, text_of
from tests.makers import make_conference, make_page, translate

pytestmark = pytest.mark.django_db
LIST, STRATEGY = "/en/2007/proposals/", "/en/2007/proposals/strategy/"


def words(client, url=STRATEGY) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return text_of(response.text)


def canonical(client, url) -> str:
    [link] = [a["href"] for _n, a in elements(client.get(url).text, "link") if a.get("rel") == "canonical"]
    return link


@pytest.fixture
def two_drafts(db):
    first, second = make_two_drafts(
        old={"focus": "We act together.", "raids": "We stop raids.", "wall": "No wall."},
        new={"focus": "We act together now.", "raids": "We stop raids.", "border": "An open border."},
    )
    return first, publish(second, label="August 8, 2007 Framework", published_at=AUGUST_8)


# -- the list ------------------------------------------------------------------------------------------


def test_list_names_each_proposal_with_summary_and_number_of_changes(client, two_drafts):
    found = words(client, LIST)

    assert "1. Strategy" in found
    assert "What we do together." in found
    assert "August 8, 2007 Framework . 3 sections differ from the draft before. See what changed" in found


def test_list_says_which_draft_is_the_first(client):
    make_published_draft()

    assert "July 4, 2007 Draft . It is the first draft." in words(client, LIST)


def test_list_says_how_long_opinions_are_welcome(client):
    publish(make_working_draft(), feedback_closes_at=timezone.now() + timedelta(days=5, hours=1))

    found = words(client, LIST)

    assert "Open for your opinion" in found
    assert "5 days are left." in found


def test_list_says_when_opinions_were_welcome(client):
    publish(make_working_draft(), published_at=JULY_4, feedback_closes_at=JULY_4 + timedelta(days=3))

    assert "We took feedback on this draft until July 7, 2007." in words(client, LIST)


def test_closing_time_is_the_conferences_own(client):
    conference = make_conference(time_zone="America/Los_Angeles")
    closes_at = timezone.now().replace(hour=3, minute=30) + timedelta(days=40)
    publish(make_working_draft(proposal=make_proposal(conference=conference)), feedback_closes_at=closes_at)

    local = closes_at.astimezone(conference.zone)
    assert f"{local:%B} {local.day}, {local.year}, {local.hour - 12}:30 p.m. ({local.tzname()})" in words(client, LIST)


def test_list_without_proposals_says_so_kindly(client):
    make_conference()
    make_working_draft()

    assert "There are no proposals yet." in words(client, LIST)


def test_list_takes_its_introduction_from_the_organizers_page(client):
    make_page(conference=make_conference(), slug="proposals", title="Our proposals", body="Read and *answer*.")

    assert "Our proposals" in words(client, LIST)
    assert "Read and answer ." in words(client, LIST)


def test_proposals_of_an_unpublished_conference_are_not_found(client):
    draft = make_published_draft(proposal=make_proposal(conference=make_conference(is_public=False)))
    key = draft.texts.first().section.key

    for rest in ("", "strategy/", "strategy/1/", "strategy/1/print/", f"strategy/{key}/", "strategy/compare/"):
        assert client.get(f"{LIST}{rest}").status_code == 404


def test_proposals_of_a_past_conference_say_that_it_is_past(client):
    make_conference(slug="2007", is_current=True)
    make_published_draft(proposal=make_proposal(conference=make_conference(slug="2006")))

    assert "This is the 2006 conference." in words(client, "/en/2006/proposals/strategy/")


# -- the draft -------------------------------------------------------------------------------------------


def test_draft_shows_its_sections_with_numbers_and_lasting_anchors(client):
    draft = make_working_draft(focus="We act *together*.")
    part = add_text(draft=draft, heading="Raids", body="Stop.", inside=draft.texts.get())
    publish(draft)

    html = client.get(STRATEGY).text

    assert "1 Focus We act together . " in text_of(html)
    assert "1.1 Raids Stop." in text_of(html)
    assert ("section", f"{part.section.key}") in {(name, a.get("id")) for name, a in elements(html)}
    assert ("a", f"#{part.section.key}") in {(name, a.get("href")) for name, a in elements(html)}


def test_headings_inside_a_section_lie_below_its_own(client):
    draft = make_working_draft(focus="### Why\n\nBecause.")
    add_text(draft=draft, heading="Raids", body="# How\n\nSo.", inside=draft.texts.get())
    publish(draft)

    html = client.get(STRATEGY).text

    assert "<h3>Why</h3>" in html
    assert "<h4>How</h4>" in html


def test_older_draft_says_that_a_newer_one_exists_and_names_the_lasting_address(client, two_drafts):
    assert "This is an older draft. A newer one was published on August 8, 2007" in words(client, f"{STRATEGY}1/")
    assert canonical(client, f"{STRATEGY}1/") == canonical(client, f"{STRATEGY}2/") == f"http://testserver{STRATEGY}"


def test_newest_draft_says_nothing_of_the_kind(client, two_drafts):
    assert "older draft" not in words(client)


def test_draft_says_what_changed_and_marks_the_sections(client, two_drafts):
    found = words(client)

    assert "1 section changed. 1 section is new. 1 section was removed. 1 section is the same." in found
    assert "We wrote what you told us." in found
    assert "Contents Differs from the draft before 1 Focus (Changed)" in found
    assert "1 Focus Changed We act" in found  # the mark stands below the heading of its own section
    assert f"{STRATEGY}changes/1-2/" in client.get(STRATEGY).text


def test_draft_lists_all_published_drafts_and_no_working_one(client, two_drafts):
    start_working_draft(proposal=two_drafts[0].proposal)

    found = words(client)

    assert "July 4, 2007 July 4, 2007 Draft August 8, 2007 August 8, 2007 Framework (you are reading it)" in found
    assert client.get(f"{STRATEGY}3/").status_code == 404


def test_draft_can_be_cited(client, two_drafts):
    found = words(client, f"{STRATEGY}1/")

    assert "The text of this draft can never change." in found
    assert "Cite this draft Title Strategy Draft July 4, 2007 Draft Published July 4, 2007" in found
    assert f"http://testserver{STRATEGY}1/" in found
    assert two_drafts[0].content_sha256[:12] in found


def test_withdrawn_draft_says_why_and_keeps_its_address(client, two_drafts):
    withdraw_draft(draft=two_drafts[1], reason="We mixed up two files.")

    found = words(client)

    assert "Withdrawn. The network took “August 8, 2007 Framework” back on" in found
    assert "We mixed up two files." in found
    assert "The newest draft that still stands: July 4, 2007 Draft" in found
    assert "Withdrawn" in words(client, LIST)


def test_draft_that_stands_says_that_the_newer_ones_were_withdrawn(client, two_drafts):
    withdraw_draft(draft=two_drafts[1], reason="We mixed up two files.")

    found = words(client, f"{STRATEGY}1/")

    assert "All newer drafts were withdrawn. This one still stands." in found
    assert "older draft" not in found


def test_draft_is_dated_by_the_day_at_the_place_of_the_conference(client):
    conference = make_conference(time_zone="America/Los_Angeles")
    late = datetime(2007, 8, 9, 5, 30, tzinfo=UTC)  # 10:30 in the evening of August 8 there
    make_published_draft(proposal=make_proposal(conference=conference), published_at=late)

    assert "Published August 8, 2007" in words(client)


def test_opinions_on_a_draft_end_with_the_next_one(client):
    first = publish(make_working_draft(), feedback_closes_at=timezone.now() + timedelta(days=20))
    publish(start_working_draft(proposal=first.proposal), label="Second")

    today = timezone.now().astimezone(first.proposal.conference.zone)
    expected = f"We took feedback on this draft until {today:%B} {today.day}, {today.year}."
    assert expected in words(client, f"{STRATEGY}1/")


def test_draft_reads_in_the_language_of_the_address(client, two_drafts):
    text = two_drafts[1].texts.order_by("position").first()
    translate(text, heading="Enfoque", body="Actuamos *juntos* ahora.")

    html = client.get(STRATEGY.replace("/en/", "/es/")).text

    assert "Actuamos <em>juntos</em> ahora." in html
    assert '<span lang="en" dir="ltr">Raids</span>' in html


def test_draft_keeps_the_title_it_was_published_under(client):
    draft = make_published_draft()
    assert "under another title" not in words(client)

    retitle(draft.proposal, "Framework")

    assert "This draft was published under another title: “Strategy”" in words(client)
    assert "Title Strategy Draft July 4" in words(client)
    assert '<h1><bdi lang="en" dir="ltr">Strategy</bdi></h1>' in client.get(f"{STRATEGY}1/print/").text


def test_citation_of_a_translation_says_whose_fingerprint_it_is(client, two_drafts):
    found = words(client, STRATEGY.replace("/en/", "/ar/"))

    assert "This is a translation. The fingerprint belongs to the text as it was written, in English." in found
    assert "The text of this draft can never change." not in found


def test_markup_in_a_draft_stays_text(client):
    draft = start_working_draft(proposal=make_proposal(title="<b>Bold</b>"))
    add_text(draft=draft, heading="<script>alert(1)</script>", body="<img src=x onerror=alert(1)>")
    publish(draft)

    html = client.get(STRATEGY).text

    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize("rest", ["0/", "3/", "99999999999999999999/", "s2aaaaa/", "2/export.exe", "words/"])
def test_unknown_part_of_a_proposal_is_not_found(client, two_drafts, rest):
    assert client.get(f"{STRATEGY}{rest}", follow=True).status_code == 404


# -- the section ---------------------------------------------------------------------------------------------


def test_section_history_tells_its_whole_life(client, two_drafts):
    key = two_drafts[0].texts.get(heading="Focus").section.key

    found = words(client, f"{STRATEGY}{key}/")

    assert "1 As it reads now We act together now." in found
    assert "August 8, 2007 August 8, 2007 Framework Changed We act together [added: now ] ." in found
    assert "July 4, 2007 July 4, 2007 Draft New Here it appeared, as section 1." in found


def test_section_that_was_left_out_keeps_its_page(client, two_drafts):
    key = two_drafts[0].texts.get(heading="Wall").section.key

    found = words(client, f"{STRATEGY}{key}/")

    assert "This section is no longer part of the proposal. It was left out on August 8, 2007 ." in found
    assert "3 As it read last No wall." in found


def test_section_that_comes_back_says_so(client, two_drafts):
    section = two_drafts[0].texts.get(heading="Wall").section
    third = start_working_draft(proposal=two_drafts[0].proposal)
    add_text(draft=third, section=section, heading="Wall", body="No wall.")
    publish(third, label="Third")

    found = words(client, f"{STRATEGY}{section.key}/")

    assert "New It came back, as section 4." in found
    assert "New Here it appeared, as section 3." in found


def test_section_history_says_when_the_section_moved(client):
    first = make_published_draft(focus="We act.", raids="Stop.", wall="No wall.")
    second = start_working_draft(proposal=first.proposal)
    second.texts.filter(heading="Wall").update(position=0)
    publish(second, label="Second", published_at=AUGUST_8)
    key = first.texts.get(heading="Wall").section.key

    assert "Moved The text is the same. Was 3, is now 1." in words(client, f"{STRATEGY}{key}/")


def test_section_only_in_the_working_draft_is_not_found(client):
    draft = make_published_draft()
    working = start_working_draft(proposal=draft.proposal)
    text = add_text(draft=working, heading="Secret")

    assert client.get(f"{STRATEGY}{text.section.key}/").status_code == 404


# -- paper -----------------------------------------------------------------------------------------------------


def test_print_page_numbers_all_lines_through_and_draws_the_address(client):
    publish(make_working_draft(focus="word " * 40, raids="Stop."))

    html = client.get(f"{STRATEGY}1/print/").text

    numbers = [int(number) for number in re.findall(r'data-line="(\d+)"', html)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == 6
    assert 'class="qr-code"' in html
    assert "/en/2007/proposals/strategy/1/" in text_of(html)


# -- costs -------------------------------------------------------------------------------------------------------


def fill(count: int) -> None:
    conference = Conference.objects.first() or make_conference()
    for number in range(Proposal.objects.count() + 1, count + 1):
        proposal = make_proposal(conference=conference, number=number, slug=f"p-{number}")
        first = make_published_draft(proposal=proposal)
        publish(start_working_draft(proposal=proposal), label="Second", published_at=AUGUST_8)
        translate(first.texts.first(), heading="Enfoque")


def queries(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_list_costs_the_same_six_queries_with_one_and_fifty_proposals(client):
    fill(1)
    with_one = queries(client, "/es/2007/proposals/")
    fill(50)

    assert queries(client, "/es/2007/proposals/") == with_one <= 6


def test_draft_pages_cost_the_same_queries_with_two_and_sixty_sections(client, two_drafts):
    proposal = make_proposal(number=2, slug="long")
    for label, count in (("First", 60), ("Second", 60)):
        draft = start_working_draft(proposal=proposal)
        for number in range(draft.texts.count(), count):
            add_text(draft=draft, heading=f"Heading {number}")
        publish_draft(draft=draft, label=label, change_summary="More.")
    key = draft.texts.first().section.key
    short_key = two_drafts[1].texts.first().section.key

    for short, long in (("", ""), ("1/", "1/"), ("2/print/", "2/print/"), (f"{short_key}/", f"{key}/")):
        url = STRATEGY.replace("/en/", "/es/")
        few = queries(client, f"{url}{short}")
        assert queries(client, f"/es/2007/proposals/long/{long}") == few <= 8


def test_draft_of_five_thousand_words_is_light(client):
    """At most 25 KB as it is sent, with words as different from each other as those of a real text."""
    words = re.findall(r"\w+", Path("campaigns/demo/2007.toml").read_text())
    chance = Random(2007)
    draft = make_working_draft(focus="We act together.")
    for number in range(25):
        add_text(draft=draft, heading=f"Heading {number}", body=" ".join(chance.choices(words, k=200)))
    publish(draft)

    page = client.get(STRATEGY)

    assert len(text_of(page.text).split()) > 5_000
    assert len(gzip.compress(page.content)) < 25_000
