"""The life of a draft, as organizers live it. What the database refuses is in `test_refused_writes`."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from campaigns.drafting.beginning import start_working_draft
from campaigns.drafting.canonical import content_sha256
from campaigns.drafting.objections import DEEPEST, objections
from campaigns.models import Comparison, Draft, Proposal, SectionText
from campaigns.publishing import publish_draft, withdraw_draft
from nisn_site.kit.site_version import current_version
from nisn_site.kit.translation import Translation
from nisn_site.kit.translation_lookup import attach_translations
from tests.makers import make_conference, translate

from .makers import (
    AUGUST_8,
    JULY_4,
    add_text,
    make_proposal,
    make_published_draft,
    make_two_drafts,
    make_working_draft,
    publish,
    refusal,
)

pytestmark = pytest.mark.django_db


def outline_of(draft) -> list[tuple[str, str]]:
    return [(text.number, text.heading) for text in draft.texts.in_order()]


# -- beginning -----------------------------------------------------------------------------------------------------


def test_first_working_draft_is_empty():
    draft = start_working_draft(proposal=make_proposal(language="es"))

    assert (draft.number, draft.state, draft.language, draft.texts.count()) == (1, "working", "es", 0)


def test_working_draft_copies_the_current_one_with_all_keys():
    first = make_working_draft(focus="We act.", raids="We stop raids.")
    add_text(
        draft=first, heading="Hotline", body="*Call* us.", inside=first.texts.get(heading="Raids"), kind="campaign"
    )
    first = publish(first)

    second = start_working_draft(proposal=first.proposal)

    def copied(draft):
        names = ("section", "parent", "position", "heading", "body", "body_html", "language")
        return list(draft.texts.in_order().values_list(*names))

    assert copied(second) == copied(first)
    assert (second.number, second.label, second.content_sha256) == (2, "", "")
    assert set(second.texts.values_list("number", flat=True)) == {""}


def test_working_draft_keeps_translations_until_the_text_changes():
    first = publish(make_working_draft(focus="We act.", raids="We stop raids."))
    for text in first.texts.all():
        translate(text, body=f"ES {text.body}", heading=f"ES {text.heading}")

    second = start_working_draft(proposal=first.proposal)

    changed, same = second.texts.in_order()
    changed.body = "We act now."
    changed.save()
    attach_translations([changed, same], "es")
    with override("es"):
        assert (changed.read("body").text, changed.read("body").is_outdated) == ("ES We act.", True)
        assert (same.read("body").text, same.read("body").is_outdated) == ("ES We stop raids.", False)
    assert Translation.objects.of(first.texts.all()).count() == 4


def test_working_draft_may_copy_an_older_one():
    first, second = make_two_drafts(old={"focus": "We act."}, new={"focus": "We wait."})
    publish(second, label="August 8, 2007 Draft")

    third = start_working_draft(proposal=first.proposal, copy_of=first)

    assert third.number == 3
    assert third.texts.get().body == "We act."


def test_working_draft_after_a_withdrawal_copies_the_newest_that_stands():
    first, second = make_two_drafts(old={"focus": "We act."}, new={"focus": "Wrong file."})
    withdraw_draft(draft=publish(second, label="August 8, 2007 Draft"), reason="The wrong file.")

    assert start_working_draft(proposal=first.proposal).texts.get().body == "We act."


def test_working_draft_cannot_copy_another_proposal():
    other = make_published_draft(proposal=make_proposal(number=2, slug="other"))

    assert refusal(start_working_draft, proposal=make_proposal(), copy_of=other) == ["other_proposal"]


def test_second_working_draft_is_refused():
    draft = make_working_draft()

    assert refusal(start_working_draft, proposal=draft.proposal) == ["draft_one_working"]


# -- publishing ----------------------------------------------------------------------------------------------------


def test_published_draft_is_numbered_in_order_of_reading():
    draft = make_working_draft(focus="A", raids="B")
    focus, raids = draft.texts.in_order()
    hotline = add_text(draft=draft, heading="Hotline", inside=raids)
    add_text(draft=draft, heading="Hours", inside=hotline)
    add_text(draft=draft, heading="Youth", inside=focus)  # stands last, lies in the first
    add_text(draft=draft, heading="Allies", inside=raids)

    published = publish(draft)

    assert outline_of(published) == [
        ("1", "Focus"), ("1.1", "Youth"), ("2", "Raids"), ("2.1", "Hotline"), ("2.1.1", "Hours"), ("2.2", "Allies"),
    ]  # fmt: skip
    assert list(published.texts.in_order().values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_publishing_dates_names_and_fingerprints_the_draft():
    closes_at = timezone.now() + timedelta(days=14)

    draft = publish_draft(draft=make_working_draft(), label=" July 4, 2007 Draft ", feedback_closes_at=closes_at)

    assert draft.state == Draft.State.CURRENT
    assert draft.label == "July 4, 2007 Draft"
    assert timezone.now() - draft.published_at < timedelta(minutes=1)
    assert draft.is_open_for_feedback
    assert re.fullmatch("[0-9a-f]{64}", draft.content_sha256)
    assert draft.content_sha256 == content_sha256(draft.texts.in_order().select_related("section"))
    assert draft.short_hash == draft.content_sha256[:12]


def test_publishing_makes_the_current_draft_a_past_one():
    first, second = make_two_drafts(old={"focus": "We act."}, new={"focus": "We act now."})

    second = publish(second, label="August 8, 2007 Draft")

    first.refresh_from_db()
    assert (first.state, second.state, second.previous) == ("past", "current", first)


def test_publishing_keeps_the_comparison_with_the_draft_before():
    first, second = make_two_drafts(
        old={"focus": "We act.", "raids": "Stop."}, new={"focus": "We act now.", "raids": "Stop."}
    )

    second = publish(second, label="August 8, 2007 Draft")

    kept = Comparison.objects.get()
    assert (kept.older, kept.newer) == (first, second)
    [before, after] = Draft.objects.with_changes().order_by("number")
    assert (before.change_counts, before.change_marks) == (None, None)
    assert [after.change_counts[name] for name in ("changed", "same", "words_added")] == [1, 1, 1]
    assert list(after.change_marks.values()) == [["changed"]]


def test_publishing_renders_what_was_written_in_bulk():
    draft = make_working_draft(focus="Old")
    draft.texts.update(body="*New*")

    assert publish(draft).texts.get().body_html == "<p><em>New</em></p>\n"


def test_draft_put_on_record_later_has_its_own_moment():
    first = make_published_draft(published_at=JULY_4)
    second = publish(
        start_working_draft(proposal=first.proposal), label="August 8", published_at=AUGUST_8,
        feedback_closes_at=AUGUST_8 + timedelta(days=3),
    )  # fmt: skip

    assert [first.published_at, second.published_at] == [JULY_4, AUGUST_8]
    assert not second.is_open_for_feedback


def test_drafts_are_put_on_record_in_order():
    first = make_published_draft(published_at=AUGUST_8)
    second = start_working_draft(proposal=first.proposal)

    assert refusal(publish, draft=second, label="Later", published_at=JULY_4) == ["draft_out_of_order"]


def test_draft_cannot_be_published_in_the_future():
    tomorrow = timezone.now() + timedelta(days=1)

    assert refusal(publish, draft=make_working_draft(), published_at=tomorrow) == ["draft_published_later"]


def test_draft_is_published_once():
    assert refusal(publish, draft=make_published_draft()) == ["draft_already_published"]


def test_feedback_cannot_close_before_publishing():
    yesterday = timezone.now() - timedelta(days=1)

    assert refusal(publish, draft=make_working_draft(), feedback_closes_at=yesterday) == [
        "draft_feedback_closes_after_publishing"
    ]


@pytest.mark.parametrize("label", ["", "   "])
def test_draft_needs_a_name(label):
    assert refusal(publish, draft=make_working_draft(), label=label) == ["draft_published_has_a_name"]


def test_two_drafts_of_a_proposal_need_different_names():
    second = start_working_draft(proposal=make_published_draft().proposal)

    assert refusal(publish, draft=second, label="July 4, 2007 Draft") == ["draft_label_once"]


def test_second_draft_says_what_changed():
    second = start_working_draft(proposal=make_published_draft().proposal)

    assert refusal(publish, draft=second, label="August 8", change_summary=" ") == ["draft_says_what_changed"]


def test_first_draft_has_nothing_to_say_about_changes():
    assert publish(make_working_draft(), change_summary="").change_summary == ""


def test_characters_that_no_text_holds_are_refused_in_words():
    assert refusal(publish, draft=make_working_draft(), label="July\0 4") == ["cannot_be_stored"]


def test_refused_publishing_changes_nothing():
    first, second = make_two_drafts(old={"focus": "We act."}, new={"focus": "We act now."})

    refusal(publish, draft=second, label="")

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, second.texts.get().number) == ("current", "working", "")


def test_every_objection_is_named_at_once():
    draft = make_working_draft(focus="A")
    text = add_text(draft=draft, heading=" ", body="\n")
    for _level in range(DEEPEST):
        text = add_text(draft=draft, heading="Deeper", inside=text)

    assert refusal(publish, draft=draft) == ["section_is_empty", "section_is_too_deep"]


def test_empty_draft_cannot_be_published():
    assert refusal(publish, draft=start_working_draft(proposal=make_proposal())) == ["draft_has_no_sections"]


def test_draft_has_bounds():
    sections = [SectionText(section_id=number, position=number, heading="H") for number in range(1, 5_001)]
    assert [error.code for error in objections(sections)] == ["draft_has_too_many_sections"]

    long = [SectionText(section_id=number, position=number, body="x" * 200_000) for number in range(1, 7)]
    assert [error.code for error in objections(long)] == ["draft_is_too_long"]


# -- withdrawing ---------------------------------------------------------------------------------------------------


def test_withdrawn_draft_says_why_and_nothing_takes_its_place():
    first, second = make_two_drafts(old={"focus": "We act."}, new={"focus": "Wrong file."})
    second = publish(second, label="August 8, 2007 Draft")

    second = withdraw_draft(draft=second, reason=" The wrong file. ")

    first.refresh_from_db()
    assert (second.state, second.withdrawn_reason, first.state) == ("withdrawn", "The wrong file.", "past")
    assert list(first.proposal.drafts.standing()) == [first]
    assert list(first.proposal.drafts.published().newest_first()) == [second, first]


@pytest.mark.parametrize("reason", ["", "  "])
def test_withdrawal_needs_a_reason(reason):
    assert refusal(withdraw_draft, draft=make_published_draft(), reason=reason) == ["draft_withdrawn_has_a_reason"]


def test_working_draft_cannot_be_withdrawn():
    assert refusal(withdraw_draft, draft=make_working_draft(), reason="Why") == ["draft_not_published"]


def test_draft_is_withdrawn_once():
    draft = withdraw_draft(draft=make_published_draft(), reason="The wrong file.")

    assert refusal(withdraw_draft, draft=draft, reason="Again") == ["draft_already_withdrawn"]


def test_draft_after_withdrawn_ones_only_follows_the_newest_of_them():
    first = withdraw_draft(draft=make_published_draft(), reason="The wrong file.")

    second = publish(start_working_draft(proposal=first.proposal, copy_of=first), label="August 8, 2007 Draft")

    assert second.previous == first


# -- who sees what -------------------------------------------------------------------------------------------------


def test_proposal_is_public_with_its_first_published_draft():
    draft = make_working_draft()
    assert list(Proposal.objects.published()) == []

    publish(draft)

    assert list(Proposal.objects.published()) == [draft.proposal]


def test_proposal_of_a_hidden_conference_is_not_public():
    make_published_draft(proposal=make_proposal(conference=make_conference(is_public=False)))

    assert list(Proposal.objects.published()) == []


def test_proposal_with_several_drafts_is_listed_once():
    first, second = make_two_drafts(old={"focus": "We act."}, new={"focus": "We act now."})
    publish(second, label="August 8, 2007 Draft")

    assert list(Proposal.objects.published()) == [first.proposal]


def test_finished_pages_are_renewed_when_a_draft_is_published():
    draft = make_working_draft()
    before = current_version()

    publish(draft)

    assert current_version() > before
