"""Proposals and drafts in the stock admin: lists, forms, what cannot be changed, what can be deleted."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.desk import tasks
from campaigns.drafting.beginning import start_working_draft
from campaigns.models import Comparison, Draft, Proposal, Section, SectionText
from nisn_site.kit.translation import Translation
from tests.html import elements
from tests.html import text_of as words_of
from tests.makers import make_conference

from .editor import make_helper, page, proposal_form
from .makers import make_proposal, make_published_draft, make_working_draft, publish
from .shapes import text_of


def url_of(thing, name="change", *more):
    return reverse(f"admin:campaigns_{thing._meta.model_name}_{name}", args=[thing.pk, *more])


@pytest.fixture
def proposal(db):
    return make_proposal()


def test_no_raw_lists_of_sections_texts_and_comparisons():
    assert not {Section, SectionText, Comparison} & set(admin.site._registry)


def test_list_of_proposals_says_how_each_stands(desk):
    make_published_draft()
    make_working_draft(proposal=make_proposal(number=2, slug="two", title="Two"))
    make_proposal(number=3, slug="three", title="Three")
    start_working_draft(proposal=make_published_draft(proposal=make_proposal(number=4, slug="four")).proposal)

    words = words_of(desk.get(reverse("admin:campaigns_proposal_changelist")).text)

    for expected in (
        "Strategy 2007 Published July 4, 2007 Draft", "Two 2007 Being written, nothing is published", "Three 2007 No draft yet",
        "Published; the next draft is being written",
    ):  # fmt: skip
        assert expected in words


@pytest.mark.parametrize("model", [Proposal, Draft])
def test_lists_cost_the_same_queries_with_one_and_twenty_rows(desk, model):
    url = reverse(f"admin:campaigns_{model._meta.model_name}_changelist")
    make_published_draft()
    desk.get(url)
    with CaptureQueriesContext(connection) as with_one:
        desk.get(url)
    for number in range(2, 21):
        make_published_draft(proposal=make_proposal(number=number, slug=f"p{number}"))

    with CaptureQueriesContext(connection) as with_twenty:
        desk.get(url)

    assert len(with_twenty) <= len(with_one) + 1


def test_writing_starts_with_one_press_and_goes_on_with_the_same_draft(desk, proposal):
    url = url_of(proposal, "start")
    assert "Write the first draft" in desk.get(url_of(proposal)).text

    first, again = desk.post(url), desk.post(url)

    draft = Draft.objects.get()
    assert first.url == again.url == page(draft)
    assert page(draft) in desk.get(url_of(proposal)).text
    assert desk.get(url).status_code == 405


def test_writing_is_not_started_without_the_right(client, proposal):
    client.force_login(make_helper("view_proposal"))

    assert client.post(url_of(proposal, "start")).status_code == 403
    assert not Draft.objects.exists()


def test_proposal_lists_its_drafts_with_what_can_be_done(desk, proposal):
    first = make_published_draft(proposal=proposal)
    second = publish(start_working_draft(proposal=proposal), label="Second Draft")
    working = start_working_draft(proposal=proposal)

    links = [a["href"] for _tag, a in elements(desk.get(url_of(proposal)).text, "a") if "href" in a]

    assert {
        first.get_absolute_url(),
        second.get_absolute_url(),
        page(first, "withdraw"),
        page(second, "changes"),
    } <= set(links)
    assert page(second, "closing") in links
    assert page(first, "closing") not in links
    assert {page(working), page(working, "publish"), page(working, "changes")} <= set(links)
    assert page(working, "withdraw") not in links


def test_address_of_a_published_proposal_cannot_be_changed(desk, proposal):
    make_published_draft(proposal=proposal)
    other = make_conference(slug="2009")
    names = {a.get("name") for _tag, a in elements(desk.get(url_of(proposal)).text, "input", "select")}
    assert not {"conference", "number", "slug"} & names

    desk.post(url_of(proposal), proposal_form(proposal, title="New", number=9, slug="new", conference=other.pk))

    proposal.refresh_from_db()
    assert (proposal.title, proposal.number, proposal.slug, proposal.conference.slug) == ("New", 1, "strategy", "2007")


def test_proposal_can_be_moved_until_it_is_published(desk, proposal):
    make_working_draft(proposal=proposal)

    desk.post(url_of(proposal), proposal_form(proposal, number=9, slug="new"))

    proposal.refresh_from_db()
    assert (proposal.number, proposal.slug) == (9, "new")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": 2}, "already has a proposal with this number"),
        ({"slug": "two"}, "already has a proposal with this word"),
        ({"slug": "2two"}, "Start with a letter"),
        ({"number": 0}, "numbered 1, 2, 3"),
        ({"number": 10**9}, "less than or equal to"),
        ({"summary": "word " * 61}, "more than 60 words"),
        ({"title": ""}, "required"),
    ],
)
def test_fault_in_a_proposal_is_said_in_words_and_everything_typed_is_kept(desk, proposal, changes, words):
    make_proposal(number=2, slug="two")

    answer = desk.post(url_of(proposal), proposal_form(proposal, title="Long and precious") | changes)

    assert answer.status_code == 200
    assert words in words_of(answer.text)
    assert changes.get("title", "Long and precious") in answer.text


def test_two_organizers_on_one_proposal_see_both_texts(desk, proposal):
    mine = proposal_form(proposal, title="Mine")
    proposal.title = "Theirs"
    proposal.save()

    answer = desk.post(url_of(proposal), mine)

    assert "Somebody else saved this" in answer.text
    assert Proposal.objects.get().title == "Theirs"


def test_proposal_is_deleted_with_its_working_draft_while_nothing_is_published(desk, proposal):
    make_working_draft(proposal=proposal)
    assert "Working draft" in words_of(desk.get(url_of(proposal, "delete")).text)

    desk.post(url_of(proposal, "delete"), {"post": "yes"})

    assert (Proposal.objects.count(), Draft.objects.count(), Section.objects.count()) == (0, 0, 0)


def test_proposal_with_a_published_draft_is_not_deleted(desk, proposal):
    make_published_draft(proposal=proposal)

    assert desk.get(url_of(proposal, "delete")).status_code == 403
    assert desk.post(url_of(proposal, "delete"), {"post": "yes"}).status_code == 403
    assert Proposal.objects.exists()


def test_working_draft_is_deleted_and_published_ones_are_not(desk, proposal):
    first = make_published_draft(proposal=proposal)
    working = start_working_draft(proposal=proposal)

    assert desk.post(url_of(first, "delete"), {"post": "yes"}).status_code == 403
    assert desk.post(url_of(working, "delete"), {"post": "yes"}).status_code == 302

    assert list(Draft.objects.all()) == [first]
    assert Section.objects.count() == first.texts.count()


def test_page_of_a_draft_changes_nothing(desk, proposal):
    draft = make_published_draft(proposal=proposal)
    html = desk.get(url_of(draft)).text
    assert "nobody can change its text" in words_of(html)
    assert [a for _tag, a in elements(html, "input") if a.get("name") in {"_save", "label", "plain_summary"}] == []

    answer = desk.post(url_of(draft), {"label": "Other", "_save": "Save"}, follow=True)

    assert "Nothing is changed on this page" in answer.text
    assert Draft.objects.get().label == "July 4, 2007 Draft"


def test_drafts_are_not_added_by_hand(desk):
    assert desk.get(reverse("admin:campaigns_draft_add")).status_code == 403


def test_published_texts_are_translated_on_the_page_of_their_draft(desk, proposal):
    draft = make_published_draft(proposal=proposal)
    text = text_of(draft, "Focus")

    desk.post(url_of(draft, "translate", "es"), {f"sectiontext-{text.pk}-body": "Texto", "is_reviewed": "on"})

    assert Translation.objects.of([text]).get().text == "Texto"
    links = [
        a["href"]
        for _t, a in elements(desk.get(reverse("admin:translation_list", args=["es"])).text, "a")
        if "href" in a
    ]
    assert url_of(draft, "translate", "es") in links


def test_home_lists_what_about_the_proposals_needs_somebody(desk):
    soon, later = timezone.now() + timedelta(days=2), timezone.now() + timedelta(days=9)
    today = timezone.localdate()
    conference = make_conference(slug=str(today.year), starts_on=today, ends_on=today)
    for number, closes_at in enumerate([soon, later, None], start=1):
        proposal = make_proposal(conference=conference, number=number, slug=f"p{number}", title=f"Proposal {number}")
        publish(make_working_draft(proposal=proposal), feedback_closes_at=closes_at)
    start_working_draft(proposal=proposal)

    assert [(task.words, task.is_urgent) for task in tasks()] == [
        ("Feedback on “Proposal 1” closes in three days or less", True),
        ("“Proposal 3” has no day on which feedback closes", False),
        ("The working draft of “Proposal 3” is not published yet", False),
    ]
    home = desk.get("/admin/").text
    assert all(task.url in home and desk.get(task.url).status_code == 200 for task in tasks())


def test_many_working_drafts_are_one_line(db, django_assert_num_queries):
    for number in range(1, 8):
        start_working_draft(proposal=make_proposal(number=number, slug=f"p{number}"))

    with django_assert_num_queries(7):
        found = tasks()

    assert [task.words for task in found] == ["7 working drafts are not published yet"]


def test_new_proposal_has_the_next_number_and_leads_on_to_its_first_draft(desk):
    conference = make_conference(is_current=True)
    make_proposal(conference=conference, number=4)
    html = desk.get(reverse("admin:campaigns_proposal_add")).text
    number = next(a["value"] for _tag, a in elements(html, "input") if a.get("name") == "number")
    new = {
        "title": "Two",
        "number": number,
        "slug": "two",
        "conference": conference.pk,
        "language": "en",
        "_save": "Save",
    }

    answer = desk.post(reverse("admin:campaigns_proposal_add"), new, follow=True)

    assert Proposal.objects.get(slug="two").number == 5
    assert "Write the first draft" in answer.text


def test_moments_of_a_draft_are_told_in_the_time_of_its_conference(desk):
    conference = make_conference(time_zone="America/Chicago")
    draft = make_published_draft(proposal=make_proposal(conference=conference))

    assert "July 4, 2007, 7 a.m. (CDT)" in words_of(desk.get(url_of(draft)).text)
    assert "July 4, 2007, 7 a.m. (CDT)" in words_of(desk.get(reverse("admin:campaigns_draft_changelist")).text)
