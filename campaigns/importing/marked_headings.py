"""Headings that are marked as such: with `#`, or with a line of signs below."""

import re
from typing import NamedTuple

from ..models.limits import HEADING_LENGTH
from .kinds import Kind
from .lines import is_underline, width
from .why import Why

HASHES = re.compile(r"^ {0,3}(#{1,6})(?=[ \t]|(?<=##)[^#\s])")
FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
# `1. Title`, `(1) Title` and `2.1 Title`, but not `2007 strategy` and not `I will`.
NUMBER = re.compile(
    r"^((?:[(（]?\d{1,3}(?:\.\d{1,3})*[.)．）]|\d{1,3}(?:\.\d{1,3})+|(?:[IVX]|[IVXLC]{2,7})[.)])[ \t\u3000]+)(?=\S)"
)
LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()]*)\)")
# A sign that is meant as a sign, or one that makes words bold, italic or code.
SIGN_OR_MARK = re.compile(r"\\([\\`*_#<>&+=~\[\]().!-])|\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`")
SAME_LENGTH = 2  # an underline may be that much shorter than its title
KINDS = {Kind.HTML: "html", Kind.WORD: "word"}


class Head(NamedTuple):
    """A heading that takes the lines from `start` up to `end`; a higher `rank` lies inside a lower one."""

    start: int
    end: int
    rank: int
    heading: str
    why: Why
    dropped: tuple[str, ...] = ()  # what the heading had besides its words


def marked_headings(lines: list[str], kind: Kind) -> list[Head]:
    heads: list[Head] = []
    underlines: list[str] = []
    fenced = fenced_lines(lines)
    for at, line in enumerate(lines):
        if at in fenced or not line.strip() or (heads and at < heads[-1].end):
            continue
        if found := HASHES.match(line):
            text = line[found.end() :].strip().rstrip("#").rstrip() or line[found.end() :].strip("# \t")
            heads += marked(at, at + 1, len(found[1]), text, KINDS.get(kind, "markdown"))
        elif is_underlined(lines, at):
            has_line_above = (
                at > 0 and is_underline(lines[at - 1]) and lines[at - 1].strip()[0] == lines[at + 1].strip()[0]
            )
            sign = lines[at + 1].strip()[0] + "overline" * has_line_above
            if sign not in underlines:
                underlines.append(sign)
            rank = {"=": 1, "-": 2}[sign] if set(underlines) <= {"=", "-"} else underlines.index(sign) + 1
            heads += marked(at - has_line_above, at + 2, rank, line.strip(), "underlined")
    return heads


def marked(start: int, end: int, rank: int, text: str, code: str) -> list[Head]:
    """Without the number that people wrote before it: the site makes its own."""
    if number := NUMBER.match(text):
        return head(start, end, rank, text[number.end() :], Why("number", number[0].strip()))
    return head(start, end, rank, text, Why(code))


def head(start: int, end: int, rank: int, text: str, why: Why) -> list[Head]:
    """One heading, or none where whole paragraphs are marked as headings."""
    heading, dropped = plain(text)
    return [Head(start, end, rank, heading, why, dropped)] if 0 < len(heading) <= HEADING_LENGTH else []


def plain(text: str) -> tuple[str, tuple[str, ...]]:
    """A heading is no Markdown: its words without marks, and the addresses of its links."""
    addresses = tuple(address for _words, address in LINK.findall(text) if address)
    bare = SIGN_OR_MARK.sub(lambda found: found[1] or "", LINK.sub(r"\1", text))
    return " ".join(bare.split()), addresses


def is_underlined(lines: list[str], at: int) -> bool:
    """A single line with signs below it that are about as long as it is."""
    if at + 1 >= len(lines) or not is_underline(lines[at + 1]) or is_underline(lines[at]) or lines[at][0] in " \t>":
        return False
    above = lines[at - 1].strip() if at else ""
    if above and not is_underline(above):
        return False
    sign, length = lines[at + 1].strip()[0], len(lines[at + 1].strip())
    if lines[at].lstrip().startswith(("- ", "* ", "+ ", "|")):
        return False
    return sign in "=-" or length >= max(4, width(lines[at].strip()) - SAME_LENGTH)


def fenced_lines(lines: list[str]) -> set[int]:
    """Lines inside a fence that is closed again, where a # is no heading; the same signs below a line underline it."""
    inside: set[int] = set()
    opened, fence = None, ""
    for at, line in enumerate(lines):
        if not (found := FENCE.match(line)):
            continue
        if opened is None:
            if at and lines[at - 1].strip():
                continue
            opened, fence = at, found[1]
        elif found[1].startswith(fence) and not line.strip(" `~"):
            inside |= set(range(opened, at + 1))
            opened = None
    return inside
