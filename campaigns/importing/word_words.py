"""The words of one Word paragraph as Markdown: bold, italic and links stay, deleted words do not."""

import re
from typing import NamedTuple

from docx.oxml.ns import qn

MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
LEFT_OUT = {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:pPr"), qn("w:rPr"), qn("w:instrText")}
SIGNS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
SPECIAL = re.compile(r"([\\`*_])")
SPECIAL_AT_START = re.compile(r"^([#>+]|[=~-]{2,}\s*$)", re.MULTILINE)
SAFE_LINK = re.compile(r"(?:https?://|mailto:|/(?!/))[^\s<>]+$", re.IGNORECASE)
IN_LINK = str.maketrans({"(": "%28", ")": "%29"})


class Piece(NamedTuple):
    text: str
    is_bold: bool = False
    is_italic: bool = False
    link: str = ""


def words_of(paragraph, links: dict[str, str]) -> str:
    joined: list[Piece] = []
    for piece in pieces(paragraph, links, ""):
        if joined and joined[-1][1:] == piece[1:]:
            joined[-1] = joined[-1]._replace(text=joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return SPECIAL_AT_START.sub(r"\\\1", "".join(marked(joined)))


def pieces(element, links, link):
    for child in element:
        if child.tag in LEFT_OUT:
            continue
        if child.tag == qn("w:hyperlink"):
            yield from pieces(child, links, links.get(child.get(qn("r:id")), ""))
        elif child.tag == qn("w:r"):
            yield Piece(text_of(child), is_on(child, "w:b"), is_on(child, "w:i"), link)
        elif child.tag == MATH_TEXT:
            yield Piece(child.text or "", link=link)
        elif isinstance(child.tag, str):
            yield from pieces(child, links, link)


def text_of(run) -> str:
    parts = []
    for child in run:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        else:
            parts.append(SIGNS.get(child.tag, ""))
    return "".join(parts)


def is_on(run, tag: str) -> bool:
    found = run.find(f"{qn('w:rPr')}/{qn(tag)}")
    return found is not None and found.get(qn("w:val"), "1") not in ("0", "false", "off")


def marked(found: list[Piece]):
    """Text with the marks of Markdown; they stand close to a word, or they would not be read as marks."""
    for at, piece in enumerate(found):
        text = SPECIAL.sub(r"\\\1", piece.text)
        core = text.strip()
        marks = "*" * (2 * piece.is_bold + piece.is_italic)
        after = found[at + 1].text[:1] if at + 1 < len(found) else ""
        before = found[at - 1].text[-1:] if at else ""
        if core and marks and stands_well(core, text, before, after):
            text = text.replace(core, f"{marks}{core}{marks}", 1)
            core = f"{marks}{core}{marks}"
        if core and SAFE_LINK.match(piece.link):
            text = text.replace(core, f"[{core}]({piece.link.translate(IN_LINK)})", 1)
        yield text


def stands_well(core: str, text: str, before: str, after: str) -> bool:
    """Whether marks around it are read as such: not with a sign inside and a letter outside, nor over line ends."""
    closes = core[-1].isalnum() or not text.endswith(core) or not after.isalnum()
    opens = core[0].isalnum() or not text.startswith(core) or not before.isalnum()
    return closes and opens and "\n" not in core
