"""Decisions are recorded once, name exactly what they were about, and are corrected by new rows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.hall.amended import amendment_sha256
from campaigns.hall.amending import withdraw_amendment
from campaigns.hall.deciding import decide_amendment, replace_decision
from campaigns.models import Decision
from nisn_site.kit.audit import AuditEntry
from tests.campaigns.makers import refusal

from .makers import adopt, decide, make_amendment, make_count, make_vote
from .test_amending import reword

pytestmark = pytest.mark.django_db


def test_decision_names_the_amendment_the_text_and_the_numbers(hall, amina):
    amendment = make_amendment(draft=hall.final)

    decision = decide_amendment(amendment=amendment, vote=make_count(eligible=60), organizer=amina)

    assert decision.text == hall.final
    assert decision.text_sha256 == amendment_sha256(amendment, hall.final)
    assert (decision.voted, decision.eligible, decision.recorded_by) == (46, 60, amina)
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.actor) == ("decision.recorded", amina.pk)
    assert entry.data == {
        "about": "A-1", "result": "adopted", "method": "count", "hash": decision.text_sha256, "on": "2007-07-29",
        "replaces": None, "votes_for": 41, "votes_against": 3, "abstained": 2, "eligible": 60,
    }  # fmt: skip


def test_second_decision_is_refused(hall):
    amendment = make_amendment(draft=hall.final)
    decide(amendment)

    assert refusal(decide, amendment=amendment, result="rejected") == ["decision_once_for_an_amendment"]


def test_what_changed_since_it_was_seen_is_not_decided(hall):
    amendment = make_amendment(draft=hall.final)
    seen = amendment_sha256(amendment, hall.final)
    amendment = reword(amendment, "Other words.")

    assert refusal(decide, amendment=amendment, seen=seen) == ["amendment_changed_since"]
    assert decide(amendment, seen=amendment_sha256(amendment, hall.final)).is_adopted


def test_fingerprint_covers_every_word_of_an_amendment_and_of_its_text(hall):
    first = make_amendment(draft=hall.final)
    before = {amendment_sha256(first, hall.final), amendment_sha256(first, hall.elsewhere)}
    for name, value in {"number": 7, "kind": "insert", "heading": "X", "body": "X", "place": "after"}.items():
        other = type(first).objects.select_related("section", "draft").get(pk=first.pk)
        setattr(other, name, value)
        before.add(amendment_sha256(other, hall.final))

    assert len(before) == 7


def test_withdrawn_amendment_is_not_decided(hall):
    amendment = withdraw_amendment(amendment=make_amendment(draft=hall.final))

    assert refusal(decide, amendment=amendment) == ["decision_not_on_a_withdrawn_amendment"]


def test_day_to_come_is_refused_at_the_place_of_the_conference(hall):
    vote = make_vote()
    vote = type(vote)(vote.result, vote.method, timezone.now().date() + timedelta(days=1))
    amendment = make_amendment(draft=hall.final)

    assert refusal(decide_amendment, amendment=amendment, vote=vote) == ["day_to_come"]


# -- what fits together


def test_amendment_to_the_same_words_as_an_adopted_one_can_only_be_rejected(hall):
    first = make_amendment(draft=hall.final, body="We stop some raids.")
    second = make_amendment(draft=hall.final, body="We stop most raids.")
    decide(first)

    assert refusal(decide, amendment=second) == ["amendment_does_not_fit"]
    assert decide(second, "rejected").result == "rejected"


def test_amendment_to_other_words_of_the_same_section_fits(hall):
    decide(make_amendment(draft=hall.final, body="We stop all night raids."))

    assert decide(make_amendment(draft=hall.final, body="People stop all raids.")).is_adopted


@pytest.mark.parametrize("kind", ["replace", "move"])
def test_amendment_of_a_section_that_is_taken_out_does_not_fit(hall, kind):
    other = {"beside": "Focus", "place": "before"} if kind == "move" else {}
    amendment = make_amendment(draft=hall.final, kind=kind, **other)
    decide(make_amendment(draft=hall.final, kind="delete"))

    assert refusal(decide, amendment=amendment) == ["amendment_does_not_fit"]


def test_insertion_beside_a_section_that_is_taken_out_does_not_fit(hall):
    amendment = make_amendment(draft=hall.final, kind="insert", beside="Raids", place="after")
    decide(make_amendment(draft=hall.final, kind="delete"))

    assert refusal(decide, amendment=amendment) == ["amendment_does_not_fit"]


def test_two_moves_into_each_other_do_not_fit(hall):
    one = make_amendment(draft=hall.final, section="Focus", kind="move", beside="Raids", place="inside")
    other = make_amendment(draft=hall.final, kind="move", beside="Focus", place="inside")
    decide(one)

    assert refusal(decide, amendment=other) == ["amendment_does_not_fit"]


# -- corrections


def test_correction_takes_the_place_of_the_record_and_both_stay(hall):
    amendment = make_amendment(draft=hall.final)
    first = decide_amendment(amendment=amendment, vote=make_count())

    second = replace_decision(decision=first, vote=make_count(numbers=(42, 3, 2), note="We counted again."))

    assert list(Decision.objects.standing()) == [second]
    assert (first.replaced_by, second.text_sha256) == (second, first.text_sha256)
    assert Decision.objects.count() == 2
    again = make_count(numbers=(43, 3, 2), note="And again.")
    assert refusal(replace_decision, decision=first, vote=again) == ["decision_is_replaced_already"]


def test_correction_says_why(hall):
    first = decide(make_amendment(draft=hall.final))

    assert refusal(replace_decision, decision=first, vote=make_vote("rejected")) == [
        "decision_says_why_it_replaces_another"
    ]


def test_record_made_by_mistake_leaves_the_amendment_open_again(hall):
    amendment = make_amendment(draft=hall.final)
    first = decide(amendment)

    void = replace_decision(decision=first, vote=make_vote("void", note="It was A-2."))

    assert list(hall.proposal.amendments.open()) == [amendment]
    amendment.refresh_from_db()
    assert reword(amendment, "Other words.").body == "Other words."
    later = replace_decision(decision=void, vote=make_vote(note="Decided after lunch."))
    assert [one.pk for one in Decision.objects.standing()] == [later.pk]


def test_amendment_that_a_text_holds_keeps_its_result_but_numbers_can_be_corrected(hall):
    first = decide_amendment(amendment=make_amendment(draft=hall.final), vote=make_count())
    adopt(hall.final)
    first = Decision.objects.get(pk=first.pk)

    assert refusal(replace_decision, decision=first, vote=make_vote("rejected", note="No.")) == [
        "decision_is_in_the_text"
    ]
    better = replace_decision(decision=first, vote=make_count(numbers=(42, 3, 2), note="We counted again."))

    assert (better.votes_for, better.text) == (42, hall.final)
