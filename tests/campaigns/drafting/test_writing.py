"""Texts that organizers save together: only what somebody changed is written, and nobody overwrites unseen words."""

import pytest
from django.core.exceptions import ValidationError

from campaigns.drafting.arrangement import Place
from campaigns.drafting.beginning import start_working_draft
from campaigns.drafting.objections import MOST_SECTIONS
from campaigns.drafting.writing import add_section, paragraphs_of, save_texts, text_fingerprint
from campaigns.models import Draft, Section, SectionText
from nisn_site.kit.translation import Translation, fingerprint
from tests.makers import translate

from ..makers import make_published_draft, make_working_draft
from ..shapes import add_parts, code_of, key_of, shape, written

pytestmark = pytest.mark.django_db


def test_only_the_sections_that_changed_are_written():
    draft = make_working_draft(focus="Old", raids="Old", jails="Old")
    versions = dict(draft.texts.values_list("heading", "version"))

    outcome = save_texts(
        draft=draft, written=[written(draft, "Focus"), written(draft, "Raids", body="New", heading="Raids end"), written(draft, "Jails")]
    )  # fmt: skip

    assert outcome.is_complete
    assert outcome.saved == [key_of(draft, "Raids end")]
    assert dict(draft.texts.values_list("heading", "body")) == {"Focus": "Old", "Raids end": "New", "Jails": "Old"}
    assert dict(draft.texts.values_list("heading", "version")) == {
        "Focus": versions["Focus"], "Raids end": versions["Raids"] + 1, "Jails": versions["Jails"],
    }  # fmt: skip


def test_saved_text_has_its_html():
    draft = make_working_draft(focus="Old")

    save_texts(draft=draft, written=[written(draft, "Focus", body="# New\n\n*words* <script>")])

    assert draft.texts.get().body_html == "<h4>New</h4>\n<p><em>words</em> &lt;script&gt;</p>\n"


@pytest.mark.parametrize("body", ["One\r\n\r\nTwo", "One\r\rTwo", "  One\n\nTwo  \n"])
def test_text_that_a_browser_only_spelled_in_its_way_is_not_a_change(body):
    draft = make_working_draft(focus="One\n\nTwo")

    outcome = save_texts(draft=draft, written=[written(draft, "Focus", body=body, heading=" Focus ")])

    assert outcome.saved == []
    assert draft.texts.get().body == "One\n\nTwo"


def test_second_of_two_who_saved_the_same_section_gets_both_texts_and_the_rest_is_saved():
    draft = make_working_draft(focus="Old", raids="Old")
    mine = [written(draft, "Focus", body="Mine"), written(draft, "Raids", body="Mine, too")]
    save_texts(draft=draft, written=[written(draft, "Focus", body="Theirs")])

    outcome = save_texts(draft=draft, written=mine)

    assert {key: text.body for key, text in outcome.theirs.items()} == {key_of(draft, "Focus"): "Theirs"}
    assert outcome.saved == [key_of(draft, "Raids")]
    assert not outcome.is_complete
    assert dict(draft.texts.values_list("heading", "body")) == {"Focus": "Theirs", "Raids": "Mine, too"}


def test_section_that_only_somebody_else_changed_is_neither_undone_nor_in_the_way():
    """A form holds the whole document, so everybody sends everybody's sections along."""
    draft = make_working_draft(focus="Old", raids="Old")
    mine = [written(draft, "Focus"), written(draft, "Raids", body="Mine")]
    save_texts(draft=draft, written=[written(draft, "Focus", body="Theirs")])

    outcome = save_texts(draft=draft, written=mine)

    assert outcome.is_complete
    assert dict(draft.texts.values_list("heading", "body")) == {"Focus": "Theirs", "Raids": "Mine"}


def test_two_who_made_the_same_correction_agree():
    draft = make_working_draft(focus="Teh text")
    mine = written(draft, "Focus", body="The text")
    save_texts(draft=draft, written=[mine])

    assert save_texts(draft=draft, written=[mine]).is_complete


def test_saving_again_after_reading_both_texts_is_a_decision():
    draft = make_working_draft(focus="Old")
    mine = written(draft, "Focus", body="Mine")
    save_texts(draft=draft, written=[written(draft, "Focus", body="Theirs")])
    theirs = save_texts(draft=draft, written=[mine]).theirs[mine.key]

    save_texts(draft=draft, written=[mine._replace(opened=text_fingerprint("text", theirs.heading, theirs.body))])

    assert draft.texts.get().body == "Mine"


def test_text_of_a_section_that_somebody_removed_comes_back_to_its_writer():
    draft = make_working_draft(focus="Old", raids="Old")
    changed, untouched = written(draft, "Focus", body="Precious"), written(draft, "Raids")
    draft.texts.all().delete()

    assert save_texts(draft=draft, written=[changed, untouched]).gone == [changed]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"heading": "x" * 301}, "301 characters"),
        ({"body": "x" * 200_001}, "200,000"),
        ({"body": "a\x00b"}, "cannot be stored"),
        ({"heading": "a\x00b"}, "cannot be stored"),
        ({"kind": "poem"}, "a text or a campaign"),
    ],
)
def test_section_that_cannot_be_stored_is_refused_and_the_others_are_saved(changes, words):
    draft = make_working_draft(focus="Old", raids="Old")

    outcome = save_texts(draft=draft, written=[written(draft, "Focus", **changes), written(draft, "Raids", body="New")])

    assert words in str(outcome.refused[key_of(draft, "Focus")][0])
    assert dict(draft.texts.values_list("heading", "body")) == {"Focus": "Old", "Raids": "New"}


