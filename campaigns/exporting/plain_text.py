"""A draft as plain text: 72 columns wide, so that it can be sent by mail, read aloud by any program and printed."""

from collections.abc import Iterator
from itertools import groupby

from nisn_site.kit.reading import Reading

from ..changes.blocks import Block, blocks_of, words_of
from ..drafting.paper import lines_of, width
from .copies import CopiedSection, Copy, name_of

COLUMNS = 72
# Below the title, below sections by their depth, below headings inside sections.
UNDERLINES = "=-~^\"'"
SHORTEST_ROOM = 24
INDENT = " " * 4


def as_plain_text(copy: Copy) -> str:
    paragraphs = [heading(copy.title.text, 0), "\n".join(fact(*one) for one in copy.facts)]
    paragraphs += [wrapped(note) for note in copy.notes]
    if copy.summary.text:
        paragraphs.append(wrapped(copy.summary.text))
    if copy.change_summary.text:
        paragraphs.append(wrapped(f"{copy.change_name}: {copy.change_summary.text}"))
    for section in copy.sections:
        paragraphs += section_paragraphs(section, copy)
    return "\n\n".join(paragraphs) + "\n"


def fact(name: str, value: str) -> str:
    return wrapped(f"{name}: {value}", after="  ")


def heading(text: str, depth: int) -> str:
    lines = lines_of(text, COLUMNS)
    sign = UNDERLINES[min(depth, len(UNDERLINES) - 1)]
    return "\n".join([*lines, sign * max(3, *map(width, lines))])


def section_paragraphs(section: CopiedSection, copy: Copy) -> Iterator[str]:
    yield heading(f"{section.number} {section.heading.text}".strip(), section.depth)
    if mark := language_mark(section.body, copy):
        yield mark
    # Items of one list stand close together, as people write them.
    for _name, blocks in groupby(blocks_of(section.body.html), key=list_of):
        first, *others = blocks
        pieces = [piece(first, section, copy)]
        pieces += ["\n" * (not block.marker) + piece(block, section, copy) for block in others]
        yield "\n".join(pieces)


def language_mark(reading: Reading, copy: Copy) -> str:
    """Names the language of a text that is not in the language of the file."""
    return f"[{name_of(reading.language)}]" if reading.text and reading.language != copy.language else ""


def list_of(block: Block) -> object:
    return block.lists[0].name if block.lists else id(block)


def piece(block: Block, section: CopiedSection, copy: Copy) -> str:
    if block.kind == "rule":
        return "* * *"
    text = words_of(block.runs, copy.address)
    if block.kind == "heading":
        return heading(text, section.depth + block.level)
    marker = {"•": "-"}.get(block.marker, block.marker)
    outside = INDENT * (len(block.lists) - 1) + "> " * block.quotes
    hanging = " " * (len(marker) + 1) if marker else INDENT * bool(block.lists)
    parts = text.split("\n")
    first = wrapped(parts[0], before=f"{outside}{marker} " if marker else outside + hanging, after=outside + hanging)
    others = [wrapped(part, before=outside + hanging, after=outside + hanging) for part in parts[1:]]
    return "\n".join([first, *others])


def wrapped(text: str, *, before: str = "", after: str = "") -> str:
    """Broken between words by the width that characters take; `before` starts the first line, `after` the others."""
    room = max(SHORTEST_ROOM, COLUMNS - max(width(before), width(after)))
    lines = lines_of(text, room) or [""]
    return "\n".join([before + lines[0], *(after + line for line in lines[1:])]).rstrip()
