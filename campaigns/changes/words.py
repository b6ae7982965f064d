"""Two versions of a paragraph, word by word."""

from dataclasses import dataclass

from .budget import Budget
from .result import ADDED, KEPT, REMOVED, Run
from .spans import CHANGED, Span, spans_of
from .tidying import Sizes, slid, without_coincidences
from .tokens import Token, count_words, tokens_of

# A paragraph of which less than this share is left is easier to read as a whole, old and new.
REWRITTEN_BEYOND = 0.7
SHORT = 160  # characters of both versions together; shorter ones are shown word by word in any case


@dataclass(frozen=True, slots=True)
class Compared:
    change: str  # same, changed, rewritten, too_long
    runs: tuple[Run, ...]
    words_added: int
    words_removed: int


def compare_words(old: str, new: str, budget: Budget) -> Compared:
    """Both texts must be normalized (see `tokens`)."""
    if old == new:
        return Compared("same", whole(KEPT, new), 0, 0)
    if not budget.allows_reading(old, new):
        return Compared("too_long", whole(REMOVED, old) + whole(ADDED, new), len(new.split()), len(old.split()))
    before, after = tokens_of(old), tokens_of(new)
    spans = spans_of(before, after, budget)
    if spans is None:
        return replaced("too_long", before, after)
    old_sizes, new_sizes = Sizes(before), Sizes(after)
    spans = without_coincidences(spans, old_sizes, new_sizes)
    if is_rewritten(spans, old_sizes, new_sizes):
        return replaced("rewritten", before, after)
    spans = slid(spans, before, after)
    changed = [span for span in spans if span.kind == CHANGED]
    added = sum(count_words(after[span.c : span.d]) for span in changed)
    removed = sum(count_words(before[span.a : span.b]) for span in changed)
    return Compared("changed", tuple(runs_of(spans, before, after)), added, removed)


def is_rewritten(spans: list[Span], old: Sizes, new: Sizes) -> bool:
    total = old.characters[-1] + new.characters[-1]
    changed = sum(
        old.characters_in(span.a, span.b) + new.characters_in(span.c, span.d) for span in spans if span.kind == CHANGED
    )
    return total > SHORT and changed > REWRITTEN_BEYOND * total


def replaced(change: str, before: list[Token], after: list[Token]) -> Compared:
    parts = whole(REMOVED, joined(before)) + whole(ADDED, joined(after))
    return Compared(change, parts, count_words(after), count_words(before))


def runs_of(spans: list[Span], before: list[Token], after: list[Token]) -> list[Run]:
    """Exact in both directions: where only the space before a word differs, that space is a change, too."""
    found: list[Run] = []
    for kind, a, b, c, d in spans:
        old, new = before[a:b], after[c:d]
        if kind == CHANGED:
            note(found, REMOVED, joined(old))
            note(found, ADDED, joined(new))
        elif old == new:
            note(found, KEPT, joined(new))
        else:
            note_same_words(found, old, new)
    return with_common_spaces(found)


def note_same_words(found: list[Run], old: list[Token], new: list[Token]) -> None:
    for (space_before, word), (space_after, _word) in zip(old, new, strict=True):
        if space_before == space_after:
            note(found, KEPT, space_after + word)
        else:
            note(found, REMOVED if space_before else ADDED, " ")
            note(found, KEPT, word)


def with_common_spaces(found: list[Run]) -> list[Run]:
    """Where old and new words both begin with a space, it belongs to neither."""
    tidy: list[Run] = []
    for op, text in found:
        if op == ADDED and tidy and tidy[-1].op == REMOVED and text[0] == " " == tidy[-1].text[0]:
            removed = tidy.pop().text
            note(tidy, KEPT, " ")
            note(tidy, REMOVED, removed[1:])
            note(tidy, ADDED, text[1:])
        else:
            note(tidy, op, text)
    return tidy


def note(found: list[Run], op: str, text: str) -> None:
    """Append, as one with the last run when it is of the same kind."""
    if found and found[-1].op == op:
        text = found.pop().text + text
    if text:
        found.append(Run(op, text))


def whole(op: str, text: str) -> tuple[Run, ...]:
    return (Run(op, text),) if text else ()


def joined(tokens: list[Token]) -> str:
    return "".join([space + word for space, word in tokens])
