"""A draft as numbered lines, the same on every printer, so that a room full of people can say "line 112".

Browsers cannot number lines of a paragraph, and break them differently; so the lines are made here, by width.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from unicodedata import category, east_asian_width

from nisn_site.kit.languages import direction

from ..changes.paragraphs import Paragraph, paragraphs_of
from ..changes.tokens import normalized, tokens_of
from .parts import Part

COLUMNS = 74  # Latin letters; a line of Chinese holds half as many
# Where a link leads to on this site: nobody can follow it on paper, and it only stands between the words.
WAY_ON_THE_SITE = re.compile(r" \(/[^\s()]*\)")


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    block: str  # p, li, quote, heading, rule
    depth: int
    marker: str  # of a list item: • or 7.
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class PrintedSection:
    part: Part
    heading: list[Line]
    paragraphs: list[PrintedParagraph]
    heading_language: str
    language: str

    @property
    def heading_direction(self) -> str:
        return direction(self.heading_language)

    @property
    def direction(self) -> str:
        return direction(self.language)


def numbered_lines(parts: Iterable[Part]) -> list[PrintedSection]:
    """All sections of a draft in the active language, with lines numbered from 1; texts need their translations."""
    numbers = count(1)
    return [printed(part, numbers) for part in parts]


def printed(part: Part, numbers: Iterator[int]) -> PrintedSection:
    heading, body = part.text.read("heading"), part.text.read("body")
    return PrintedSection(
        part=part,
        heading=number_lines(lines_of(f"{part.number} {heading.text}".strip(), COLUMNS * 3 // 4), numbers),
        paragraphs=[printed_paragraph(one, numbers) for one in paragraphs_of(body.html)],
        heading_language=heading.language,
        language=body.language,
    )


def printed_paragraph(paragraph: Paragraph, numbers: Iterator[int]) -> PrintedParagraph:
    room = COLUMNS - 4 * max(paragraph.depth, paragraph.block == "quote")
    lines = number_lines(lines_of(WAY_ON_THE_SITE.sub("", paragraph.text), room), numbers)
    return PrintedParagraph(paragraph.block, paragraph.depth, paragraph.marker, lines)


def number_lines(lines: Iterable[str], numbers: Iterator[int]) -> list[Line]:
    return [Line(next(numbers), line) for line in lines]


def lines_of(text: str, columns: int) -> list[str]:
    """The text broken between words (between any two characters in scripts without spaces), none of it lost.

    A word longer than a line has a line of its own and the browser breaks it.
    """
    lines, line, room = [], "", columns
    for space, word in unbreakable(tokens_of(normalized(text))):
        if line and width(space + word) > room:
            lines.append(line)
            line, room = word, columns - width(word)
        else:
            line += space + word
            room -= width(space + word)
    return [*lines, line] if line else lines


def unbreakable(tokens: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Tokens with the signs that stick to them: no line begins with a comma or ends with an opening bracket."""
    space, word = "", ""
    for space_before, token in tokens:
        opens = bool(word) and category(word[-1]) in {"Ps", "Pi"}
        sticks = not space_before and (opens or not (is_wide(token[0]) or is_wide(word[-1:] or "a")) or closes(token))
        if word and sticks:
            word += token
        else:
            if word:
                yield space, word
            space, word = space_before, token
    if word:
        yield space, word


def closes(token: str) -> bool:
    return category(token[0]) in {"Pe", "Pf", "Po"}


def width(text: str) -> int:
    """Columns that the text takes: two for Chinese, Japanese and Korean characters, none for marks."""
    return sum(0 if category(one)[0] == "M" else 1 + is_wide(one) for one in text)


def is_wide(character: str) -> bool:
    return east_asian_width(character) in {"W", "F"}
