"""Which paragraph of the old version became which of the new one.

Paragraphs that are the same and stand only once on each side are anchors; between two anchors those are paired, in
order, that together have most in common.
"""

from collections import Counter

from .budget import Budget
from .likeness import Vocabulary
from .order import in_order
from .paragraphs import Paragraph
from .spans import common_length

# Below this two paragraphs are a removed and a new one.
ALIKE = 0.4
PAIR, ONLY_OLD, ONLY_NEW = range(3)

type Pair = tuple[Paragraph | None, Paragraph | None]


def align(old: list[Paragraph], new: list[Paragraph], budget: Budget) -> list[Pair]:
    """Pairs in order of reading; None stands for "nothing here"."""
    pairs: list[Pair] = []
    next_old = next_new = 0
    for at_old, at_new in anchors(old, new):
        pairs += between_anchors(old[next_old:at_old], new[next_new:at_new], budget)
        pairs.append((old[at_old], new[at_new]))
        next_old, next_new = at_old + 1, at_new + 1
    return pairs + between_anchors(old[next_old:], new[next_new:], budget)


def anchors(old: list[Paragraph], new: list[Paragraph]) -> list[tuple[int, int]]:
    old_places, new_places = places_of_unique(old), places_of_unique(new)
    both = [(old_places[text], place) for text, place in new_places.items() if text in old_places]
    kept = in_order([at_old for at_old, _at_new in both])
    return [pair for index, pair in enumerate(both) if index in kept]


def places_of_unique(paragraphs: list[Paragraph]) -> dict[str, int]:
    times = Counter(paragraph.text for paragraph in paragraphs)
    return {paragraph.text: place for place, paragraph in enumerate(paragraphs) if times[paragraph.text] == 1}


def between_anchors(old: list[Paragraph], new: list[Paragraph], budget: Budget) -> list[Pair]:
    """Same ones at both ends first: what stands several times is no anchor, but mostly stays in its place."""
    old_texts, new_texts = [one.text for one in old], [one.text for one in new]
    start = common_length(old_texts, new_texts)
    end = common_length(old_texts[start:][::-1], new_texts[start:][::-1])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    return [
        *zip(old[:start], new[:start], strict=True),
        *most_alike(middle_old, middle_new, budget),
        *zip(old[len(old) - end :], new[len(new) - end :], strict=True),
    ]


def most_alike(old: list[Paragraph], new: list[Paragraph], budget: Budget) -> list[Pair]:
    """The pairing in order with the largest sum of likeness (Needleman and Wunsch)."""
    if not (old and new and budget.allows_paragraphs(len(old), len(new))):
        return [*((paragraph, None) for paragraph in old), *((None, paragraph) for paragraph in new)]
    choices = best_choices(old, new, budget)
    pairs: list[Pair] = []
    at_old = at_new = 0
    while at_old < len(old) or at_new < len(new):
        choice = choices[at_old][at_new] if at_old < len(old) and at_new < len(new) else None
        if choice is None:
            choice = ONLY_OLD if at_old < len(old) else ONLY_NEW
        pairs.append(
            (
                old[at_old] if choice != ONLY_NEW else None,
                new[at_new] if choice != ONLY_OLD else None,
            )
        )
        at_old += choice != ONLY_NEW
        at_new += choice != ONLY_OLD
    return pairs


def best_choices(old: list[Paragraph], new: list[Paragraph], budget: Budget) -> list[bytearray]:
    """For every place in both texts what to do there so that the rest becomes as alike as possible."""
    vocabulary = Vocabulary()
    old_bits, new_bits = ([bits(part, vocabulary, budget) for part in parts] for parts in (old, new))
    new_sizes = [one.bit_count() for one in new_bits]
    choices = [bytearray(len(new)) for _part in old]
    below = [0.0] * (len(new) + 1)
    for at_old in range(len(old) - 1, -1, -1):
        row, of_row, words = [0.0] * (len(new) + 1), choices[at_old], old_bits[at_old]
        size = words.bit_count()
        is_heading, text = old[at_old].block == "heading", old[at_old].text
        for at_new in range(len(new) - 1, -1, -1):
            best, choice = below[at_new], ONLY_OLD
            if row[at_new + 1] > best:
                best, choice = row[at_new + 1], ONLY_NEW
            # `likeness`, without counting the bits of both texts again for every pair
            alike = 2 * (words & new_bits[at_new]).bit_count() / (size + new_sizes[at_new] or 1)
            if (alike >= ALIKE and is_heading == (new[at_new].block == "heading")) or text == new[at_new].text:
                together = below[at_new + 1] + max(alike, ALIKE)
                if together >= best:
                    best, choice = together, PAIR
            row[at_new], of_row[at_new] = best, choice
        below = row
    return choices


def bits(paragraph: Paragraph, vocabulary: Vocabulary, budget: Budget) -> int:
    return vocabulary.bits_of(paragraph.text) if budget.allows_reading(paragraph.text) else 0
