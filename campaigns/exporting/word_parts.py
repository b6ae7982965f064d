"""Paragraphs, runs and links of a Word file, as XML. `python-docx` has no right-to-left runs and no links."""

import re
from typing import NamedTuple

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ..changes.blocks import Run

# As Word names them, with the country it needs for spelling and hyphens.
WORD_LANGUAGES = {
    "en": "en-US",
    "es": "es-US",
    "ar": "ar-SA",
    "fr": "fr-FR",
    "zh-hans": "zh-CN",
    "ko": "ko-KR",
    "vi": "vi-VN",
}
EAST_ASIAN = ("zh", "ja", "ko")
# Characters that no XML file may hold.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SPACES = re.compile(r"[ \t\r]+")


def element(tag: str, **attributes: str):
    """`element("w:num", numId="1")`; attributes are of Word's own namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def language_mark(language: str):
    """Word keeps three languages for a text: Latin and the like, East Asian, right-to-left."""
    code = WORD_LANGUAGES.get(language, language)
    if language in ("ar", "he", "fa", "ur"):
        return element("w:lang", bidi=code)
    return element("w:lang", eastAsia=code) if language.startswith(EAST_ASIAN) else element("w:lang", val=code)


class ListPlace(NamedTuple):
    """`number` is the list's own; 0 for a further paragraph of an item, which stands below it without a sign."""

    level: int  # from 0
    number: int
    indent: int  # twentieths of a point


def paragraph(style: str, *, is_rtl: bool, place: ListPlace | None = None):
    """The properties stand in the order that the format prescribes."""
    made = element("w:p")
    properties = element("w:pPr")
    properties.append(element("w:pStyle", val=style))
    if place:
        numbering = element("w:numPr")
        numbering.extend([element("w:ilvl", val=str(place.level)), element("w:numId", val=str(place.number))])
        properties.append(numbering)
    if is_rtl:
        properties.append(element("w:bidi"))
    if place and not place.number:
        properties.append(element("w:ind", left=str(place.indent)))
    made.append(properties)
    return made


def run_of(run: Run, *, is_rtl: bool, language: str = "", is_link: bool = False):
    made = element("w:r")
    properties = element("w:rPr")
    if is_link:
        properties.append(element("w:rStyle", val="Hyperlink"))
    if run.is_bold:
        properties.extend([element("w:b"), element("w:bCs")])
    if run.is_italic:
        properties.extend([element("w:i"), element("w:iCs")])
    if is_rtl:
        properties.append(element("w:rtl"))
    if language:
        properties.append(language_mark(language))
    if len(properties):
        made.append(properties)
    for at, line in enumerate(SPACES.sub(" ", FORBIDDEN.sub("", run.text)).split("\n")):
        if at:
            made.append(element("w:br"))
        if line:
            text = element("w:t")
            text.set(qn("xml:space"), "preserve")
            text.text = line
            made.append(text)
    return made


def field(name: str, *, is_rtl: bool) -> list:
    """A value that Word fills in, such as the number of the page."""
    parts = []
    for kind in ("begin", "", "separate", "end"):
        run = run_of(Run(""), is_rtl=is_rtl)
        if kind:
            run.append(element("w:fldChar", fldCharType=kind))
        else:
            instruction = element("w:instrText")
            instruction.text = f" {name} "
            run.append(instruction)
        parts.append(run)
    return parts


class Links:
    """Addresses live in a list of the file; each is written there once."""

    def __init__(self, part):
        self.part = part
        self.names: dict[str, str] = {}

    def add(self, paragraph, run: Run, *, is_rtl: bool, language: str) -> None:
        """Append a run, as a link where it leads somewhere."""
        address = FORBIDDEN.sub("", run.address)
        made = run_of(run, is_rtl=is_rtl, language=language, is_link=bool(address))
        if not address:
            paragraph.append(made)
            return
        if address not in self.names:
            self.names[address] = self.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = element("w:hyperlink", history="1")
        link.set(qn("r:id"), self.names[address])
        link.append(made)
        paragraph.append(link)
