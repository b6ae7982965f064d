"""The HTML of a section as a flat row of blocks, for formats that are not HTML.

It is read from the cleaned HTML that `nisn_site.kit.markdown` made, so that files say exactly what pages say.
"""

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import count
from typing import NamedTuple


class Run(NamedTuple):
    """Words of one kind; `text` may be a line break. `address` is where they lead to, or empty."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    address: str = ""


@dataclass
class Block:
    """A paragraph, heading or rule.

    `level` counts from 1 for the highest heading of a section. `lists` are the lists it lies in, from the outside, each
    by a number of its own. `marker` stands before the first paragraph of a list item: `•` or `1.`
    """

    kind: str  # paragraph, heading, rule
    runs: list[Run] = field(default_factory=list)
    level: int = 0
    lists: tuple[int, ...] = ()
    marker: str = ""
    quotes: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass
class OpenList:
    name: int
    next_number: int | None  # None for a list of points


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[Block] = []
        self.block: Block | None = None
        self.lists: list[OpenList] = []
        self.names = count(1)
        self.marker, self.quotes, self.bold, self.italic, self.address = "", 0, 0, 0, ""

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        match tag:
            case "p":
                self.open_block("paragraph")
            case "h2" | "h3" | "h4" | "h5" | "h6":
                self.open_block("heading", level=int(tag[1]))
            case "ul" | "ol":
                self.close_block()
                start = attributes.get("start") or "1"
                self.lists.append(OpenList(next(self.names), int(start) if tag == "ol" else None))
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
                self.add("\n")
            case "strong":
                self.bold += 1
            case "em":
                self.italic += 1
            case "a":
                self.address = attributes.get("href") or ""

    def handle_endtag(self, tag):
        match tag:
            case "strong":
                self.bold -= 1
            case "em":
                self.italic -= 1
            case "a":
                self.address = ""
            case "ul" | "ol":
                self.close_block()
                self.lists.pop()
            case "li":
                self.close_block()
                self.marker = ""
            case "blockquote":
                self.close_block()
                self.quotes -= 1
            case "p" | "h2" | "h3" | "h4" | "h5" | "h6":
                self.close_block()

    def handle_data(self, data):
        text = data.replace("\n", " ")
        if self.block is None and text.strip():
            self.open_block("paragraph")
        if self.block is not None:
            self.add(text)

    def add(self, text: str) -> None:
        if self.block is not None:
            self.block.runs.append(Run(text, self.bold > 0, self.italic > 0, self.address))

    def next_marker(self) -> str:
        around = self.lists[-1]
        if around.next_number is None:
            return "•"
        around.next_number += 1
        return f"{around.next_number - 1}."

    def open_block(self, kind: str, *, level: int = 0) -> None:
        self.close_block()
        lists = tuple(one.name for one in self.lists)
        self.block = Block(kind, level=level, lists=lists, marker=self.marker, quotes=self.quotes)
        self.marker = ""

    def close_block(self) -> None:
        if self.block and (self.block.kind == "rule" or self.block.text.strip()):
            self.found.append(replace(self.block, runs=trimmed(self.block.runs)))
        elif self.block:
            self.marker = self.marker or self.block.marker
        self.block = None


def trimmed(runs: list[Run]) -> list[Run]:
    """Without space around the whole paragraph, which is only the layout of the HTML."""
    if runs:
        runs[0] = runs[0]._replace(text=runs[0].text.lstrip())
        runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip())
    return [run for run in runs if run.text]


def blocks_of(html: str) -> list[Block]:
    """An empty section has none. Headings get levels 1, 2, 3 and so on, however deep they lie on the page."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    reader.close_block()
    levels = sorted({block.level for block in reader.found if block.kind == "heading"})
    for block in reader.found:
        block.level = levels.index(block.level) + 1 if block.kind == "heading" else 0
    return reader.found
