"""The life of one section through all drafts of its proposal."""

from dataclasses import dataclass

from nisn_site.kit.translation_lookup import attach_translations

from .changes import SectionChange, Wording, compare
from .changes.budget import Budget
from .comparing import is_readable, wording
from .models import Draft, Section, SectionText


@dataclass(frozen=True, slots=True)
class Step:
    """One draft: what the section said in it (None: it was not there), and what had changed since the one before."""

    draft: Draft
    text: SectionText | None
    change: SectionChange | None


def history_of(section: Section, drafts: list[Draft]) -> list[Step]:
    """From the newest draft back to the first one that has the section; empty when no draft of these has it."""
    texts = {text.draft_id: text for text in section.texts.filter(draft__in=drafts).select_related("section", "parent")}
    attach_translations(texts.values())
    budget = Budget()
    steps, before = [], None
    for draft in sorted(drafts, key=lambda draft: draft.number):
        text = texts.get(draft.pk)
        if text or before:
            steps.append(Step(draft, text, change_between(before, text, budget)))
        before = text
    return steps[::-1]


def change_between(before: SectionText | None, after: SectionText | None, budget: Budget) -> SectionChange | None:
    """None where nothing was before."""
    if before is None:
        return None
    is_translated = all(is_readable(text) for text in (before, after) if text)
    old, new = ([place_of(text, is_translated=is_translated)] if text else [] for text in (before, after))
    [change] = compare(old, new, budget).sections
    return change


def place_of(text: SectionText, *, is_translated: bool) -> Wording:
    return wording(text, text.number, text.parent.key if text.parent else "", is_translated=is_translated)
