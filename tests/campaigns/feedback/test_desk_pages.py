"""The organizers' desk: the queue by section, many remarks at once, the list of all, the home page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.desk import tasks
from campaigns.drafting.beginning import start_working_draft
from campaigns.models import Feedback, Response
from tests.campaigns.editor import make_helper, page
from tests.campaigns.makers import add_text, change, make_proposal, make_published_draft
from tests.html import text_of

from .browser import TEXT, here, of, press, shown, words
from .makers import make_answer, make_feedback, make_wording, text_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_published_draft(focus=TEXT, raids="We stop raids.")


@pytest.fixture
def key(draft):
    return text_in(draft).section.key


# -- the queue ----------------------------------------------------------------------------------------------------------


def test_overview_counts_what_waits_in_each_section(desk, draft, key):
    here(draft)
    make_answer(here(draft))
    here(draft, state="held")
    here(draft, state="spam", published_at=None)
    make_feedback(draft=draft)

    overview = desk.get(page(draft, "feedback"))

    assert "The draft as a whole 1 0 0 1 1 Focus 1 1 1 3 2 Raids 0 0 0 0" in words(overview)
    assert "2 remarks want an answer. 1 is held. 1 answer is ready." in words(overview)


def test_answers_that_are_ready_are_published_from_the_overview(desk, draft):
    make_answer(here(draft))

    assert desk.post(page(draft, "feedback")).status_code == 303

    assert Response.objects.get().is_published
    desk.post(page(draft, "feedback"))  # twice: told, not broken
    assert "No answer is waiting" in words(desk.get(page(draft, "feedback")))


def test_section_shows_its_text_what_changed_since_and_the_remarks_that_wait(desk, draft, key):
    change_in_working_draft(draft, TEXT.replace("January", "March"))
    here(draft, body="Why in winter?")
    make_wording(text=text_in(draft), body=TEXT.replace("January", "May"))

    said = words(desk.get(page(draft, "feedback_section", key)))

    assert "1 Focus We act together in each state. We meet in January." in said
    assert "[removed: January ] [added: March ]" in said
    assert "Why in winter?" in said
    assert "[removed: January ] [added: May ]" in said


def change_in_working_draft(draft, body):
    text = text_in(start_working_draft(proposal=draft.proposal))
    text.body = body
    text.save()


@pytest.mark.parametrize(
    ("query", "refs"),
    [
        ({}, ["F-2", "F-1"]),
        ({"show": "ready"}, ["F-3"]),
        ({"show": "held"}, ["F-4"]),
        ({"show": "all", "order": "place"}, ["F-1", "F-2", "F-3", "F-4"]),
        ({"order": "newest"}, ["F-2", "F-1"]),
        ({"kind": "question"}, ["F-1"]),
        ({"language": "es"}, ["F-2"]),
        ({"show": "x", "order": "y", "kind": "z", "language": "q", "page": "w"}, []),
    ],
)  # fmt: skip
def test_queue_is_narrowed_by_the_address(desk, draft, key, query, refs):
    here(draft, kind="question")
    here(draft, language="es", source="paper", people=7)
    make_answer(here(draft))
    here(draft, state="held")

    assert shown(desk, page(draft, "feedback_section", key), **query) == refs


def test_queue_costs_the_same_queries_with_one_and_with_twenty_remarks(desk, draft, key):
    url = page(draft, "feedback_section", key) + "?show=all"
    make_answer(make_wording(text=text_in(draft)))
    desk.get(url)
    with CaptureQueriesContext(connection) as with_one:
        desk.get(url)
    for number in range(20):
        make_answer(make_wording(text=text_in(draft), body=f"New {number}"))

    with CaptureQueriesContext(connection) as with_twenty:
        desk.get(url)

    assert len(with_twenty) == len(with_one) <= 30


def test_no_feedback_pages_for_working_drafts_other_sections_or_helpers_without_the_right(desk, client, draft, key):
    working = start_working_draft(proposal=draft.proposal)
    new = add_text(draft=working).section

    assert desk.get(page(working, "feedback")).status_code == 404
    assert desk.get(page(draft, "feedback_section", new.key)).status_code == 404
    client.force_login(make_helper("view_draft"))
    assert client.get(page(draft, "feedback")).status_code == 403
    assert client.get(of(here(draft))).status_code in {403, 404}
    assert client.get(reverse("admin:campaigns_feedback_together") + "?ids=1").status_code == 403


# -- many at once -----------------------------------------------------------------------------------------------------------


def test_one_answer_is_written_for_all_ticked_remarks(desk, draft, key):
    one, other, third = here(draft), here(draft), here(draft)
    url = page(draft, "feedback_section", key)

    typed = {"outcome": "partly", "reason": "La mitad.", "language": "es", "section": key}
    answer = press(desk, url, "answer", one, third, **typed)

    assert (answer.status_code, answer.url) == (303, url)
    assert shown(desk, url) == [other.ref]
    response = Response.objects.get()
    assert (response.section.key, response.language) == (key, "es")


def test_answer_that_cannot_be_stored_comes_back_with_all_that_was_typed(desk, draft, key):
    one = here(draft)
    url = page(draft, "feedback_section", key)

    refused = press(desk, url, "answer", one, outcome="not_taken", reason=" ")
    assert refused.status_code == 422
    assert "Write the reason." in words(refused)
    assert f'value="{one.pk}" checked' in refused.text

    refused = press(desk, url, "answer", outcome="noted", reason="My long words")
    assert refused.status_code == 422
    assert "Tick at least one remark." in words(refused)
    assert "My long words" in refused.text
    assert not Response.objects.exists()


def test_remark_that_somebody_else_answered_meanwhile_is_not_answered_over(desk, draft, key):
    one = here(draft)
    url = page(draft, "feedback_section", key) + "?show=all"
    make_answer(one)

    refused = press(desk, url, "answer", one, outcome="noted")

    assert refused.status_code == 422
    assert "F-1 has an answer already." in words(refused)
    seen = {f"seen-{one.pk}": one.settlements.get().pk, "replace": "yes"}
    assert press(desk, url, "answer", one, outcome="noted", **seen).status_code == 303
    assert [one.outcome for one in Response.objects.all()] == ["noted"]


def test_answer_that_is_there_is_used_once_more(desk, draft, key):
    response, late = make_answer(here(draft), published=True, reason="As before."), here(draft)
    url = page(draft, "feedback_section", key)
    assert "As before." in words(desk.get(url))

    assert press(desk, url, "use", late, response=response.pk).status_code == 303

    assert response.settlements.count() == 2
    assert press(desk, url, "use", here(draft), response="9x").status_code == 422


@pytest.mark.parametrize(
    ("do", "values", "state"),
    [
        ("hide", {"hidden_reason": "A name."}, "hidden"),
        ("hide", {"hidden_reason": ""}, "public"),
        ("hold", {}, "held"),
        ("publish", {}, "public"),
        ("spam", {}, "public"),
        ("dance", {}, "public"),
    ],
)
def test_other_buttons_do_what_they_say_with_all_ticked_remarks(desk, draft, key, do, values, state):
    one, other = here(draft), here(draft)

    press(desk, page(draft, "feedback_section", key), do, one, other, **values)

    assert {one.state for one in Feedback.objects.all()} == {state}


def test_ticked_remarks_are_counted_as_one(desk, draft, key):
    one, other = here(draft), here(draft)

    press(desk, page(draft, "feedback_section", key), "same", one, other)

    assert Feedback.objects.get(pk=other.pk).same_as == one
    assert "Counted along: F-2" in words(desk.get(page(draft, "feedback_section", key)))


def test_remarks_ticked_in_the_list_are_answered_together(desk, draft):
    one, other = here(draft), make_feedback(draft=draft)
    changelist = reverse("admin:campaigns_feedback_changelist")

    led = desk.post(changelist, {"action": "answer_together", "_selected_action": [one.pk, other.pk]})
    assert shown(desk, led.url) == ["F-1", "F-2"]
    assert desk.get(led.url).text.count(" checked") == 2
    after = press(desk, led.url, "answer", one, other, outcome="noted")

    assert " checked" not in desk.get(after.url).text
    assert not Feedback.objects.unanswered().exists()
    assert desk.get(reverse("admin:campaigns_feedback_together") + "?ids=x,,9").status_code == 302


def test_all_on_a_page_are_ticked_with_one_press(desk, draft, key):
    one, other = here(draft), here(draft)
    url = page(draft, "feedback_section", key) + "?kind=comment"

    all_ticked = desk.get(f"{url}&ticked=yes").text
    assert all_ticked.count(" checked") == 2
    assert "It takes the place of the answer" not in all_ticked

    assert press(desk, f"{url}&ticked=yes", "answer", one, other, outcome="noted").url == url


def test_ticked_one_that_somebody_else_answered_meanwhile_is_named(desk, draft, key):
    one, other = here(draft), here(draft)
    make_answer(other)
    url = page(draft, "feedback_section", key)

    press(desk, url, "answer", one, other, outcome="noted")

    assert "1 ticked remark is not here any more: somebody else was quicker." in words(desk.get(url))
    assert Response.objects.count() == 2


def test_remarks_on_another_proposal_are_not_left_out_in_silence(desk, draft):
    other = make_published_draft(proposal=make_proposal(number=2, slug="other"))
    keys = [make_feedback(draft=one).pk for one in (draft, other)]

    together = desk.get(reverse("admin:campaigns_feedback_together") + f"?ids={keys[0]},{keys[1]}")

    assert "1 of them is about another proposal. Answer it apart." in words(together)


def test_one_that_counts_along_says_with_which(desk, draft, key):
    here(draft, same_as=here(draft), source="meeting", people=6)

    assert "Counted along: F-2 . 7 people in all" in words(desk.get(page(draft, "feedback_section", key)))
    assert "Counts as the same as F-1 ." in words(desk.get(page(draft, "feedback_section", key) + "?show=all"))


# -- the list -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "refs"),
    [
        ("", ["F-4", "F-3", "F-2", "F-1"]),
        ("?answer=unanswered", ["F-1"]),
        ("?answer=ready", ["F-2"]),
        ("?answer=answered", ["F-3"]),
        ("?state__exact=held", ["F-4"]),
        ("?q=winter", ["F-1"]),
        ("?q=F-3", ["F-3"]),
        ("?answer=nonsense&on=9", ["F-4", "F-3", "F-2", "F-1"]),
    ],
)
def test_list_of_all_feedback_is_narrowed_in_organizers_words(desk, draft, query, refs):
    here(draft, body="Why in winter?")
    make_answer(here(draft))
    make_answer(here(draft), published=True)
    here(draft, state="held", body="Buy pills")
    here(draft, state="unconfirmed")
    for number, one in enumerate(Feedback.objects.order_by("pk")):
        if one.number:
            change(one, said_at=timezone.now() + timedelta(seconds=number)) if one.state == "held" else None
    url = reverse("admin:campaigns_feedback_changelist")

    html = desk.get(url + query).text

    listed = [word for word in text_of(html).split() if word.startswith("F-") and word[2:].isdigit()]
    assert sorted(listed) == sorted(refs)


def test_list_can_begin_with_what_most_people_say(desk, draft):
    for people in (2, 40, 7):
        here(draft, source="meeting", people=people)

    listed = words(desk.get(reverse("admin:campaigns_feedback_changelist") + "?o=-6")).split()

    assert [word for word in listed if word.startswith("F-")] == ["F-2", "F-3", "F-1"]


def test_list_publishes_holds_and_puts_aside(desk, draft):
    held, spam = here(draft, state="held"), here(draft, state="held")
    url = reverse("admin:campaigns_feedback_changelist")

    desk.post(url, {"action": "let_pass", "_selected_action": [held.pk]})
    desk.post(url, {"action": "is_spam", "_selected_action": [spam.pk]})

    assert [one.state for one in Feedback.objects.order_by("pk")] == ["public", "spam"]


def test_list_costs_the_same_queries_however_long_it_is(desk, draft):
    url = reverse("admin:campaigns_feedback_changelist")
    make_answer(here(draft))
    desk.get(url)
    with CaptureQueriesContext(connection) as with_one:
        desk.get(url)
    for number in range(20):
        make_answer(make_feedback(draft=draft, body=f"{number}"))

    with CaptureQueriesContext(connection) as with_many:
        desk.get(url)

    assert len(with_many) == len(with_one)


def test_nobody_deletes_feedback(desk, draft):
    assert desk.post(of(here(draft), "delete"), {"post": "yes"}).status_code == 403


# -- home -----------------------------------------------------------------------------------------------------------------------------


def test_home_page_says_what_waits_and_leads_there(desk, draft):
    here(draft)
    here(draft, state="held")
    make_answer(here(draft))
    other = make_published_draft(proposal=make_proposal(number=2, slug="two", title="Two"))
    make_answer(make_feedback(draft=other))

    found = [(task.words, task.is_urgent) for task in tasks() if "remark" in task.words]

    assert found == [("1 remark on “Strategy” is held", True), ("1 remark on “Strategy” wants an answer", False)]
    assert all(desk.get(task.url).status_code == 200 for task in tasks())
