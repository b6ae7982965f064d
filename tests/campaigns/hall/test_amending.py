"""Amendments are entered, written anew and withdrawn."""

import pytest

from campaigns.drafting.beginning import start_working_draft
from campaigns.hall.adopting import merge_uncontested
from campaigns.hall.amending import Motion, move_amendment, restore_amendment, reword_amendment, withdraw_amendment
from campaigns.hall.laying import lay_before_conference
from campaigns.models import Amendment, Draft
from nisn_site.kit.audit import AuditEntry
from tests.campaigns.makers import AUGUST_8, JULY_4, make_proposal, make_published_draft, publish, refusal

from .makers import decide, key_of, make_amendment, make_vote, make_wording, text_called

pytestmark = pytest.mark.django_db


def reword(amendment, body, **values):
    motion = Motion(kind=amendment.kind, heading=amendment.heading, body=body)
    defaults = {"opened": amendment.version, "mover": amendment.mover, "reason": amendment.reason}
    return reword_amendment(amendment=amendment, motion=motion, **defaults | values)


# -- the final text


def test_laying_a_draft_before_the_conference_closes_feedback(hall):
    first = make_published_draft(proposal=make_proposal(number=3, slug="third"))
    draft = publish(
        start_working_draft(proposal=first.proposal), feedback_closes_at=AUGUST_8, label="Second",
        published_at=JULY_4.replace(day=5),
    )  # fmt: skip
    assert draft.kind == Draft.Kind.DRAFT

    final = lay_before_conference(draft=draft, at=JULY_4.replace(day=27))

    assert (final.kind, final.feedback_closes_at) == (Draft.Kind.FINAL, JULY_4.replace(day=27))
    assert not final.is_open_for_feedback
    assert refusal(lay_before_conference, draft=final) == ["draft_is_final_already"]


def test_only_the_current_draft_goes_to_the_conference(hall):
    past = make_published_draft(proposal=make_proposal(number=3, slug="third"))
    publish(start_working_draft(proposal=past.proposal), label="Second", published_at=AUGUST_8)
    working = start_working_draft(proposal=past.proposal)
    past.refresh_from_db()

    assert refusal(lay_before_conference, draft=past) == ["draft_not_current"]
    assert refusal(lay_before_conference, draft=working) == ["draft_not_current"]


def test_new_draft_waits_until_the_conference_has_decided(hall):
    amendment = make_amendment(draft=hall.final)
    working = start_working_draft(proposal=hall.proposal)

    assert refusal(publish, draft=working, label="Next") == ["conference_is_deciding"]
    withdraw_amendment(amendment=amendment)
    assert publish(working, label="Next").kind == Draft.Kind.DRAFT


# -- entering


def test_amendments_are_numbered_for_each_proposal_from_one(hall):
    ours = [make_amendment(draft=hall.final, body=body) for body in ("One.", "Two.")]
    other = make_amendment(draft=hall.elsewhere, section="Towns", body="All towns.")

    assert [one.name for one in (*ours, other)] == ["A-1", "A-2", "A-1"]


def test_amendment_keeps_what_was_asked_for(hall, amina):
    amendment = make_amendment(
        draft=hall.final, kind="insert", beside="Raids", place="after", mover="  Working   group 2 ", reason="Schools.\r\n",
        organizer=amina,
    )  # fmt: skip

    assert (amendment.kind, amendment.place, amendment.beside.key) == ("insert", "after", key_of(hall.final, "Raids"))
    assert (amendment.mover, amendment.reason, amendment.heading) == ("Working group 2", "Schools.", "Schools")
    assert (amendment.section.kind, amendment.section.texts.count()) == ("campaign", 0)
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.actor, entry.data) == ("amendment.moved", amina.pk, {"name": "A-1", "kind": "insert"})


def test_amendment_that_says_what_the_text_says_is_refused(hall):
    motion = Motion("replace", key_of(hall.final, "Raids"), heading=" Raids", body="We stop all raids.\r\n")

    assert refusal(move_amendment, proposal=hall.proposal, motion=motion) == ["amendment_changes_nothing"]


@pytest.mark.parametrize(
    ("motion", "codes"),
    [
        (Motion("replace", "s9zzzzz", body="New."), ["section_not_in_text"]),
        (Motion("insert", place="after", beside="s9zzzzz", body="New."), ["section_not_in_text"]),
        (Motion("insert"), ["amendment_has_the_words_it_needs"]),
        (Motion("insert", heading="x" * 301), ["max_length"]),
    ],
)
def test_amendment_that_cannot_be_is_refused_in_plain_words(hall, motion, codes):
    assert refusal(move_amendment, proposal=hall.proposal, motion=motion) == codes
    assert not Amendment.objects.exists()


def test_there_is_no_amendment_to_a_text_that_is_not_final(hall):
    draft = make_published_draft(proposal=make_proposal(number=3, slug="third"))
    motion = Motion("insert", heading="New")

    assert refusal(move_amendment, proposal=draft.proposal, motion=motion) == ["no_final_text"]


# -- written anew


def test_rewording_is_for_who_saw_the_last_wording(hall):
    amendment = make_amendment(draft=hall.final)
    again = reword(amendment, "Nobody is afraid of raids.")

    assert again.body == "Nobody is afraid of raids."
    assert refusal(reword, amendment=amendment, body="Mine.") == ["edit_conflict"]


def test_decided_or_withdrawn_amendment_is_not_reworded(hall):
    decided, withdrawn = (make_amendment(draft=hall.final, body=body) for body in ("One.", "Two."))
    decide(decided, "rejected")
    withdrawn = withdraw_amendment(amendment=withdrawn)

    assert refusal(reword, amendment=decided, body="Mine.") == ["amendment_is_decided"]
    assert refusal(reword, amendment=withdrawn, body="Mine.") == ["amendment_is_withdrawn"]


def test_other_mover_leaves_the_text_that_an_amendment_was_written_on(hall):
    amendment, other = make_amendment(draft=hall.final), make_amendment(draft=hall.final, section="Walls", body="No.")
    newer = merge_uncontested(
        proposal=hall.proposal, amendments=[other], vote=make_vote(), wording=make_wording("Second reading")
    )

    again = reword(amendment, amendment.body, mover="Group 3")
    assert (again.mover, again.draft) == ("Group 3", hall.final)
    assert reword(again, "Other words.").draft == newer


def test_withdrawn_amendment_can_be_taken_over(hall):
    amendment = withdraw_amendment(amendment=make_amendment(draft=hall.final))
    assert list(hall.proposal.amendments.open()) == []

    restore_amendment(amendment=amendment)

    assert list(hall.proposal.amendments.open()) == [amendment]
    assert text_called(hall.final, "Raids").body == "We stop all raids."
