"""Which section of a pasted or imported text is which section we have already.

Only a guess, for an organizer to confirm: inside the site, sections carry their keys. Headings alone do not decide,
since they repeat in real texts and are what people change first; the words below them count as well.
"""

import re
from collections import defaultdict
from typing import NamedTuple

from ..changes.likeness import Vocabulary, likeness

# Below this two sections have nothing to do with each other, unless their headings are the same.
ALIKE = 0.35
SAME_HEADING = 0.5
SAME_HEADING_AT_LEAST = 0.1
DISTANCE = 0.02
CERTAIN = 0.8
MOST_PAIRS = 250_000
LEADING_NUMBER = re.compile(r"^\s*(?:[\d０-９]+(?:[.．][\d０-９]+)*|[IVXLC]+|[A-Za-z])[.)．）、:]\s*")


class Passage(NamedTuple):
    """A section as it was read from somewhere."""

    heading: str
    body: str


class Match(NamedTuple):
    old: int | None  # index of the section it most likely is, or None: a new one
    likeness: float  # 0 to 1
    is_certain: bool  # nearly the same words; an organizer still sees it


def match_sections(old: list[Passage], new: list[Passage]) -> list[Match]:
    """For each new passage its match; each old one is used at most once.

    Beyond 500 sections on both sides only the same headings are compared.
    """
    vocabulary = Vocabulary()
    old_bits, new_bits = ([vocabulary.bits_of(words_of(one)) for one in passages] for passages in (old, new))
    found: dict[int, Match] = {}
    taken: set[int] = set()
    for _score, at_old, at_new, alike in sorted(candidates(old, new, old_bits, new_bits), reverse=True):
        if at_old not in taken and at_new not in found:
            taken.add(at_old)
            found[at_new] = Match(at_old, alike, alike >= CERTAIN)
    return [found.get(at, Match(None, 0.0, is_certain=False)) for at in range(len(new))]


def candidates(old: list[Passage], new: list[Passage], old_bits: list[int], new_bits: list[int]):
    """`(score, place in old, place in new, likeness)` of all pairs that may be the same section."""
    longest = max(len(old), len(new), 1)
    headings = defaultdict(list)
    for at_old, passage in enumerate(old):
        headings[bare_heading(passage)].append(at_old)
    for at_new, passage in enumerate(new):
        namesakes = headings.get(bare_heading(passage), []) if bare_heading(passage) else []
        for at_old in range(len(old)) if len(old) * len(new) <= MOST_PAIRS else namesakes:
            alike = likeness(old_bits[at_old], new_bits[at_new])
            has_same_heading = at_old in namesakes
            if alike >= ALIKE or (has_same_heading and alike >= SAME_HEADING_AT_LEAST):
                distance = abs(at_old - at_new) / longest
                yield alike + SAME_HEADING * has_same_heading - DISTANCE * distance, at_old, at_new, alike


def words_of(passage: Passage) -> str:
    return f"{bare_heading(passage)} {passage.body}"


def bare_heading(passage: Passage) -> str:
    """The heading as people mean it: without its number and in small letters."""
    return LEADING_NUMBER.sub("", passage.heading).strip().casefold()
