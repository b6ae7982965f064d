"""Which words two texts share, as a row of spans; the core of the comparison.

`rapidfuzz.distance.Indel` is bit-parallel, so no text can make it slow. (difflib takes 15 seconds for two kilobytes
of "the the the".)
"""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from .budget import Budget
from .tokens import Token

SAME, CHANGED = "same", "changed"


class Span(NamedTuple):
    """Old words from `a` to `b` stand against new ones from `c` to `d`."""

    kind: str
    a: int
    b: int
    c: int
    d: int


def spans_of(before: list[Token], after: list[Token], budget: Budget) -> list[Span] | None:
    """Same and changed spans in turn, without gaps; None when it would cost too much. Spaces take no part."""
    numbers: dict[str, int] = {}
    old = [numbers.setdefault(word, len(numbers)) for _space, word in before]
    new = [numbers.setdefault(word, len(numbers)) for _space, word in after]
    first = common_length(old, new)
    last = common_length(old[first:][::-1], new[first:][::-1])
    old_end, new_end = len(old) - last, len(new) - last
    if not budget.allows_words(old_end - first, new_end - first):
        return None
    spans = [Span(SAME, 0, first, 0, first)] if first else []
    for op in Indel.opcodes(old[first:old_end], new[first:new_end]):
        kind = SAME if op.tag == "equal" else CHANGED
        places = (op.src_start, op.src_end, op.dest_start, op.dest_end)
        add_span(spans, Span(kind, *(first + place for place in places)))
    if last:
        add_span(spans, Span(SAME, old_end, len(old), new_end, len(new)))
    return spans


def common_length(old: Sequence, new: Sequence) -> int:
    """How many things are the same at the beginning of both."""
    for length, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return length
    return min(len(old), len(new))


def add_span(spans: list[Span], span: Span) -> None:
    """Append, as one with the last when it is of the same kind."""
    if spans and spans[-1].kind == span.kind:
        last = spans.pop()
        span = Span(span.kind, last.a, span.b, last.c, span.d)
    spans.append(span)