@pytest.mark.parametrize(
    "text", ["‮right to left", "👩🏾‍🎓 emoji", "<script>alert(1)</script>", "\x01\x02", "é" * 1000, "9" * 5000]
)
def test_text_of_any_kind_is_kept_as_it_is(text):
    draft = make_working_draft(focus="Old")

    assert save_texts(draft=draft, written=[written(draft, "Focus", body=text)]).is_complete
    assert draft.texts.get().body == text


def test_kind_can_be_chosen_until_the_section_is_published():
    first = make_published_draft(focus="Old")
    draft = start_working_draft(proposal=first.proposal)
    added = add_section(draft=draft, heading="Raids")

    outcome = save_texts(
        draft=draft, written=[written(draft, "Focus", kind="campaign"), written(draft, "Raids", kind="campaign")]
    )

    assert list(outcome.refused) == [key_of(draft, "Focus")]
    assert dict(Section.objects.values_list("pk", "kind")) == {
        first.texts.get().section_id: "text",
        added.section_id: "campaign",
    }


def test_published_draft_is_not_written():
    draft = make_published_draft(focus="Old")

    with pytest.raises(ValidationError) as error:
        save_texts(draft=draft, written=[written(draft, "Focus", body="New")])

    assert code_of(error) == "draft_is_frozen"


def test_draft_that_was_deleted_is_not_written():
    draft = make_working_draft()
    deleted = Draft.objects.get()
    Draft.objects.all().delete()

    with pytest.raises(ValidationError) as error:
        save_texts(draft=deleted, written=[])

    assert code_of(error) == "draft_is_gone"
    assert draft.pk


def test_a_translation_is_kept_and_out_of_date_when_its_text_changes():
    draft = make_working_draft(focus="Old")
    translate(draft.texts.get(), "es", body="Viejo")

    save_texts(draft=draft, written=[written(draft, "Focus", body="New")])

    translation = Translation.objects.get()
    assert translation.text == "Viejo"
    assert translation.source_fingerprint == fingerprint("Old") != fingerprint(draft.texts.get().body)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place.BEFORE, "1 New, 2 Focus, 2.1 Jails, 3 Raids"),
        (Place.AFTER, "1 Focus, 1.1 Jails, 2 New, 3 Raids"),
        (Place.INSIDE, "1 Focus, 1.1 Jails, 1.2 New, 2 Raids"),
    ],
)
def test_section_is_added_before_after_or_inside_another(place, expected):
    draft = make_working_draft(focus="A", raids="B")
    add_parts(draft, "Focus", "Jails")

    text = add_section(draft=draft, place=place, target=key_of(draft, "Focus"), heading="New")

    assert shape(draft) == expected
    assert (text.language, text.section.kind) == ("en", "text")
    assert sorted(draft.texts.values_list("position", flat=True)) == [1, 2, 3, 4]


def test_section_without_a_place_goes_to_the_end():
    draft = make_working_draft(focus="A")

    add_section(draft=draft, heading="New")

    assert shape(draft) == "1 Focus, 2 New"


def test_section_beside_a_campaign_is_a_campaign_and_one_inside_it_a_text():
    draft = make_working_draft()
    campaign = add_section(draft=draft, heading="Raids end", kind="campaign").section.key

    beside = add_section(draft=draft, place=Place.AFTER, target=campaign)
    inside = add_section(draft=draft, place=Place.INSIDE, target=campaign)

    assert (beside.section.kind, inside.section.kind) == ("campaign", "text")


def test_section_beside_one_that_is_gone_is_refused():
    with pytest.raises(ValidationError) as error:
        add_section(draft=make_working_draft(), place=Place.AFTER, target="s2xxxxx")

    assert code_of(error) == "section_not_in_draft"


def test_more_sections_than_a_draft_may_have_are_refused():
    draft = make_working_draft(focus="A")
    sections = Section.objects.add(proposal=draft.proposal, kinds=["text"] * (MOST_SECTIONS - 1))
    SectionText.objects.bulk_create(
        SectionText(proposal=draft.proposal, draft=draft, section=section, position=at)
        for at, section in enumerate(sections, start=2)
    )

    with pytest.raises(ValidationError) as error:
        add_section(draft=draft)

    assert code_of(error) == "draft_has_too_many_sections"


def test_paragraphs_joined_again_are_the_text():
    body = "One\nline\n\n- a\n- b\n \n\n    code\n\nLast"

    assert paragraphs_of(body) == ["One\nline", "- a\n- b", "    code", "Last"]
    assert paragraphs_of("\n\n".join(paragraphs_of(body))) == paragraphs_of(body)
    assert paragraphs_of("") == []


def test_same_words_of_another_kind_have_another_fingerprint():
    assert text_fingerprint("text", "A", "B") != text_fingerprint("campaign", "A", "B")
    assert text_fingerprint("text", "A", "B") != text_fingerprint("text", "AB", "")
    assert text_fingerprint("text", "A", "B\n") == text_fingerprint("text", " A", "B")
