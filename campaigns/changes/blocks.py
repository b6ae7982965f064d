"""The HTML of a section as a flat row of blocks: what the comparison, the paper and all files are made from.

It is read from the cleaned HTML that `nisn_site.kit.markdown` made, not from the Markdown, so that all of them say
exactly what pages say.
"""

import html
import re
from dataclasses import dataclass
from itertools import count, groupby
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import urljoin

TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>')
HREF = re.compile(r'href="([^"]*)"')
START = re.compile(r'start="(\d+)"')
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
POINT = "•"


class Run(NamedTuple):
    """Words of one kind; line feeds are line breaks. `address` is where they lead to, or empty."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    address: str = ""


class List(NamedTuple):
    """`name` is a number of its own in the section; `start` is the number of its first item, None for points."""

    name: int
    start: int | None


@dataclass(slots=True)
class Block:
    """A paragraph, heading or rule.

    `level` counts from 1 for the highest heading of a section. `lists` are the lists it lies in, from the outside.
    `marker` stands before the first paragraph of a list item: `•` or `1.`
    """

    kind: str  # paragraph, heading, rule
    runs: list[Run]
    level: int
    lists: tuple[List, ...]
    marker: str
    quotes: int

    @property
    def text(self) -> str:
        return "".join([run.text for run in self.runs])


class Reader:
    """Goes through the HTML once. Words outside of any element are a paragraph, too."""

    def __init__(self):
        self.found: list[Block] = []
        self.block: Block | None = None
        self.words: list[str] = []  # of the run that is being read
        self.lists: list[List] = []
        self.next_numbers: list[int] = []  # of each of these lists
        self.names = count(1)
        self.marker, self.quotes, self.bold, self.italic = "", 0, 0, 0
        self.address, self.has_link_words = "", False

    def read(self, source: str) -> list[Block]:
        end = 0
        for tag in TAG.finditer(source):
            self.add_words(source[end : tag.start()])
            end = tag.end()
            closing, name, attributes = tag.groups()
            if closing:
                self.leave(name)
            else:
                self.enter(name, attributes)
        self.add_words(source[end:])
        self.close_block()
        return self.found

    def enter(self, name: str, attributes: str) -> None:
        match name:
            case "p":
                self.open_block("paragraph")
            case "ul" | "ol":
                self.close_block()
                self.open_list(START.search(attributes), is_numbered=name == "ol")
            case "li":
                self.close_block()
                self.marker = self.next_marker()
            case "blockquote":
                self.close_block()
                self.quotes += 1
            case "hr":
                self.open_block("rule")
                self.close_block()
            case "br":
                if self.block:
                    self.words.append("\n")
            case "strong" | "em" | "a":
                self.close_run()
                self.enter_inline(name, attributes)
            case _ if name in HEADINGS:
                self.open_block("heading", level=int(name[1]))

    def leave(self, name: str) -> None:
        match name:
            case "strong" | "em" | "a":
                self.leave_inline(name)
            case "ul" | "ol":
                self.close_block()
                self.lists.pop()
                self.next_numbers.pop()
            case "li":
                self.close_block()
                self.marker = ""
            case "blockquote":
                self.close_block()
                self.quotes -= 1
            case _ if name == "p" or name in HEADINGS:
                self.close_block()

    def enter_inline(self, name: str, attributes: str) -> None:
        if name == "strong":
            self.bold += 1
        elif name == "em":
            self.italic += 1
        else:
            href = HREF.search(attributes)
            self.address, self.has_link_words = html.unescape(href[1]) if href else "", False

    def leave_inline(self, name: str) -> None:
        if name == "a" and self.address and not self.has_link_words:
            self.add(self.address)  # a link without words would be one that nobody sees
        self.close_run()
        if name == "strong":
            self.bold -= 1
        elif name == "em":
            self.italic -= 1
        else:
            self.address = ""

    def add_words(self, escaped: str) -> None:
        text = html.unescape(escaped).replace("\n", " ")
        if text and not text.isspace():
            self.has_link_words = True
            self.add(text)
        elif text and self.block:
            self.add(text)

    def add(self, text: str) -> None:
        if self.block is None:
            self.open_block("paragraph")
        self.words.append(text.lstrip() if self.words and self.words[-1] == "\n" else text)

    def open_list(self, start: re.Match | None, *, is_numbered: bool) -> None:
        number = int(start[1]) if start else 1
        self.lists.append(List(next(self.names), number if is_numbered else None))
        self.next_numbers.append(number)

    def next_marker(self) -> str:
        if self.lists[-1].start is None:
            return POINT
        self.next_numbers[-1] += 1
        return f"{self.next_numbers[-1] - 1}."

    def open_block(self, kind: str, *, level: int = 0) -> None:
        self.close_block()
        self.block = Block(kind, [], level, tuple(self.lists), self.marker, self.quotes)
        self.marker = ""

    def close_run(self) -> None:
        text = "".join(self.words)
        self.words = []
        if text and self.block:
            self.block.runs.append(Run(text, self.bold > 0, self.italic > 0, self.address))

    def close_block(self) -> None:
        self.close_run()
        if self.block and (self.block.kind == "rule" or self.block.text.strip()):
            self.block.runs = joined(trimmed(self.block.runs))
            self.found.append(self.block)
        elif self.block:
            self.marker = self.marker or self.block.marker
        self.block = None


def trimmed(runs: list[Run]) -> list[Run]:
    """Without space around the whole paragraph, which is only the layout of the HTML."""
    if runs and runs[0].text[:1].isspace():
        runs[0] = runs[0]._replace(text=runs[0].text.lstrip())
    if runs and runs[-1].text[-1:].isspace():
        runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip())
    return [run for run in runs if run.text]


def joined(runs: list[Run]) -> list[Run]:
    """Neighbours that look the same as one."""
    if len(runs) < 2:
        return runs
    return [Run("".join([run.text for run in some]), *look) for look, some in groupby(runs, key=lambda run: run[1:])]


def blocks_of(source: str) -> list[Block]:
    """An empty section has none. Headings get levels 1, 2, 3 and so on, however deep they lie on the page."""
    found = Reader().read(source)
    levels = sorted({block.level for block in found if block.kind == "heading"})
    for block in found:
        block.level = levels.index(block.level) + 1 if block.kind == "heading" else 0
    return found


def words_of(runs: list[Run], base: str = "") -> str:
    """The plain words, and after those of a link its address in brackets, completed from `base`.

    An address that stands there in words is not said again.
    """
    if len(runs) == 1 and not runs[0].address:
        return runs[0].text
    parts = []
    for address, some in groupby(runs, key=attrgetter("address")):
        words = "".join([run.text for run in some])
        parts.append(words)
        full = urljoin(base, address)
        if address and full.removeprefix("mailto:") != words.strip().removeprefix("mailto:"):
            parts.append(f" ({full})")
    return "".join(parts)
