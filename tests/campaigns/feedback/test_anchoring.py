"""Still there, reworded or removed: what became of the words that a remark is about."""

import pytest

from campaigns.changes.budget import Budget
from campaigns.feedback.anchoring import Fate, Words, anchor, holds, kept_characters
from campaigns.models import SectionText
from nisn_site.kit.markdown import render
from nisn_site.kit.translation import Translation, fingerprint

SENTENCE = "We march in January, in each state that votes."


def text(body, *, section=1, heading="Focus", **values) -> SectionText:
    html = render(body, top_heading=4)
    return SectionText(section_id=section, heading=heading, body=body, body_html=html, language="en", **values)


def became(quote, old, *later, **values) -> Fate:
    return anchor(
        quote=quote, old=text(old), later=[text(one) if isinstance(one, str) else one for one in later], **values
    ).fate


@pytest.mark.parametrize(
    ("later", "fate"),
    [
        ([f"First. {SENTENCE} Last."], Fate.STILL_THERE),
        ([f"- {SENTENCE}\n- More."], Fate.STILL_THERE),
        (["We march in\nJanuary, in **each** state that votes."], Fate.STILL_THERE),
        (["We march in February, in each state that votes."], Fate.REWORDED),
        (["We march early in January, in each town and state that votes now."], Fate.REWORDED),
        (["Nobody marches. We write letters instead, and many of them."], Fate.REMOVED),
        ([""], Fate.REMOVED),
        ([], Fate.REMOVED),
    ],
)  # fmt: skip
def test_quoted_sentence(later, fate):
    assert became(SENTENCE, f"{SENTENCE} We also write letters.", *later) == fate


@pytest.mark.parametrize(
    ("later", "fate"),
    [
        (["We act."], Fate.STILL_THERE),
        (["*We* act."], Fate.REWORDED),
        (["All is new here."], Fate.REWORDED),
        ([text("We act.", heading="Aim")], Fate.REWORDED),
        ([text("We act.", section=2)], Fate.REMOVED),
    ],
)
def test_whole_section(later, fate):
    assert became("", "We act.", *later) == fate


def test_sentence_that_moved_to_another_section_is_found_only_when_all_its_words_did():
    old, same, like = (
        text(SENTENCE),
        text(f"Here: {SENTENCE}", section=2),
        text(SENTENCE.replace("each", "every"), section=3),
    )

    found = anchor(quote=SENTENCE, old=old, later=[text("Other words."), same, like])

    assert (found.fate, found.where) == (Fate.STILL_THERE, same)
    assert anchor(quote=SENTENCE, old=old, later=[text("Other."), like]).fate == Fate.REMOVED


def test_sentence_that_stands_in_two_other_sections_is_not_guessed():
    copies = [text(SENTENCE, section=2), text(SENTENCE, section=3)]

    assert anchor(quote=SENTENCE, old=text(SENTENCE), later=copies).fate == Fate.REMOVED


def test_short_words_are_not_looked_for_elsewhere():
    assert anchor(quote="We act.", old=text("We act."), later=[text("We act.", section=2)]).fate == Fate.REMOVED


def test_look_alike_in_the_same_section_does_not_count_as_the_sentence():
    """The second paragraph is much like the one that is gone, and was there before."""
    stays = "We march in March, in each city that pays."

    assert became(SENTENCE, f"{SENTENCE}\n\n{stays}", stays) == Fate.REMOVED


def translated(one: SectionText, **texts) -> SectionText:
    one.attached_translations = {
        name: Translation(
            field=name, text=words, html=render(words), source_fingerprint=fingerprint(getattr(one, name))
        )
        for name, words in texts.items()
    }
    return one


def test_sentence_quoted_from_a_translation_is_looked_for_in_the_translation():
    old = translated(text("We act."), heading="Meta", body="Actuamos juntos hoy.")
    new = translated(text("We all act."), heading="Meta", body="Actuamos juntos hoy mismo.")

    assert anchor(quote="Actuamos juntos", old=old, later=[new], language="es").fate == Fate.STILL_THERE
    assert anchor(quote="juntos hoy.", old=old, later=[new], language="es").fate == Fate.REWORDED


def test_without_a_translation_only_the_section_as_a_whole_is_told_about():
    old, same = translated(text("We act."), heading="Meta", body="Actuamos."), translated(text("We act."))
    other = translated(text("We all act."))

    assert anchor(quote="Actuamos.", old=old, later=[same], language="es").fate == Fate.STILL_THERE
    assert anchor(quote="Actuamos.", old=old, later=[other], language="es").fate == Fate.REWORDED


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        ("हम *मिलकर* काम करते हैं।", "मिलकर काम"),
        ("我们承诺，使参与社区成为没有骚扰的体验。", "使参与社区"),
        ("نحن نعمل معًا\nفي كل مدينة.", "معًا في كل"),
        ("> a quoted\n> word", "a quoted word"),
    ],
)
def test_quotes_of_any_script_stand_where_they_stand(body, quote):
    assert holds(Words("", render(body)), quote)


def test_every_character_of_the_old_text_is_told_about():
    old, new = (
        Words("Aim", render(body)).paragraphs for body in ("One two.\n\nThree four.", "One 2.\n\nNew.\n\nThree four.")
    )

    kept = kept_characters(old, new, Budget())

    assert len(kept) == len("Aim One two. Three four.")
    assert "".join(map(str, kept)) == "111" + "1" + "1111" + "000" + "1" + "1" + "1" * 11


def test_text_made_to_be_slow_is_quick():
    assert became("the " * 200, "the " * 20_000, "the a " * 20_000) in Fate
