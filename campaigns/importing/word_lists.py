"""Bullets and numbers of Word lists: Word keeps them apart from the text and counts them only on the screen."""

from docx.oxml.ns import qn

from .word_styles import Style

DEEPEST = 5
INDENT = "    "


class Numbering:
    """Counts along while the paragraphs are read in order."""

    def __init__(self, document):
        self.formats = formats_of(document)
        self.counts: dict[tuple[str, int], int] = {}
        self.depth = -1  # of the item before this one; -1 outside of lists

    def marker(self, paragraph, style: Style) -> str:
        """What a Markdown list item begins with, as `- ` or `2. ` after its indent; empty for other paragraphs."""
        found = self.place(paragraph, style)
        if not found:
            self.depth = -1
            return ""
        key, depth = found
        # An item deeper than the one before by two would be read as something else than a list.
        self.depth = min(depth, self.depth + 1, DEEPEST)
        if self.formats.get((key, depth), "bullet") in ("bullet", "none"):
            return f"{INDENT * self.depth}- "
        self.counts[key, depth] = self.counts.get((key, depth), 0) + 1
        for other in [one for one in self.counts if one[0] == key and one[1] > depth]:
            del self.counts[other]
        return f"{INDENT * self.depth}{self.counts[key, depth]}. "

    def place(self, paragraph, style: Style) -> tuple[str, int] | None:
        properties = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if properties is not None:
            key, depth = value(properties, "w:numId"), value(properties, "w:ilvl")
            if key == "0":  # the list of the style is taken off here
                return None
            if key:
                return key, int(depth) if depth.isdecimal() else 0
        if not style.list_kind:
            return None
        key = f"style {style.list_kind}"
        self.formats[key, style.list_depth] = "bullet" if style.list_kind == "bullet" else "decimal"
        return key, style.list_depth


def formats_of(document) -> dict[tuple[str, int], str]:
    """`bullet`, `decimal` and so on for each list and depth."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    by_pattern = {
        pattern.get(qn("w:abstractNumId")): {
            level.get(qn("w:ilvl")): value(level, "w:numFmt") for level in pattern.iterchildren(qn("w:lvl"))
        }
        for pattern in root.iterchildren(qn("w:abstractNum"))
    }
    return {
        (one.get(qn("w:numId")), int(depth)): name
        for one in root.iterchildren(qn("w:num"))
        for depth, name in by_pattern.get(value(one, "w:abstractNumId"), {}).items()
        if (depth or "").isdecimal()
    }


def value(element, tag: str) -> str:
    found = element.find(qn(tag))
    return found.get(qn("w:val"), "") if found is not None else ""
