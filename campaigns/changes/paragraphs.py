"""What a reader sees of a section: its paragraphs, headings and list items as plain text.

A star or an underscore that only makes words bold is no change of words. An address that a link leads to is, so it is
part of the text.
"""

from typing import NamedTuple

from .blocks import Block, Run, blocks_of, words_of
from .tokens import normalized

# The line between two parts of a section, as printers set it.
RULE = "⁂"

type Look = tuple[object, ...]


class Paragraph(NamedTuple):
    """`block` is p, li, quote, heading or rule; `depth` counts the lists it lies in.

    `marker` stands before a list item: `•` or `7.` It is empty elsewhere, and before further paragraphs of an item.
    `look` is all else that people see and that is no word, to be compared and for nothing else.
    """

    block: str
    depth: int
    text: str
    marker: str
    look: Look


def paragraphs_of(source: str) -> list[Paragraph]:
    """The paragraphs of a section's HTML; an empty section has none."""
    return [paragraph(block) for block in blocks_of(source)]


def paragraph(block: Block) -> Paragraph:
    text = RULE if block.kind == "rule" else normalized(words_of(block.runs))
    # Not the number of each item: one that is put in moves all that follow on, and they are the same.
    start = block.lists[-1].start if block.marker else None
    look = (start, block.level, block.quotes, *look_of(block.runs))
    return Paragraph(name_of(block), len(block.lists), text, block.marker, look)


def name_of(block: Block) -> str:
    if block.kind != "paragraph":
        return block.kind
    if block.marker:
        return "li"
    return "quote" if block.quotes else "p"


def look_of(runs: list[Run]) -> Look:
    """Which words are bold, italic or a link, and where lines break on purpose; spaces do not count."""
    if len(runs) == 1 and not any(runs[0][1:]) and "\n" not in runs[0].text:
        return ()
    return tuple((*run[1:], *map(normalized, run.text.split("\n"))) for run in runs if run.text.strip(" "))
