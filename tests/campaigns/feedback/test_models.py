"""What the database lets happen, and what rows say about themselves."""

import pytest
from django.utils import timezone

from campaigns.drafting.beginning import start_working_draft
from campaigns.models import Feedback, Response
from tests.campaigns.makers import change, make_proposal, make_published_draft, publish

from .makers import make_answer, make_feedback, make_wording, text_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_published_draft()


def refs(feedback) -> list[str]:
    return [one.ref for one in feedback]


def test_remarks_of_a_proposal_are_numbered_in_a_row(draft):
    elsewhere = make_published_draft(proposal=make_proposal(number=2, slug="two"))
    assert refs([make_feedback(draft=draft), make_feedback(draft=elsewhere), make_feedback(draft=draft)]) == [
        "F-1", "F-1", "F-2",
    ]  # fmt: skip


def test_number_is_given_once_somebody_stands_behind_the_remark(draft):
    one = make_feedback(draft=draft, state="unconfirmed")
    make_feedback(draft=draft)
    assert one.ref == ""

    one.state = Feedback.State.HELD
    one.save(update_fields=["state"])

    assert one.ref == "F-2"


def test_number_never_changes_and_is_never_given_again(draft):
    one = make_feedback(draft=draft, state="held")
    change(one, number=77)
    one.refresh_from_db()
    assert one.ref == "F-1"

    one.delete()

    assert make_feedback(draft=draft).ref == "F-2"


def test_remarks_added_in_bulk_are_numbered_as_well(draft):
    rows = [Feedback(proposal=draft.proposal, draft=draft, body=f"Number {number}") for number in range(3)]
    Feedback.objects.bulk_create(rows)

    assert list(Feedback.objects.values_list("number", "body")) == [(1, "Number 0"), (2, "Number 1"), (3, "Number 2")]


def test_held_remark_may_be_corrected_and_deleted(draft):
    one = make_feedback(draft=draft, state="held")
    change(one, body="Better.")

    one.delete()

    assert not Feedback.objects.exists()


def test_author_may_take_back_a_public_remark_and_its_trace_stays(draft):
    one = make_wording(text=text_in(draft), shown_as="name", name="Ben")
    words = dict.fromkeys(["name", "suggested_body", "suggested_heading", "base_body", "base_heading"], "")

    change(one, state="withdrawn", shown_as="nobody", **words)

    assert refs(Feedback.objects.listed()) == ["F-1"]


def test_name_on_a_public_remark_may_go(draft):
    one = make_feedback(draft=draft, shown_as="name", name="Ben")

    change(one, shown_as="nobody", name="")

    assert Feedback.objects.get().shown_as == "nobody"


def test_remark_on_a_past_draft_may_come_late(draft):
    """Paper from a meeting is typed in after the next draft is out."""
    publish(start_working_draft(proposal=draft.proposal), label="August 8")

    assert make_feedback(draft=draft, source="paper", people=12).ref == "F-1"


def test_querysets_say_what_stands_and_what_is_answered(draft):
    asked, ready, told, hidden = (make_feedback(draft=draft) for _number in range(4))
    make_answer(ready)
    make_answer(told, published=True)
    change(hidden, state="hidden", hidden_reason="It named somebody.")
    make_feedback(draft=draft, state="held")
    same = make_feedback(draft=draft, same_as=asked)

    of = Feedback.objects
    assert list(of.public()) == [asked, ready, told, same]
    assert list(of.listed()) == [asked, ready, told, hidden, same]
    assert list(of.unanswered()) == [asked]
    assert list(of.answered()) == [told]
    assert [one.is_settled for one in of.standing().with_settled()] == [False, True, True]


def test_better_answer_takes_the_place_of_a_published_one(draft):
    one = make_feedback(draft=draft)
    old = make_answer(one, published=True)
    change(old.settlements.get(), superseded_at=timezone.now())

    new = make_answer(one, outcome="not_taken")

    assert [settlement.response for settlement in one.settlements.all()] == [old, new]
    assert [settlement.response for settlement in one.settlements.live()] == [new]


def test_published_answer_may_settle_one_more_remark(draft):
    response = make_answer(make_feedback(draft=draft), published=True)

    response.settlements.create(proposal=draft.proposal, feedback=make_feedback(draft=draft))

    assert response.settlements.count() == 2


def test_unpublished_answer_may_be_undone(draft):
    one = make_feedback(draft=draft)
    make_answer(one).delete()

    assert not Response.objects.exists()
    assert list(Feedback.objects.unanswered()) == [one]
