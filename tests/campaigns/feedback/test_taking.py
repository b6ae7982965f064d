"""Suggested wording taken into the working draft, also when the text has moved on."""

import pytest

from campaigns.drafting.beginning import start_working_draft
from campaigns.drafting.writing import Written, fingerprint_of
from campaigns.feedback.answering import answer_feedback
from campaigns.feedback.taking import blend, take_wording, working_text
from campaigns.models import Feedback, Response
from tests.campaigns.makers import make_published_draft, publish, refusal

from .makers import make_feedback, make_wording, text_in

pytestmark = pytest.mark.django_db

TEXT = "We act together in each state. We ask all candidates where they stand.\n\nWe meet in January."


@pytest.fixture
def draft():
    """Published; a working draft follows it."""
    draft = make_published_draft(focus=TEXT, raids="We stop raids.")
    start_working_draft(proposal=draft.proposal)
    return draft


def write(draft, body, heading="Focus"):
    """As another organizer does meanwhile."""
    text = draft.proposal.drafts.working().get().texts.in_order()[0]
    text.heading, text.body = heading, body
    text.save()


def now(draft):
    text = draft.proposal.drafts.working().get().texts.in_order()[0]
    return text.heading, text.body


def suggest(draft, old, new, **values) -> Feedback:
    return make_wording(text=text_in(draft), body=TEXT.replace(old, new), **values)


def test_wording_replaces_a_text_that_nobody_else_changed(draft):
    remark = suggest(draft, "January", "February", heading="Our focus")

    taken = take_wording(remark=remark, reason="Thank you.")

    assert now(draft) == ("Our focus", TEXT.replace("January", "February"))
    assert taken.changed_the_text
    assert [(one.outcome, one.reason, one.section) for one in Response.objects.all()] == [
        ("taken", "Thank you.", remark.section)
    ]
    assert "February" in taken.text.body_html


def test_wording_is_merged_into_a_text_that_has_moved_on(draft):
    write(draft, TEXT.replace("each state", "each town"), heading="Aims")

    take_wording(remark=suggest(draft, "January", "February"))

    assert now(draft) == ("Aims", TEXT.replace("each state", "each town").replace("January", "February"))


def test_suggestions_of_several_people_are_taken_one_after_the_other_and_all_are_credited(draft):
    for old, new in (("January", "May"), ("each state", "each city"), ("all candidates", "every candidate")):
        take_wording(remark=suggest(draft, old, new))

    assert now(draft)[1] == TEXT.replace("January", "May").replace("each state", "each city").replace(
        "all candidates", "every candidate"
    )
    assert Response.objects.count() == 3


def test_taking_the_same_wording_twice_changes_nothing(draft):
    remark = suggest(draft, "January", "February")
    first = take_wording(remark=remark)

    again = take_wording(remark=remark)

    assert (again.response, again.changed_the_text) == (first.response, False)
    assert Response.objects.count() == 1


def test_wording_that_is_counted_along_is_taken_twice_as_well(draft):
    main = suggest(draft, "January", "February")
    remark = suggest(draft, "January", "February", same_as=main)
    first = take_wording(remark=remark)

    again = take_wording(remark=remark)

    assert (again.response, again.changed_the_text) == (first.response, False)
    assert main.settlements.live().get().response == first.response


def test_same_wording_of_another_person_changes_nothing_and_is_credited(draft):
    take_wording(remark=suggest(draft, "January", "February"))

    taken = take_wording(remark=suggest(draft, "January", "February"))

    assert not taken.changed_the_text
    assert not Feedback.objects.unanswered().exists()


def test_where_both_changed_the_same_place_both_are_shown_and_nothing_is_written(draft):
    write(draft, TEXT.replace("January", "March"))
    remark = suggest(draft, "January", "February")

    assert refusal(take_wording, remark=remark) == ["wording_conflicts"]

    assert now(draft)[1] == TEXT.replace("January", "March")
    both = blend(remark=remark, text=working_text(remark))
    assert [tuple(conflict) for conflict in both.conflicts] == [("January", "March", "February")]
    assert list(Feedback.objects.unanswered()) == [remark]


def test_organizer_who_has_seen_both_sides_writes_the_section_by_hand(draft):
    write(draft, TEXT.replace("January", "March"))
    remark = suggest(draft, "January", "February")
    text = working_text(remark)
    by_hand = Written(text.section.key, "Focus", "We meet in spring.", fingerprint_of(text))

    take_wording(remark=remark, by_hand=by_hand, outcome="partly", reason="In spring.")

    assert now(draft)[1] == "We meet in spring."
    assert Response.objects.get().outcome == "partly"


def test_by_hand_nobody_overwrites_what_they_have_not_seen(draft):
    remark = suggest(draft, "January", "February")
    text = working_text(remark)
    by_hand = Written(text.section.key, "Focus", "We meet in spring.", fingerprint_of(text))
    write(draft, TEXT.replace("January", "March"))

    assert refusal(take_wording, remark=remark, by_hand=by_hand) == ["text_changed_since"]


def test_wording_that_was_refused_is_not_taken_by_mistake(draft):
    remark = suggest(draft, "January", "February")
    answer_feedback(remarks=[remark], outcome="not_taken", reason="We meet in January.")

    assert refusal(take_wording, remark=remark) == ["settlement_one_live_answer"]
    assert now(draft)[1] == TEXT


def test_section_that_is_gone_draft_that_is_not_there_and_remark_without_wording(draft):
    remark = suggest(draft, "January", "February")
    comment = make_feedback(draft=draft, section=text_in(draft).section)
    working = draft.proposal.drafts.working().get()
    working.texts.filter(section=remark.section).delete()

    assert refusal(take_wording, remark=comment) == ["not_a_wording"]
    assert refusal(take_wording, remark=remark) == ["section_not_in_draft"]
    publish(working, label="August 8")
    assert refusal(take_wording, remark=remark) == ["no_working_draft"]


def test_wording_for_a_translation_is_left_to_people(draft):
    remark = suggest(draft, "January", "February", read_in="es")

    assert refusal(take_wording, remark=remark) == ["wording_in_another_language"]
