"""What may be read: held, public, hidden with a reason, spam, taken back."""

import pytest
from django.utils import timezone

from campaigns.feedback.duplicates import count_as_one, count_by_itself
from campaigns.feedback.moderating import (
    hide_feedback,
    hold_feedback,
    publish_feedback,
    put_spam_aside,
    withdraw_feedback,
)
from campaigns.models import Feedback, Response
from nisn_site.kit.audit import AuditEntry
from tests.campaigns.makers import make_published_draft, refusal

from .makers import make_answer, make_feedback, make_wording, text_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_published_draft()


def state_of(one) -> str:
    return Feedback.objects.get(pk=one.pk).state


def test_held_remarks_become_public_together(draft):
    held, public = make_feedback(draft=draft, state="held"), make_feedback(draft=draft)

    assert publish_feedback(remarks=[held, public]) == [held]

    held = Feedback.objects.get(pk=held.pk)
    assert (held.state, held.published_at.date()) == ("public", timezone.now().date())


def test_hidden_remark_leaves_a_trace_with_a_reason_and_can_be_shown_again(draft):
    one = make_feedback(draft=draft)

    hide_feedback(remarks=[one], reason=" It names a person. ")

    assert Feedback.objects.get().hidden_reason == "It names a person."
    assert refusal(hide_feedback, remarks=[one], reason=" ") == ["feedback_hidden_has_a_reason"]
    publish_feedback(remarks=[one])
    assert (Feedback.objects.get().state, Feedback.objects.get().hidden_reason) == ("public", "")


def test_held_remark_that_is_hidden_leaves_a_trace_as_well(draft):
    hide_feedback(remarks=[make_feedback(draft=draft, state="held")], reason="A threat.")

    assert Feedback.objects.listed().count() == 1


def test_public_remark_can_be_held_again(draft):
    one = make_feedback(draft=draft)

    hold_feedback(remarks=[one])

    assert state_of(one) == "held"
    assert list(Feedback.objects.listed()) == [one]
    assert not Feedback.objects.public().exists()


def test_spam_goes_without_a_trace_and_can_come_back(draft):
    one = make_feedback(draft=draft, state="held")
    put_spam_aside(remarks=[one])
    assert state_of(one) == "spam"

    publish_feedback(remarks=[one])

    assert Feedback.objects.get().ref == "F-1"


def test_what_was_public_is_no_spam(draft):
    assert refusal(put_spam_aside, remarks=[make_feedback(draft=draft)]) == ["feedback_public_since"]


def test_nobody_publishes_what_is_not_confirmed_or_was_taken_back(draft):
    assert refusal(publish_feedback, remarks=[make_feedback(draft=draft, state="unconfirmed")]) == [
        "feedback_not_confirmed"
    ]
    assert refusal(publish_feedback, remarks=[make_feedback(draft=draft, state="withdrawn")]) == [
        "feedback_withdrawn_stays"
    ]


def test_author_takes_a_remark_back_and_only_its_number_stays(draft):
    one = make_wording(text=text_in(draft), body="New.", shown_as="name", name="Ben")
    same = make_feedback(draft=draft, same_as=one)

    withdraw_feedback(remark=one)
    withdraw_feedback(remark=one)

    one = Feedback.objects.get(pk=one.pk)
    assert (one.ref, one.state, one.name, one.body, one.suggested_body) == ("F-1", "withdrawn", "", "", "")
    same.refresh_from_db()
    assert same.same_as is None


def test_what_organizers_did_is_in_the_audit_log_without_a_word_of_the_remark(draft, amina):
    one = make_feedback(draft=draft, state="held", body="Secret words")

    publish_feedback(remarks=[one], by=amina)
    hide_feedback(remarks=[one], reason="It names a person.", by=amina)

    entries = AuditEntry.objects.exclude(action="draft.published").order_by("number")
    assert [(entry.action, entry.actor, entry.data) for entry in entries] == [
        ("feedback.public", amina.pk, {"remarks": [one.pk]}),
        ("feedback.hidden", amina.pk, {"remarks": [one.pk]}),
    ]


# -- the same ones ----------------------------------------------------------------------------------------------------


def test_remarks_that_say_the_same_count_as_one(draft):
    main, one, other = (make_feedback(draft=draft) for _number in range(3))
    make_answer(other)

    assert count_as_one(remark=main, same_ones=[main, one, other]) == [one, other]

    assert list(Feedback.objects.unanswered()) == [main]
    assert not Response.objects.exists()


def test_those_of_one_that_is_counted_along_come_with_it(draft):
    main, one, other = (make_feedback(draft=draft) for _number in range(3))
    count_as_one(remark=one, same_ones=[other])

    count_as_one(remark=main, same_ones=[one])

    assert list(main.same_ones.all()) == [one, other]


def test_hidden_one_that_counted_along_comes_with_it_as_well(draft):
    main, one = make_feedback(draft=draft), make_feedback(draft=draft)
    hidden = make_feedback(draft=draft, state="hidden", same_as=one)

    count_as_one(remark=main, same_ones=[one])

    assert list(main.same_ones.order_by("pk")) == [one, hidden]


def test_roles_of_two_can_change(draft):
    main, one = make_feedback(draft=draft), make_feedback(draft=draft)
    count_as_one(remark=main, same_ones=[one])

    count_as_one(remark=Feedback.objects.get(pk=one.pk), same_ones=[main])

    assert list(one.same_ones.all()) == [main]


def test_remark_is_counted_by_itself_again(draft):
    main, one = make_feedback(draft=draft), make_feedback(draft=draft)
    count_as_one(remark=main, same_ones=[one])

    count_by_itself(remark=one)

    assert list(Feedback.objects.unanswered()) == [main, one]


@pytest.mark.parametrize(
    "leave",
    [
        lambda one: hide_feedback(remarks=[one], reason="It names a person."),
        lambda one: hold_feedback(remarks=[one]),
        lambda one: withdraw_feedback(remark=one),
    ],
)
@pytest.mark.parametrize("is_published", [True, False])
def test_when_the_one_that_speaks_for_others_goes_the_next_one_does_with_the_same_answer(draft, leave, is_published):
    main, one, other = (make_feedback(draft=draft) for _number in range(3))
    count_as_one(remark=main, same_ones=[one, other])
    answer = make_answer(main, published=is_published)

    leave(main)

    assert list(Feedback.objects.standing()) == [one]
    assert list(one.same_ones.all()) == [other]
    assert list(one.settlements.live().values_list("response", flat=True)) == [answer.pk]
    assert not Feedback.objects.unanswered().exists()


def test_without_an_answer_those_that_said_the_same_want_one_when_the_first_is_hidden(draft):
    main, one, other = (make_feedback(draft=draft) for _number in range(3))
    count_as_one(remark=main, same_ones=[one, other])

    hide_feedback(remarks=[main, one], reason="They name a person.")

    assert list(Feedback.objects.unanswered()) == [other]


def test_what_cannot_be_counted_as_the_same(draft):
    main, held, answered = (
        make_feedback(draft=draft),
        make_feedback(draft=draft, state="held"),
        make_feedback(draft=draft),
    )
    make_answer(answered, published=True)

    assert refusal(count_as_one, remark=main, same_ones=[]) == ["nothing_chosen"]
    assert refusal(count_as_one, remark=main, same_ones=[held]) == ["feedback_not_public"]
    assert refusal(count_as_one, remark=held, same_ones=[main]) == ["feedback_not_public"]
    assert refusal(count_as_one, remark=main, same_ones=[answered]) == ["feedback_answered_already"]
