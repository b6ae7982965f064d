"""The shortest list of changes is not the one people can read best; here it is made readable, and stays exact."""

from itertools import accumulate

from .spans import CHANGED, SAME, Span, add_span
from .tokens import Token, is_word

FURTHEST_SLIDE = 40
ENDS_OF_SENTENCES = frozenset(".!?;:。！？；：؛؟…।")
ENDS_OF_CLAUSES = frozenset(",、，،)）(（")


class Sizes:
    """How many characters, and how many words, lie between two places of a text, without counting them again."""

    def __init__(self, tokens: list[Token]):
        self.characters = [0, *accumulate(len(word) for _space, word in tokens)]
        self.words = [0, *accumulate(map(is_word, tokens))]

    def characters_in(self, start: int, end: int) -> int:
        return self.characters[end] - self.characters[start]

    def words_in(self, start: int, end: int) -> int:
        return self.words[end] - self.words[start]


def without_coincidences(spans: list[Span], old: Sizes, new: Sizes) -> list[Span]:
    """Take what is the same by chance into the changes around it: "of" between two long changes helps nobody."""
    kept: list[Span] = []
    for span in spans:
        add_span(kept, span)
        while len(kept) >= 3 and kept[-1].kind == CHANGED and is_coincidence(*kept[-3:], old, new):
            left, _chance, right = kept[-3:]
            kept[-3:] = [Span(CHANGED, left.a, right.b, left.c, right.d)]
    return kept


def is_coincidence(left: Span, between: Span, right: Span, old: Sizes, new: Sizes) -> bool:
    sides = [(old.characters_in(side.a, side.b), new.characters_in(side.c, side.d)) for side in (left, right)]
    size = old.characters_in(between.a, between.b)
    is_replacement = any(min(side) for side in sides)
    if is_replacement and not old.words_in(between.a, between.b):
        return True
    smaller_change = min(max(side) for side in sides)
    return size <= smaller_change if is_replacement else size <= 2 and size < smaller_change


def slid(spans: list[Span], before: list[Token], after: list[Token]) -> list[Span]:
    """Of "a [b, a] b" and "[a, b] a b" take the one that begins and ends where people would expect it."""
    spans = list(spans)
    for at in range(1, len(spans) - 1):
        left, span, right = spans[at - 1 : at + 2]
        if span.a == span.b:
            steps = best_slide(after, span.c, span.d, left.d - left.c, right.d - right.c)
        elif span.c == span.d:
            steps = best_slide(before, span.a, span.b, left.b - left.a, right.b - right.a)
        else:
            continue
        spans[at - 1] = Span(SAME, left.a, left.b + steps, left.c, left.d + steps)
        spans[at] = Span(CHANGED, *(place + steps for place in span[1:]))
        spans[at + 1] = Span(SAME, right.a + steps, right.b, right.c + steps, right.d)
    return spans


def best_slide(tokens: list[Token], start: int, end: int, room_left: int, room_right: int) -> int:
    """How far to slide the words from `start` to `end`, negative to the left; both neighbours keep at least one word."""
    lowest, highest = 0, 0
    furthest_left, furthest_right = min(room_left - 1, FURTHEST_SLIDE), min(room_right - 1, FURTHEST_SLIDE)
    while -lowest < furthest_left and tokens[start + lowest - 1][1] == tokens[end + lowest - 1][1]:
        lowest -= 1
    while highest < furthest_right and tokens[start + highest][1] == tokens[end + highest][1]:
        highest += 1
    return max(range(lowest, highest + 1), key=lambda step: (neatness(tokens, start + step, end + step), -abs(step)))


def neatness(tokens: list[Token], start: int, end: int) -> int:
    """Points for a change that follows the end of a sentence and ends with one; fewer for a clause."""
    ends = (tokens[start - 1][1], tokens[end - 1][1])
    return sum(3 if word in ENDS_OF_SENTENCES else word in ENDS_OF_CLAUSES for word in ends)
