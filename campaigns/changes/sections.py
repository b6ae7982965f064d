"""The comparison of two drafts: which sections are new, removed, moved, renamed, changed or the same."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .aligning import Pair, align
from .budget import Budget
from .order import in_order
from .paragraphs import Paragraph, paragraphs_of
from .result import ADDED, KEPT, REMOVED, Changes, ParagraphChange, Place, Run, SectionChange
from .tokens import count_words, normalized, tokens_of
from .words import compare_words, whole


@dataclass(frozen=True, slots=True)
class Wording:
    """One section as it stands in one draft. `html` is what `nisn_site.kit.markdown` made of its body."""

    key: str
    number: str
    heading: str
    html: str
    parent: str = ""  # key of the section it lies in
    kind: str = "text"
    language: str = field(kw_only=True)

    @property
    def place(self) -> Place:
        return Place(self.number, normalized(self.heading), self.parent)


def compare(old: Iterable[Wording], new: Iterable[Wording], budget: Budget | None = None) -> Changes:
    """What became of every section. Both drafts in order of reading; keys say what is the same section."""
    budget = budget or Budget()
    before, after = {one.key: one for one in old}, {one.key: one for one in new}
    moved = moved_keys(before, after)
    found = tuple(
        section_change(before.get(key), after.get(key), is_moved=key in moved, budget=budget)
        for key in keys_in_order(before, after)
    )
    return Changes(found, is_complete=not budget.was_exceeded)


def keys_in_order(before: dict[str, Wording], after: dict[str, Wording]) -> list[str]:
    """The newer order, each removed section after the one that it followed."""
    followers, last = defaultdict(list), None
    for key in before:
        if key in after:
            last = key
        else:
            followers[last].append(key)
    return followers[None] + [key for kept in after for key in (kept, *followers[kept])]


def moved_keys(before: dict[str, Wording], after: dict[str, Wording]) -> set[str]:
    """The fewest sections that must be lifted to come from one order to the other.

    Sections that lie in the same one as before are moved when they left its order; a section whose
    surrounding one moved stays where it was in it.
    """
    places = {key: place for place, key in enumerate(before)}
    groups, moved = defaultdict(list), set()
    for key, one in after.items():
        if key not in before:
            continue
        if one.parent == before[key].parent:
            groups[one.parent].append(key)
        else:
            moved.add(key)
    for keys in groups.values():
        kept = in_order([places[key] for key in keys])
        moved |= {key for index, key in enumerate(keys) if index not in kept}
    return moved


def section_change(old: Wording | None, new: Wording | None, *, is_moved: bool, budget: Budget) -> SectionChange:
    heading, heading_added, heading_removed = heading_change(old, new, budget)
    paragraphs, added, removed = body_change(old, new, budget)
    one = new or old
    return SectionChange(
        key=one.key,
        kind=one.kind,
        language=one.language,
        before=old.place if old else None,
        after=new.place if new else None,
        is_moved=is_moved,
        heading=heading,
        paragraphs=paragraphs,
        words_added=heading_added + added,
        words_removed=heading_removed + removed,
    )


def heading_change(old: Wording | None, new: Wording | None, budget: Budget) -> tuple[tuple[Run, ...], int, int]:
    before, after = (normalized(one.heading) if one else "" for one in (old, new))
    if old and new:
        result = compare_words(before, after, budget)
        return result.runs, result.words_added, result.words_removed
    return whole(REMOVED, before) + whole(ADDED, after), words_in(after, budget), words_in(before, budget)


def body_change(
    old: Wording | None, new: Wording | None, budget: Budget
) -> tuple[tuple[ParagraphChange, ...], int, int]:
    """Paragraph by paragraph with words added and removed; nothing when the section reads the same."""
    if old and new and old.html == new.html:
        return (), 0, 0
    before, after = (paragraphs_of(one.html) if one else [] for one in (old, new))
    if old and new and before == after:
        return (), 0, 0
    pairs = align(before, after, budget)
    found = [paragraph_change(one, other, budget) for one, other in pairs]
    changes = with_new_numbers(pairs, [change for change, _, _ in found])
    return tuple(changes), sum(one[1] for one in found), sum(one[2] for one in found)


def paragraph_change(old: Paragraph | None, new: Paragraph | None, budget: Budget) -> tuple[ParagraphChange, int, int]:
    if new is None:
        return change_of("removed", old, whole(REMOVED, old.text)), 0, words_in(old.text, budget)
    if old is None:
        return change_of("new", new, whole(ADDED, new.text)), words_in(new.text, budget), 0
    if old.text == new.text:
        is_same = (old.block, old.depth, old.look) == (new.block, new.depth, new.look)
        return change_of("same" if is_same else "formatting", new, whole(KEPT, new.text)), 0, 0
    result = compare_words(old.text, new.text, budget)
    return change_of(result.change, new, result.runs), result.words_added, result.words_removed


def change_of(change: str, paragraph: Paragraph, runs: tuple[Run, ...]) -> ParagraphChange:
    return ParagraphChange(change, paragraph.block, paragraph.depth, paragraph.marker, runs)


def with_new_numbers(pairs: list[Pair], changes: list[ParagraphChange]) -> list[ParagraphChange]:
    """Items that have another number although none was put in or taken out: a list was split, or two were joined."""
    if any(None in pair for pair in pairs):
        return changes
    return [
        replace(change, change="formatting") if change.change == "same" and old.marker != new.marker else change
        for (old, new), change in zip(pairs, changes, strict=True)
    ]


def words_in(text: str, budget: Budget) -> int:
    return count_words(tokens_of(text)) if budget.allows_reading(text) else len(text.split())
