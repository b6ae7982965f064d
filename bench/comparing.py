"""How long the comparison of two drafts takes: `.venv/bin/python -m bench.comparing [FILE FILE]`.

Prints figures, and the share of the time that issue and design allow. Two files (Markdown or plain text with blank
lines between paragraphs) are compared as well when they are given. Needs no database.
"""

import random
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from django.conf import settings

# Before the modules that read settings are imported, so what follows cannot stand on top (E402).
settings.configure(USE_I18N=False)

from campaigns.changes import Wording, compare  # noqa: E402
from campaigns.changes.budget import Budget  # noqa: E402
from campaigns.changes.words import compare_words  # noqa: E402
from nisn_site.kit.markdown import render  # noqa: E402

ROUNDS = 7
SECTIONS, PARAGRAPHS, WORDS = 60, 5, 43  # 12,900 words
LARGEST_PARAGRAPHS = 35  # 90,300 words, half a million characters
VOCABULARY = [
    f"{start}{middle}{end}" for start in "bcdfglmnprst" for middle in "aeiou" for end in ("", "ld", "ns", "rt")
]


def main() -> None:
    compare_words("Wake", "up", Budget())  # the pattern of words is made once in a process
    random.seed(2007)
    texts = draft_texts(PARAGRAPHS)
    old, edited = wordings(texts), wordings(edit(texts, share=0.2))
    rewritten, shuffled = wordings(draft_texts(PARAGRAPHS)), random.sample(old, len(old))
    large = draft_texts(LARGEST_PARAGRAPHS)
    repeated = ("the " * 500).strip(), ("the a " * 500).strip()
    report('"the" × 500 against "the a" × 500', 50, lambda: compare_words(*repeated, Budget()))
    report("13,000 words, a fifth of all words changed", 150, lambda: compare(old, edited))
    report("13,000 words, every paragraph another one", 150, lambda: compare(old, rewritten))
    report("13,000 words, sections in another order", 150, lambda: compare(old, shuffled))
    report("13,000 words in one section", 150, lambda: compare(as_one(texts), as_one(edit(texts, share=0.2))))
    report(
        "half a million characters, the largest draft",
        5_000,
        lambda: compare(wordings(large), wordings(edit(large, 0.2))),
    )
    if len(sys.argv) == 3:
        before, after = (
            [Wording("s", "1", "", render(Path(name).read_text()), language="en")] for name in sys.argv[1:]
        )
        report(" against ".join(Path(name).name for name in sys.argv[1:]), 150, lambda: compare(before, after))


def draft_texts(paragraphs: int) -> list[str]:
    """The Markdown of each section of a draft."""
    return ["\n\n".join(sentence(WORDS) for _ in range(paragraphs)) for _ in range(SECTIONS)]


def sentence(length: int) -> str:
    return " ".join(random.choices(VOCABULARY, k=length)).capitalize() + "."


def edit(texts: list[str], share: float) -> list[str]:
    return [" ".join(edited_word(word, share) for word in text.split(" ")) for text in texts]


def edited_word(word: str, share: float) -> str:
    return word if "\n" in word or random.random() > share else random.choice(VOCABULARY)


def wordings(texts: list[str]) -> list[Wording]:
    return [
        Wording(f"s{number}", str(number), f"Section {number}", render(text), language="en")
        for number, text in enumerate(texts, 1)
    ]


def as_one(texts: list[str]) -> list[Wording]:
    return [Wording("s1", "1", "All", render("\n\n".join(texts)), language="en")]


def report(what: str, allowed_ms: float, work: Callable) -> None:
    """The median of some rounds, in milliseconds, and its share of what is allowed."""
    times = sorted(timed(work) for _ in range(ROUNDS))
    took = times[ROUNDS // 2]
    print(f"{took:8.1f} ms  {took / allowed_ms:6.0%} of {allowed_ms:,} ms  {what}")


def timed(work: Callable) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1_000


if __name__ == "__main__":
    main()
