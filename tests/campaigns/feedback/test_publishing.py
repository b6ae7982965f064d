"""Publishing the next draft: what has no answer is asked about, answers go out with it, feedback finds a closed door."""

import pytest

from campaigns.checklist import checklist, publish_as_checked
from campaigns.drafting.beginning import start_working_draft
from campaigns.feedback.releasing import release_answers
from campaigns.models import Draft, Response
from tests.campaigns.editor import page
from tests.campaigns.makers import make_published_draft, publish, refusal
from tests.campaigns.test_publishing_page import press
from tests.html import text_of

from .makers import make_answer, make_feedback

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    """A working draft after a published one."""
    return start_working_draft(proposal=make_published_draft().proposal)


@pytest.fixture
def july(draft):
    return Draft.objects.get(number=1)


def publish_checked(draft, **values):
    defaults = {"plain_summary": "Easy.", "label": "August 8", "change_summary": "All.", "feedback_closes_at": None}
    return publish_as_checked(draft=draft, seen=checklist(draft).seen, **defaults | values)


def test_answers_that_are_ready_go_out_with_the_draft_and_are_shown_in_it(draft, july):
    response, early = make_answer(make_feedback(draft=july)), make_answer(make_feedback(draft=july), published=True)

    august = publish(draft, label="August 8")

    response, early = Response.objects.get(pk=response.pk), Response.objects.get(pk=early.pk)
    assert (response.shown_in, response.published_at) == (august, august.published_at)
    assert early.shown_in is None


def test_answer_that_settles_nothing_any_more_stays_in_the_drawer(draft, july):
    response = make_answer(make_feedback(draft=july))
    response.settlements.all().delete()

    publish(draft, label="August 8")

    assert not Response.objects.get().is_published


def test_answers_can_be_published_before_the_next_draft(july):
    one, other = make_answer(make_feedback(draft=july)), make_answer(make_feedback(draft=july))

    assert release_answers(proposal=july.proposal, only=other) == [other]
    assert release_answers(proposal=july.proposal) == [one]
    assert refusal(release_answers, proposal=july.proposal) == ["no_answers_ready"]


def test_unanswered_remarks_are_asked_about_and_do_not_block(draft, july):
    make_feedback(draft=july)
    make_answer(make_feedback(draft=july))

    assert refusal(publish_checked, draft=draft) == ["feedback_unanswered"]
    publish_checked(draft, leaves_unanswered=1)

    assert Draft.objects.get(pk=draft.pk).is_published


def test_remark_that_comes_in_while_the_organizer_reads_is_asked_about_as_well(draft, july):
    make_feedback(draft=july)
    seen = checklist(draft).feedback.waiting
    make_feedback(draft=july)

    assert refusal(publish_checked, draft=draft, leaves_unanswered=seen) == ["feedback_unanswered"]


def test_held_hidden_and_repeated_remarks_are_not_asked_about(draft, july):
    one = make_feedback(draft=july)
    make_answer(one)
    make_feedback(draft=july, same_as=one)
    make_feedback(draft=july, state="held")
    make_feedback(draft=july, state="hidden")

    publish_checked(draft)

    assert Draft.objects.get(pk=draft.pk).is_published


# -- on the page --------------------------------------------------------------------------------------------------------


def test_checklist_says_how_many_are_answered_and_how_many_are_not(desk, draft, july):
    make_answer(make_feedback(draft=july))
    make_feedback(draft=july)
    make_feedback(draft=july, state="held")

    words = text_of(desk.get(page(draft, "publish")).text)

    assert "1 remark is answered with this draft." in words
    assert "1 remark has no answer." in words
    assert "1 is held, so nobody can read it." in words


def test_button_wants_a_tick_where_something_has_no_answer(desk, draft, july):
    make_feedback(draft=july)

    refused = press(desk, draft)
    assert refused.status_code == 422
    assert "Answer them first, or tick this box." in text_of(refused.text)
    assert not Draft.objects.get(pk=draft.pk).is_published

    assert press(desk, draft, leave_unanswered="on").status_code == 302
    assert Draft.objects.get(pk=draft.pk).is_published


def test_tick_counts_only_for_what_the_page_has_shown(desk, draft, july):
    make_feedback(draft=july)
    make_feedback(draft=july)

    refused = press(desk, draft, leave_unanswered="on", unanswered_seen="1")

    assert refused.status_code == 422
    assert "2 remarks have no answer yet." in text_of(refused.text)
    assert press(desk, draft, leave_unanswered="on").status_code == 302


def test_without_feedback_nothing_is_asked(desk, draft):
    assert "answer" not in text_of(desk.get(page(draft, "publish")).text)
    assert press(desk, draft).status_code == 302
