"""How much two texts have in common, quick enough to ask for every pair.

The words of a text become bits of one number, so comparing two texts is one "and" of two numbers.
"""

import re
from functools import cache

from .tokens import WITHOUT_SPACES


class Vocabulary:
    """Texts that are compared with each other must be made bits by the same vocabulary."""

    def __init__(self):
        self.places: dict[str, int] = {}

    def bits_of(self, text: str) -> int:
        bits = 0
        for word, character, next_character in word_pattern().findall(text.casefold()):
            bits |= self.bit_of(word or character)
            if next_character:
                bits |= self.bit_of(character + next_character)
        return bits

    def bit_of(self, word: str) -> int:
        return 1 << self.places.setdefault(word, len(self.places))


def likeness(one: int, other: int) -> float:
    """From 0 (no word in common) to 1 (the same words): twice the common ones by all of both."""
    total = one.bit_count() + other.bit_count()
    return 2 * (one & other).bit_count() / total if total else 0.0


@cache
def word_pattern() -> re.Pattern:
    """Words; in scripts without spaces characters and pairs of them, since single ones are in every text."""
    return re.compile(f"([^\\W{WITHOUT_SPACES}]+)|([{WITHOUT_SPACES}])(?=([{WITHOUT_SPACES}]?))")
