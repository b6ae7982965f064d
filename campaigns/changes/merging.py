"""Two people changed the same text: one text with the changes of both, where they do not touch each other.

Works on the Markdown as it is written, and exactly: what neither of them changed stays to the last space. Where both
changed the same place, or places without a word between them, nothing is guessed: those are conflicts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from .budget import Budget
from .spans import CHANGED, spans_of
from .tidying import Sizes, without_coincidences
from .tokens import Token, exact_tokens_of


class Conflict(NamedTuple):
    """The place where both changed something: what stood there, and what each of them wrote."""

    base: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merged:
    """`text` is None when there are conflicts, and the same as before when `changes_nothing`."""

    text: str | None
    conflicts: tuple[Conflict, ...] = ()
    changes_nothing: bool = False


class Hunk(NamedTuple):
    """The words from `start` to `end` of the base became `words`."""

    start: int
    end: int
    words: tuple[Token, ...]

    def touches(self, other: "Hunk") -> bool:
        return self.start <= other.end and other.start <= self.end


def merge(*, base: str, mine: str, theirs: str, budget: Budget | None = None) -> Merged:
    """What `theirs` changed in `base`, brought into `mine`.

    Merging the same once more never brings it in twice: it changes nothing or, rarely, is a conflict. Texts that would
    cost too much to compare are one conflict as a whole.
    """
    if theirs in (base, mine):
        return Merged(mine, changes_nothing=True)
    if mine == base:
        return Merged(theirs)
    budget = budget or Budget()
    if not budget.allows_reading(base, mine, theirs):
        return Merged(None, (Conflict(base, mine, theirs),))
    words, ours, others = map(exact_tokens_of, (base, mine, theirs))
    done, wanted, apart = hunks(words, ours, budget), hunks(words, others, budget), hunks(others, ours, budget)
    if done is None or wanted is None or apart is None:
        return Merged(None, (Conflict(base, mine, theirs),))
    if is_contained(wanted, apart):
        return Merged(mine, changes_nothing=True)
    new = [hunk for hunk in wanted if hunk not in done]
    if conflicts := tuple(conflicts_between(words, done, new)):
        return Merged(None, conflicts)
    return Merged(joined(applied(words, sorted([*done, *new]))), changes_nothing=not new)


def is_contained(wanted: list[Hunk], apart: list[Hunk]) -> bool:
    """Whether all that was changed stands in the other text already: what differs between both lies elsewhere."""
    moved, places = 0, []
    for hunk in wanted:
        start = hunk.start + moved
        places.append(Hunk(start, start + len(hunk.words), ()))
        moved += len(hunk.words) - (hunk.end - hunk.start)
    return not any(place.touches(hunk) for place in places for hunk in apart)


def hunks(base: list[Token], other: list[Token], budget: Budget) -> list[Hunk] | None:
    """What differs, in order; None when it would cost too much. A changed space is a changed word here."""
    with_spaces = ([("", space + word) for space, word in tokens] for tokens in (base, other))
    spans = spans_of(*with_spaces, budget)
    if spans is None:
        return None
    spans = without_coincidences(spans, Sizes(base), Sizes(other))
    return [Hunk(span.a, span.b, tuple(other[span.c : span.d])) for span in spans if span.kind == CHANGED]


def conflicts_between(base: list[Token], mine: list[Hunk], theirs: list[Hunk]) -> Iterator[Conflict]:
    """One for each place at which changes of both touch, however many they are."""
    for group in touching(sorted([(hunk, True) for hunk in mine] + [(hunk, False) for hunk in theirs])):
        sides = {is_mine for _hunk, is_mine in group}
        if len(sides) == 2:
            start, end = min(hunk.start for hunk, _ in group), max(hunk.end for hunk, _ in group)
            yield Conflict(
                joined(base[start:end]).strip(),
                *(
                    joined(applied(base, [hunk for hunk, is_mine in group if is_mine is side], start, end)).strip()
                    for side in (True, False)
                ),
            )


def touching(marked: list[tuple[Hunk, bool]]) -> list[list[tuple[Hunk, bool]]]:
    """Hunks in order, in groups that hang together."""
    groups: list[list[tuple[Hunk, bool]]] = [marked[:1]] if marked else []
    for _before, (hunk, side) in pairwise(marked):
        if any(hunk.touches(other) for other, _side in groups[-1]):
            groups[-1].append((hunk, side))
        else:
            groups.append([(hunk, side)])
    return groups


def applied(base: list[Token], changes: list[Hunk], start: int = 0, end: int | None = None) -> list[Token]:
    """The words of the base from `start` to `end` with these changes, which lie in order and apart."""
    end = len(base) if end is None else end
    words, at = [], start
    for hunk in changes:
        words += [*base[at : hunk.start], *hunk.words]
        at = hunk.end
    return words + base[at:end]


def joined(tokens: list[Token]) -> str:
    return "".join(space + word for space, word in tokens)
