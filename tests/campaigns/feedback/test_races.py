"""Two people at the same moment, on two real connections. Each race has a control that shows it is one."""

from threading import Barrier

import pytest
from django.db import connection, transaction

from campaigns.checklist import checklist, publish_as_checked
from campaigns.drafting.beginning import start_working_draft
from campaigns.feedback.answering import answer_feedback, undo_answer
from campaigns.feedback.duplicates import count_as_one
from campaigns.feedback.moderating import hide_feedback
from campaigns.feedback.releasing import release_answers
from campaigns.feedback.taking import take_wording
from campaigns.models import Draft, Feedback, Response, Settlement
from tests.campaigns.makers import make_published_draft
from tests.campaigns.test_races import (
    PATIENCE,
    Pause,
    Person,
    both_at_once,
    first_then_second,
    save,
    wait_until_somebody_waits,
    without_trigger,
)

from .makers import make_answer, make_feedback, make_wording, text_in

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "We act together in each state. We meet in January."


@pytest.fixture
def draft():
    draft = make_published_draft(focus=TEXT)
    start_working_draft(proposal=draft.proposal)
    return draft


def again(remark) -> Feedback:
    return Feedback.objects.get(pk=remark.pk)


# -- numbers ------------------------------------------------------------------------------------------------------------


def test_remarks_that_come_in_at_once_have_numbers_of_their_own(draft):
    assert both_at_once(lambda _number: make_feedback(draft=draft)) == ["done", "done"]
    assert list(Feedback.objects.values_list("number", flat=True)) == [1, 2]

    looked = Barrier(2)  # the control: each looks for the highest number before the other has written

    def number_by_hand(_number):
        highest = Feedback.objects.count()
        looked.wait(PATIENCE)
        make_feedback(draft=draft, number=highest + 1)

    with without_trigger("campaigns_feedback", "guards_feedback"):
        assert both_at_once(number_by_hand) == ["done", "feedback_number_once"]


# -- two organizers answer ------------------------------------------------------------------------------------------------


def test_two_organizers_answer_the_same_remark_and_the_second_is_told(draft):
    remark, other = make_feedback(draft=draft), make_feedback(draft=draft)

    answers = first_then_second(
        lambda: answer_feedback(remarks=[remark], outcome="noted"),
        lambda: answer_feedback(remarks=[remark], outcome="taken"),
    )

    assert answers == ("done", "settlement_one_live_answer")
    assert [one.outcome for one in Response.objects.all()] == ["noted"]
    looked = Barrier(2)  # the control: looking first does not help, the constraint does

    def answer_carelessly(_number):
        assert not Settlement.objects.live().filter(feedback=other).exists()
        looked.wait(PATIENCE)
        make_answer(other)

    assert both_at_once(answer_carelessly) == ["done", "settlement_one_live_answer"]


def test_answers_to_overlapping_remarks_do_not_stop_each_other_for_good(draft):
    """Each locks its remarks in the same order, whatever order they were ticked in."""
    one, other = make_feedback(draft=draft), make_feedback(draft=draft)
    ticked = {1: [one, other], 2: [other, one]}

    answers = both_at_once(lambda number: answer_feedback(remarks=ticked[number], outcome="noted"))

    assert answers == ["done", "settlement_one_live_answer"]


def test_answer_that_is_undone_while_it_is_published_stays(draft):
    response = make_answer(make_feedback(draft=draft))

    answers = first_then_second(
        lambda: release_answers(proposal=draft.proposal), lambda: undo_answer(response=response)
    )

    assert answers == ("done", "response_is_frozen")
    response = make_answer(make_feedback(draft=draft))  # the control: somebody who had looked before, and no trigger

    def undo_carelessly():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM campaigns_settlement WHERE response_id = %s", [response.pk])
            cursor.execute("DELETE FROM campaigns_response WHERE id = %s", [response.pk])

    with (
        without_trigger("campaigns_response", "guards_response"),
        without_trigger("campaigns_settlement", "guards_settlement"),
    ):
        assert first_then_second(lambda: release_answers(proposal=draft.proposal), undo_carelessly) == ("done", "done")
    assert not Response.objects.filter(pk=response.pk).exists()


# -- publishing while something else happens --------------------------------------------------------------------------------


def test_publishing_and_a_remark_that_arrives_do_not_stop_each_other_for_good(draft):
    """The remark holds its draft and then wants the site's version; publishing must not hold that one first."""
    working = draft.proposal.drafts.working().get()
    values = {"plain_summary": "Easy.", "label": "August 8", "change_summary": "All.", "feedback_closes_at": None}
    seen, pause = checklist(working).seen, Pause()

    def give():
        with transaction.atomic():
            Draft.objects.select_for_update(of=("self",), no_key=True).get(pk=draft.pk)
            pause.here()
            make_feedback(draft=draft)

    giving = Person(give)
    pause.wait_until_reached()
    publishing = Person(lambda: publish_as_checked(draft=working, seen=seen, leaves_unanswered=1, **values))
    wait_until_somebody_waits()
    pause.end()

    assert (giving.finish(), publishing.finish()) == ("done", "done")


# -- taking wording while the section is edited -------------------------------------------------------------------------------


def working_text(draft):
    return draft.proposal.drafts.working().get().texts.get()


def test_wording_is_merged_into_what_somebody_saves_at_the_same_moment(draft):
    remark = make_wording(text=text_in(draft), body=TEXT.replace("January", "February"))
    stale, text = working_text(draft), working_text(draft)

    answers = first_then_second(
        lambda: save(text, body=TEXT.replace("each state", "each town")), lambda: take_wording(remark=again(remark))
    )

    assert answers == ("done", "done")
    assert working_text(draft).body == TEXT.replace("each state", "each town").replace("January", "February")
    # The control: who has read the text before, and then writes it, undoes what was saved in between.
    save(stale, body=stale.body.replace("January", "February"))
    assert working_text(draft).body == TEXT.replace("January", "February")


def test_two_take_the_same_wording_at_once_and_it_is_there_once(draft):
    remark = make_wording(text=text_in(draft), body=TEXT.replace("January", "February"))

    assert both_at_once(lambda _number: take_wording(remark=again(remark))) == ["done", "done"]

    assert working_text(draft).body == TEXT.replace("January", "February")
    assert Response.objects.count() == 1


# -- duplicates -------------------------------------------------------------------------------------------------------------


def test_answer_to_one_that_is_counted_along_while_the_other_is_hidden_is_its_own(draft):
    main = make_feedback(draft=draft)
    along = make_feedback(draft=draft, same_as=main)

    answers = first_then_second(
        lambda: hide_feedback(remarks=[main], reason="It names a person."),
        lambda: answer_feedback(remarks=[along], outcome="noted"),
    )

    assert answers == ("done", "done")
    assert list(Feedback.objects.answered() | Feedback.objects.unanswered()) == []
    assert [one.feedback for one in Settlement.objects.live()] == [along]


def test_no_chain_comes_of_two_who_count_as_one_at_once(draft):
    one, middle, other = (make_feedback(draft=draft) for _number in range(3))

    def count(number):
        if number == 1:
            count_as_one(remark=middle, same_ones=[one])
        else:
            count_as_one(remark=other, same_ones=[middle])

    answers = both_at_once(count)

    chain = Feedback.objects.filter(same_as__same_as__isnull=False)
    assert not chain.exists(), answers
