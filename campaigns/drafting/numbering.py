"""The order and the numbers of sections: 1, 2, 2.1, 2.1.1."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ..models import SectionText


class Numbered(NamedTuple):
    text: SectionText
    number: str
    depth: int  # 1 for a section that lies in no other


def outline(texts: Iterable[SectionText]) -> list[Numbered]:
    """Texts of one draft in the order of reading: each section, then what lies in it, by place.

    A text whose parent is missing is not in the result (the database refuses such a draft).
    """
    parts = defaultdict(list)
    for text in sorted(texts, key=lambda text: text.position, reverse=True):
        parts[text.parent_id].append(text)
    numbered, inside, waiting = [], defaultdict(int), [("", 0, text) for text in parts[None]]
    while waiting:
        above, depth, text = waiting.pop()
        inside[above] += 1
        number = f"{above}{inside[above]}"
        numbered.append(Numbered(text, number, depth + 1))
        waiting += [(f"{number}.", depth + 1, part) for part in parts[text.section_id]]
    return numbered
