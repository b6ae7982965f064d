"""How hard a text is to read: US school grade for English, reading ease for Spanish.

English: Flesch-Kincaid grade (Kincaid et al. 1975); 6 means that a sixth grader can follow.
Spanish: Fernández-Huerta reading ease (1959, with sentence length in words, as corrected by Law 2011);
60 to 70 is grade 7 to 8, 70 to 80 is grade 6, more is easier.
Syllables are counted by groups of vowels, which is right to about one grade on a page of text. A number is
a word of one syllable.
"""

import re
from dataclasses import dataclass
from statistics import fmean

WORD = re.compile(r"[^\W_]+(?:[’'.,:/-][^\W_]+)*")
# A sentence ends with . ? ! (and closing quotes) before a space, but not after a lone capital as in "U.S. Senate".
SENTENCE_END = re.compile(r"(?<!\b[A-Za-z]\.)(?<=[.?!…])\s+|(?<=[.?!…][”»)])\s+")
BLOCK_MARK = re.compile(r"^\s*(?:#{1,6}|[-*+]|\d+\.|>)\s+")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_|_(?!\w)")

# Labels such as "Call us" are no sentences: they would only make the average look better.
SHORTEST_SENTENCE = 4


@dataclass(frozen=True)
class Reading:
    """What was measured. `score` is a grade in English (low is easy) and an ease in Spanish (high is easy)."""

    score: float
    longest: int
    mean: float
    words: int


def read_english(texts: list[str]) -> Reading:
    """Raise `statistics.StatisticsError` when there is no sentence to measure."""
    return _read(texts, english_syllables, lambda length, syllables: 0.39 * length + 11.8 * syllables - 15.59)


def read_spanish(texts: list[str]) -> Reading:
    """Raise `statistics.StatisticsError` when there is no sentence to measure."""
    return _read(texts, spanish_syllables, lambda length, syllables: 206.84 - 60 * syllables - 1.02 * length)


def _read(texts, count_syllables, formula) -> Reading:
    all_lines = [WORD.findall(sentence) for text in texts for sentence in sentences(text)]
    lines = [line for line in all_lines if len(line) >= SHORTEST_SENTENCE]
    words = [word for line in lines for word in line]
    length = fmean(len(line) for line in lines)
    syllables = fmean(count_syllables(word) for word in words)
    return Reading(round(formula(length, syllables), 1), max(len(line) for line in lines), round(length, 1), len(words))


def sentences(markdown: str) -> list[str]:
    """Split Markdown into plain sentences; each heading and list item starts a new one."""
    return [
        sentence.strip()
        for block in blocks(markdown)
        for sentence in SENTENCE_END.split(block)
        if sentence and WORD.search(sentence)
    ]


def blocks(markdown: str) -> list[str]:
    """The headings, paragraphs and list items of a Markdown text, without its marks."""
    found = [""]
    for line in markdown.splitlines():
        if not line.strip():
            found.append("")
        elif BLOCK_MARK.match(line):
            found.append(BLOCK_MARK.sub("", line))
        else:
            found[-1] = f"{found[-1]} {line}".strip()
    return [EMPHASIS.sub("", LINK.sub(r"\1", block)) for block in found if block.strip()]


def english_syllables(word: str) -> int:
    letters = re.sub(r"[^a-z]", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", letters))
    silent_e = letters.endswith("e") and not letters.endswith(("le", "ee"))
    silent_ed = re.search(r"[^td]ed$", letters)
    return max(1, count - 1 if count > 1 and (silent_e or silent_ed) else count)


def spanish_syllables(word: str) -> int:
    letters = re.sub(r"qu(?=[eiéí])", "k", word.lower())
    letters = re.sub(r"gu(?=[eiéí])", "g", letters)
    letters = re.sub(r"y(?![aeiouáéíóú])", "i", letters)
    # Two strong vowels, or a stressed í or ú beside a vowel, are two syllables: le-er, pa-ís.
    letters = re.sub(r"(?<=[aeoáéó])(?=[aeoáéó])|(?<=[íú])(?=[aeoáéó])|(?<=[aeoáéó])(?=[íú])", "-", letters)
    return max(1, len(re.findall(r"[aeiouáéíóúü]+", letters)))
