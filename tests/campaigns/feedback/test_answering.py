"""One answer settles and credits many remarks; it can be undone until it is published."""

import pytest

from campaigns.feedback.answering import answer_feedback, change_answer, settle_more, take_out, undo_answer
from campaigns.models import Feedback, Response, Settlement
from tests.campaigns.makers import change, make_proposal, make_published_draft, refusal

from .makers import make_answer, make_feedback, text_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_published_draft()


@pytest.fixture
def remarks(draft):
    return [make_feedback(draft=draft) for _number in range(3)]


def settled_by(response: Response) -> list[str]:
    return [one.feedback.ref for one in response.settlements.live().select_related("feedback")]


def test_one_answer_settles_many_remarks(draft, remarks):
    section = text_in(draft).section

    response = answer_feedback(remarks=remarks, outcome="partly", reason=" We took\r\nhalf. ", section=section)

    response.refresh_from_db()
    assert (response.outcome, response.reason, response.section) == ("partly", "We took\nhalf.", section)
    assert settled_by(response) == ["F-1", "F-2", "F-3"]
    assert not response.is_published
    assert not Feedback.objects.unanswered().exists()


def test_answer_that_is_used_once_more_goes_to_the_one_that_speaks_for_others(draft, remarks):
    main, first, other = remarks
    response, along = make_answer(first), make_feedback(draft=draft, same_as=main)

    assert settle_more(response=response, remarks=[along]) == [main]

    assert settled_by(response) == ["F-2", "F-1"]
    assert list(Feedback.objects.unanswered()) == [other]


def test_answer_to_a_remark_that_is_the_same_as_another_goes_to_that_one(draft, remarks):
    same = make_feedback(draft=draft, same_as=remarks[1])

    assert settled_by(answer_feedback(remarks=[remarks[0], same], outcome="noted")) == ["F-1", "F-2"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"outcome": "not_taken"}, "response_gives_a_reason"),
        ({"outcome": "conference", "reason": "  \n"}, "response_gives_a_reason"),
        ({"outcome": "noted", "reason": "x" * 4001}, "response_is_not_endless"),
        ({"outcome": "loved", "reason": "We do."}, "response_outcome_is_known"),
    ],
)
def test_answer_that_breaks_a_rule_is_refused(remarks, values, code):
    assert refusal(answer_feedback, remarks=remarks, **values) == [code]
    assert not Response.objects.exists()


@pytest.mark.parametrize("state", ["held", "hidden", "withdrawn"])
def test_only_what_everybody_can_read_is_answered(draft, remarks, state):
    one = make_feedback(draft=draft, state=state)

    assert refusal(answer_feedback, remarks=[*remarks, one], outcome="noted") == ["feedback_not_public"]


def test_nothing_chosen_and_remarks_of_two_proposals_are_refused(remarks):
    other = make_feedback(draft=make_published_draft(proposal=make_proposal(number=2, slug="two")))

    assert refusal(answer_feedback, remarks=[], outcome="noted") == ["nothing_chosen"]
    assert refusal(answer_feedback, remarks=[*remarks, other], outcome="noted") == ["feedback_of_two_proposals"]


def test_remark_with_an_answer_is_not_answered_by_mistake(remarks):
    answer_feedback(remarks=remarks[:1], outcome="noted")

    assert refusal(answer_feedback, remarks=remarks, outcome="taken") == ["settlement_one_live_answer"]
    assert Response.objects.get().outcome == "noted"


def test_answer_that_nobody_has_seen_gives_way_without_a_trace(remarks):
    old = answer_feedback(remarks=remarks[:1], outcome="noted")
    seen = {remarks[0].pk: old.settlements.get().pk}

    new = answer_feedback(remarks=remarks[:1], outcome="taken", instead_of=seen)

    assert list(Response.objects.all()) == [new]


def test_answer_that_gives_way_for_one_remark_stays_for_the_others(remarks):
    old = answer_feedback(remarks=remarks, outcome="noted")
    seen = {remarks[0].pk: old.settlements.get(feedback=remarks[0]).pk}

    new = answer_feedback(remarks=remarks[:1], outcome="taken", instead_of=seen)

    assert (settled_by(old), settled_by(new)) == (["F-2", "F-3"], ["F-1"])


def test_published_answer_stays_on_record_when_a_better_one_comes(remarks):
    old = make_answer(remarks[0], published=True)
    seen = {remarks[0].pk: old.settlements.get().pk}

    new = answer_feedback(remarks=remarks[:1], outcome="not_taken", reason="We looked again.", instead_of=seen)

    assert [one.response for one in remarks[0].settlements.all()] == [old, new]
    assert settled_by(old) == []


def test_answer_settles_one_more_remark(draft, remarks):
    response = answer_feedback(remarks=remarks[:1], outcome="noted")

    assert settle_more(response=response, remarks=remarks[:2]) == [remarks[1]]
    assert settled_by(response) == ["F-1", "F-2"]
    make_answer(remarks[2])
    assert refusal(settle_more, response=response, remarks=remarks[2:]) == ["settlement_one_live_answer"]


def test_answer_is_written_anew_until_it_is_published(remarks):
    response = answer_feedback(remarks=remarks, outcome="noted")
    values = {"outcome": "partly", "reason": "Half.", "section": None}

    changed = change_answer(response=response, opened_version=response.version, **values)

    assert (changed.outcome, changed.reason) == ("partly", "Half.")
    assert refusal(change_answer, response=response, opened_version=response.version, **values) == ["edit_conflict"]
    published = make_answer(make_feedback(draft=remarks[0].draft), published=True)
    assert refusal(change_answer, response=published, opened_version=1, **values) == ["response_is_frozen"]


def test_undone_answer_leaves_its_remarks_unanswered(remarks):
    response = answer_feedback(remarks=remarks, outcome="noted")

    assert undo_answer(response=response) == remarks

    assert list(Feedback.objects.unanswered()) == remarks
    assert not Settlement.objects.exists()
    assert refusal(undo_answer, response=response) == ["answer_is_gone"]


def test_published_answer_is_not_undone(remarks):
    response = make_answer(*remarks, published=True)

    assert refusal(undo_answer, response=response) == ["response_is_frozen"]
    assert refusal(take_out, response=response, remark=remarks[0]) == ["response_is_frozen"]


def test_last_remark_that_is_taken_out_takes_the_answer_along(remarks):
    response = answer_feedback(remarks=remarks[:2], outcome="noted")

    take_out(response=response, remark=remarks[0])
    assert settled_by(response) == ["F-2"]
    take_out(response=response, remark=remarks[1])

    assert not Response.objects.exists()


def test_hidden_remark_keeps_its_answer(remarks):
    response = answer_feedback(remarks=remarks, outcome="noted")
    change(remarks[0], state="hidden", hidden_reason="It named somebody.")

    assert settled_by(response) == ["F-1", "F-2", "F-3"]
