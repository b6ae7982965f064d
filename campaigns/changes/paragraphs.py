"""What a reader sees of a section: its paragraphs, headings and list items as plain text.

They are read from the HTML that `nisn_site.kit.markdown` made, not from the Markdown: a star or an underscore
that only makes words bold is no change of words. An address that a link leads to is, so it is part of the text.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from .tokens import normalized

TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>')
HREF = re.compile(r'href="([^"]*)"')
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | {"p", "li", "blockquote", "ul", "ol", "hr"}


class Paragraph(NamedTuple):
    """`block` is p, li, quote or heading; `depth` counts the lists it lies in; `markup` is the text with its tags."""

    block: str
    depth: int
    text: str
    markup: str


class Reader:
    """Goes through the HTML once and gathers paragraphs."""

    def __init__(self):
        self.text: list[str] = []
        self.markup: list[str] = []
        self.lists = self.quotes = 0
        self.heading = self.is_item_begun = False
        self.link: tuple[str, int] | None = None

    def read(self, source: str) -> Iterator[Paragraph]:
        end = 0
        for tag in TAG.finditer(source):
            self.add(source[end : tag.start()])
            end = tag.end()
            closing, name, attributes = tag.groups()
            if name in BLOCKS:
                yield from self.paragraph()
                self.enter_or_leave(name, step=-1 if closing else 1)
            else:
                self.inline(name, attributes, is_closing=bool(closing), tag=tag[0])
        self.add(source[end:])
        yield from self.paragraph()

    def add(self, escaped: str) -> None:
        self.text.append(html.unescape(escaped))
        self.markup.append(escaped)

    def inline(self, name: str, attributes: str, *, is_closing: bool, tag: str) -> None:
        self.markup.append(tag)
        if name == "br":
            self.text.append(" ")
        elif name == "a" and not is_closing:
            href = HREF.search(attributes)
            self.link = (html.unescape(href[1]) if href else "", len(self.text))
        elif name == "a" and self.link:
            address, begin = self.link
            words = "".join(self.text[begin:]).strip()
            if address and address not in (words, f"mailto:{words}"):
                self.text.append(f" ({address})")
            self.link = None

    def enter_or_leave(self, name: str, *, step: int) -> None:
        if name in {"ul", "ol"}:
            self.lists += step
        elif name == "blockquote":
            self.quotes += step
        elif name in HEADINGS:
            self.heading = step > 0
        elif name == "li":
            self.is_item_begun = step > 0

    def paragraph(self) -> Iterator[Paragraph]:
        text, markup = normalized("".join(self.text)), normalized("".join(self.markup))
        self.text, self.markup, self.link = [], [], None
        if text:
            yield Paragraph(self.block(), self.lists, text, markup)
            self.is_item_begun = False  # what follows in the same item is a paragraph of it

    def block(self) -> str:
        if self.heading:
            return "heading"
        if self.is_item_begun:
            return "li"
        return "quote" if self.quotes else "p"


def paragraphs_of(source: str) -> list[Paragraph]:
    """The paragraphs of a section's HTML; an empty section has none."""
    return list(Reader().read(source))
