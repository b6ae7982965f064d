"""What became of the words that a remark is about: still there, reworded since, or gone. Never a guess.

A remark belongs for ever to the wording it was made on. Programs that look for a quoted sentence anywhere in a new
text find look-alikes; here only the same section is asked, and another one only for exactly the same words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ..changes.aligning import align
from ..changes.budget import Budget
from ..changes.paragraphs import Paragraph, paragraphs_of
from ..changes.result import ADDED, KEPT
from ..changes.tokens import normalized
from ..changes.words import compare_words
from ..models import SectionText

# Of a quote this share of characters must stand where it stood, or its wording is gone.
STILL_RECOGNIZED = 0.5
# Shorter ones stand in many sections by chance.
LONG_ENOUGH_TO_FIND = 25
HEADING = "heading"


class Fate(StrEnum):
    STILL_THERE = "still_there"
    REWORDED = "reworded"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Anchor:
    """`where` is the text that has the words now: of the same section, or of the only other one with exactly them."""

    fate: Fate
    where: SectionText | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What one section says in the language that it is read in."""

    heading: str
    html: str

    @property
    def paragraphs(self) -> list[Paragraph]:
        heading = [Paragraph(HEADING, 0, normalized(self.heading), "", ())] if self.heading else []
        return heading + paragraphs_of(self.html)

    @property
    def plain(self) -> str:
        return " ".join(one.text for one in self.paragraphs)


def words_in(text: SectionText, language: str) -> Words | None:
    """The words of a text in a language; None where it was not translated. Needs attached translations."""
    if language in ("", text.language):
        return Words(text.heading, text.body_html)
    found = {name: text.attached_translations.get(name) for name in text.translated_fields}
    if any(getattr(text, name) and found[name] is None for name in text.translated_fields):
        return None
    return Words(
        *(getattr(found[name], kind) if found[name] else "" for name, kind in (("heading", "text"), ("body", "html")))
    )


def holds(text: Words, quote: str) -> bool:
    """Whether a quoted sentence stands in a text, whatever its spaces and line ends."""
    return bool(quote.strip()) and normalized(quote) in text.plain


def anchor(
    *, quote: str, old: SectionText, later: Iterable[SectionText], language: str = "", budget: Budget | None = None
) -> Anchor:
    """What became of a section's text, or of a sentence quoted from it, in the `later` texts of another draft.

    In `language`, where both texts can be read in it; texts in another one need their translations.
    """
    later = list(later)
    new = next((one for one in later if one.section_id == old.section_id), None)
    before, after = (words_in(one, language) if one else None for one in (old, new))
    if new and (before is None or after is None):
        before, after, quote = words_in(old, ""), words_in(new, ""), ""
    if new and (holds(after, quote) if quote else before == after):
        return Anchor(Fate.STILL_THERE, new)
    if elsewhere := only_other_place(quote, [one for one in later if one is not new], language):
        return Anchor(Fate.STILL_THERE, elsewhere)
    if new and (not quote or share_kept(normalized(quote), before, after, budget or Budget()) >= STILL_RECOGNIZED):
        return Anchor(Fate.REWORDED, new)
    return Anchor(Fate.REMOVED, new)


def only_other_place(quote: str, texts: list[SectionText], language: str) -> SectionText | None:
    if len(quote) < LONG_ENOUGH_TO_FIND:
        return None
    found = [one for one in texts if (words := words_in(one, language)) and holds(words, quote)]
    return found[0] if len(found) == 1 else None


def share_kept(quote: str, before: Words, after: Words, budget: Budget) -> float:
    """How much of a quote stands in the new text at the place of the old one, from 0 to 1."""
    start = before.plain.find(quote)
    if start < 0:
        return 0.0
    kept = kept_characters(before.paragraphs, after.paragraphs, budget)
    return sum(kept[start : start + len(quote)]) / len(quote)


def kept_characters(before: list[Paragraph], after: list[Paragraph], budget: Budget) -> bytearray:
    """For each character of the old paragraphs, joined by a space, whether it is kept."""
    kept = bytearray()
    for old, new in align(before, after, budget):
        if old is None:
            continue
        if kept:
            kept.append(1)
        if new is None:
            kept += bytes(len(old.text))
            continue
        for op, text in compare_words(old.text, new.text, budget).runs:
            if op != ADDED:
                kept += bytes([op == KEPT]) * len(text)
    return kept
