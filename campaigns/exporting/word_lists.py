"""Lists of a Word file: each numbered list begins anew, however many there are in the draft."""

from ..changes.blocks import Block
from .word_parts import ListPlace, element

DEEPEST = 9  # levels that the format has
STEP = 360  # twentieths of a point
SIGNS = "•–▪"
POINTS, NUMBERS = 90, 91


class WordLists:
    def __init__(self, numbering):
        self.numbering = numbering
        self.made: dict[int, int] = {}
        self.next_number = 100
        first = numbering.find(f"{{{numbering.nsmap['w']}}}num")
        for kind in (POINTS, NUMBERS):
            definition = self.definition(kind)
            if first is None:
                numbering.append(definition)
            else:
                first.addprevious(definition)  # the format wants all definitions before the lists

    def begin_section(self) -> None:
        """Blocks name their lists from 1 in every section."""
        self.made = {}

    def place_of(self, block: Block) -> ListPlace | None:
        """None for a paragraph outside of lists."""
        if not block.lists:
            return None
        level = min(len(block.lists), DEEPEST) - 1
        if not block.marker:
            return ListPlace(level, 0, indent(level))
        name = block.lists[-1].name
        if name not in self.made:
            self.made[name] = self.new_list(block.marker, level)
        return ListPlace(level, self.made[name], indent(level))

    def new_list(self, marker: str, level: int) -> int:
        self.next_number += 1
        is_numbered = marker.endswith(".")
        one = element("w:num", numId=str(self.next_number))
        one.append(element("w:abstractNumId", val=str(NUMBERS if is_numbered else POINTS)))
        if is_numbered:
            override = element("w:lvlOverride", ilvl=str(level))
            override.append(element("w:startOverride", val=marker.rstrip(".")))
            one.append(override)
        self.numbering.append(one)
        return self.next_number

    def definition(self, kind: int):
        made = element("w:abstractNum", abstractNumId=str(kind))
        made.append(element("w:multiLevelType", val="hybridMultilevel"))
        for level in range(DEEPEST):
            one = element("w:lvl", ilvl=str(level))
            text = f"%{level + 1}." if kind == NUMBERS else SIGNS[level % len(SIGNS)]
            one.append(element("w:start", val="1"))
            one.append(element("w:numFmt", val="decimal" if kind == NUMBERS else "bullet"))
            one.append(element("w:lvlText", val=text))
            one.append(element("w:lvlJc", val="left"))
            properties = element("w:pPr")
            properties.append(element("w:ind", left=str(indent(level)), hanging=str(STEP)))
            one.append(properties)
            made.append(one)
        return made


def indent(level: int) -> int:
    return STEP * (level + 2)
