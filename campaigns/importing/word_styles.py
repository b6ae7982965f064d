"""What the style of a Word paragraph means: a heading of some level, the title, a list, the list of contents."""

import re
from typing import NamedTuple

from docx.oxml.ns import qn

from ..exporting.word_styles import AROUND_THE_TEXT

HEADING = re.compile(r"heading (\d)$")
LIST = re.compile(r"list (bullet|number)(?: (\d))?$")
OURS = frozenset(name.lower() for name in AROUND_THE_TEXT)  # a file with all of these is one that we made
BODY_TEXT = 9  # an outline level that means: no heading


class Style(NamedTuple):
    level: int = 0  # of a heading, 0 for none
    is_title: bool = False
    is_contents_list: bool = False
    list_kind: str = ""  # bullet or number
    list_depth: int = 0
    is_quote: bool = False
    is_around: bool = False  # what our own files say about a draft, and is not its text


class Styles:
    """Reads the styles of a document once; those built on a heading count as one, too."""

    def __init__(self, document):
        self.elements = {
            element.get(qn("w:styleId")): element for element in document.styles.element.iter(qn("w:style"))
        }
        self.known: dict[str | None, Style] = {None: Style()}
        names = {name_of(element) for element in self.elements.values()}
        self.around = OURS if names >= OURS else frozenset()

    def of(self, paragraph) -> Style:
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = self.named(own.get(qn("w:val")) if own is not None else None)
        level = outline_level(paragraph)
        return style if level is None else style._replace(level=level)

    def named(self, key: str | None) -> Style:
        if key not in self.known:
            self.known[key] = Style()  # against styles built on themselves
            element = self.elements.get(key)
            if element is not None:
                self.known[key] = self.meaning(element)
        return self.known[key]

    def meaning(self, element) -> Style:
        name = name_of(element)
        if name in self.around:
            return Style(is_around=True)
        if found := HEADING.match(name):
            return Style(level=int(found[1]))
        if name == "title":
            return Style(is_title=True)
        if name in ("quote", "intense quote"):
            return Style(is_quote=True)
        if name.startswith("toc "):
            return Style(is_contents_list=True)
        if found := LIST.match(name):
            return Style(list_kind=found[1], list_depth=int(found[2] or 1) - 1)
        if (level := outline_level(element)) is not None:
            return Style(level=level)
        below = element.find(qn("w:basedOn"))
        return self.named(below.get(qn("w:val"))) if below is not None else Style()


def name_of(style) -> str:
    name = style.find(qn("w:name"))
    return name.get(qn("w:val"), "").lower() if name is not None else ""


def outline_level(element) -> int | None:
    """1 for the highest, 0 for text that says it is no heading, None where nothing is said."""
    found = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    value = found.get(qn("w:val"), "") if found is not None else ""
    if not value.isdecimal():
        return None
    return int(value) + 1 if int(value) < BODY_TEXT else 0
