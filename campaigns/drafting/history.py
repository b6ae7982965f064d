"""The life of one section through all drafts of its proposal."""

from dataclasses import dataclass

from nisn_site.kit.translation_lookup import attach_translations

from ..changes import SectionChange, Wording, compare
from ..changes.budget import Budget
from ..models import Draft, Section, SectionText
from .comparing import is_readable, wording


@dataclass(frozen=True, slots=True)
class Step:
    """One draft and what the section said in it (None: it was not there).

    `change` compares it with the draft that this one followed (None: the section was not there, either); `marks`
    are those of the comparison of both drafts, which alone knows whether a section moved among the others.
    """

    draft: Draft
    text: SectionText | None
    change: SectionChange | None
    marks: list[str]
    came_back: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """`steps` from the newest draft back to the first one that has the section; `is_complete` as in `Changes`."""

    steps: list[Step]
    is_complete: bool


def history_of(section: Section, drafts: list[Draft]) -> History:
    """Of these drafts of its proposal (see `Draft.objects.with_changes`); no steps when none has the section."""
    texts = {text.draft_id: text for text in section.texts.filter(draft__in=drafts).select_related("section", "parent")}
    attach_translations(texts.values())
    budget = Budget()
    steps, was_there = [], False
    for draft in sorted(drafts, key=lambda draft: draft.number):
        text, before = texts.get(draft.pk), texts.get(draft.previous_id)
        if text or before:
            marks = (draft.change_marks or {}).get(section.key, [])
            change = change_between(before, text, budget)
            steps.append(Step(draft, text, change, marks, came_back=was_there and before is None))
        was_there = was_there or text is not None
    return History(steps[::-1], is_complete=not budget.was_exceeded)


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
