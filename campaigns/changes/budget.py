"""How much work one comparison may cost, whatever people wrote.

What lies beyond is shown as replaced, paragraph by paragraph, and says so. The figures are far above real drafts:
two versions of 20,000 words, all of them different, use a tenth.
"""

from dataclasses import dataclass

# Comparing n with m things looks at n times m pairs.
PAIRS_OF_WORDS = 300_000_000
PAIRS_OF_WORDS_IN_A_PARAGRAPH = 25_000_000
PAIRS_OF_PARAGRAPHS = 200_000
CHARACTERS = 2_500_000


@dataclass
class Budget:
    word_pairs: int = PAIRS_OF_WORDS
    paragraph_pairs: int = PAIRS_OF_PARAGRAPHS
    characters: int = CHARACTERS
    was_exceeded: bool = False

    def allows_words(self, old: int, new: int) -> bool:
        """Whether `old` words may be compared with `new` ones; if so, that is spent."""
        if old * new > PAIRS_OF_WORDS_IN_A_PARAGRAPH:
            return self.refuse()
        return self.spend("word_pairs", old * new)

    def allows_paragraphs(self, old: int, new: int) -> bool:
        return self.spend("paragraph_pairs", old * new)

    def allows_reading(self, *texts: str) -> bool:
        """Whether these texts may be taken apart into words."""
        return self.spend("characters", sum(map(len, texts)))

    def spend(self, what: str, amount: int) -> bool:
        left = getattr(self, what) - amount
        if left < 0:
            return self.refuse()
        setattr(self, what, left)
        return True

    def refuse(self) -> bool:
        self.was_exceeded = True
        return False
