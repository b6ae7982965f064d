"""A text as lines in which an empty line stands between any two paragraphs, as Markdown wants it.

People press return once after a title, mail programs break lines at 72 characters, web pages copy bullets as signs.
"""

import re
import textwrap
import unicodedata
from itertools import pairwise

from .kinds import Kind

BULLET = re.compile(r"^([ \t]*)([-•·▪◦‣●○■□–]|o(?=\t))[ \t]+")  # o with a tab: a bullet of Word
INDENT = "    "
LEADING_TABS = re.compile(r"^\t+", re.MULTILINE)
LIST_ITEM = re.compile(r"^\s*(?:[-*+•·▪◦‣●○■□–]|\d{1,3}[.)]|[A-Za-z][.)])\s")
HARD_BREAK = re.compile(r" {2,}$|\\$")
LONG_LINE = 150  # nobody breaks lines there by hand: each line is a paragraph
TOLERANCE = 0.7
SENTENCE_ENDS = '.!?:;…。！？：；”")»'


def prepared_lines(text: str, kind: Kind) -> list[str]:
    """Only plain text is changed here; in the other kinds line ends already mean what they should."""
    if kind is not Kind.TEXT:
        return [line if HARD_BREAK.search(line) and line.strip() else line.rstrip() for line in text.split("\n")]
    lines = [line.rstrip() for line in textwrap.dedent(LEADING_TABS.sub(spaces_for, text)).split("\n")]
    prepared: list[str] = []
    for block in blocks_of(without_indents(lines)):
        prepared += [*apart(with_hyphens(block)), ""]
    return prepared


def spaces_for(tabs: re.Match) -> str:
    return INDENT * len(tabs[0])


def with_hyphens(block: list[str]) -> list[str]:
    """Other signs of lists become hyphens; an item with another sign than the first one lies inside the one above."""
    signs: list[str] = []
    lines = []
    for line in block:
        if found := BULLET.match(line):
            if found[2] not in signs:
                signs.append(found[2])
            line = f"{INDENT * signs.index(found[2])}{found[1]}- {line[found.end() :]}"
        lines.append(line)
    return lines if set(signs) - {"-"} else block


def without_indents(lines: list[str]) -> list[str]:
    """Four spaces before a paragraph would be read as a program's text; below a list item they belong to it."""
    kept, in_list = [], False
    for line in lines:
        if line and not line[0].isspace():
            in_list = bool(LIST_ITEM.match(line))
        elif line:
            in_list = in_list or bool(LIST_ITEM.match(line))
            line = line if in_list else line.lstrip()
        kept.append(line)
    return kept


def blocks_of(lines: list[str]):
    """Lists of lines without an empty one."""
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def apart(block: list[str]) -> list[str]:
    """The lines of a block, with an empty one wherever the writer ended a paragraph by a single return."""
    longest = max(map(width, block))
    lines = block[:1]
    for line, next_line in pairwise(block):
        if ends_paragraph(line, next_line, longest):
            lines.append("")
        lines.append(next_line)
    return lines


def ends_paragraph(line: str, next_line: str, longest: int) -> bool:
    """Whether the next word would have fitted on this line, so that the line was ended on purpose."""
    if next_line[0].isspace() or is_underline(next_line) or is_underline(line):
        return False
    if LIST_ITEM.match(next_line):
        return not LIST_ITEM.match(line)
    first_word = next_line.split(maxsplit=1)[0]
    needed = 2 if is_wide(first_word[0]) else width(first_word)  # such scripts may break anywhere
    has_room = width(line) + 1 + needed <= TOLERANCE * longest
    return width(line) > LONG_LINE or (has_room and begins_anew(line, next_line))


def begins_anew(line: str, next_line: str) -> bool:
    """A paragraph begins with a capital, a digit or a sign, or in a script that has no capitals."""
    first = next_line.lstrip("“\"'«¿¡(*_")[:1]
    return not first.islower() or line[-1] in SENTENCE_ENDS


def is_underline(line: str) -> bool:
    line = line.strip()
    return len(line) >= 3 and line[0] in "=-~^\"'`*+#.:_" and not line.strip(line[0])


def width(line: str) -> int:
    """In columns: Chinese characters are twice as wide as letters."""
    if line.isascii():
        return len(line)
    return len(line) + sum(map(is_wide, line))


def is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
