"""A published draft as pages show it: its sections in order, each with its level in the outline of the page."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..models import SectionText
from .numbering import outline

LOWEST_HEADING = 6


@dataclass(frozen=True, slots=True)
class Part:
    """`level` is the section's heading on a page (2 to 6), `marks` what became of it since the draft before."""

    text: SectionText
    number: str
    depth: int
    marks: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.text.section.key

    @property
    def level(self) -> int:
        return min(self.depth + 1, LOWEST_HEADING)

    @property
    def body_level(self) -> int:
        return min(self.depth + 2, LOWEST_HEADING)


def parts_of(texts: Iterable[SectionText], *, marks: dict[str, list[str]] | None = None) -> list[Part]:
    """Texts of one draft with their `section`, in any order."""
    marks = marks or {}
    return [Part(text, number, depth, marks.get(text.section.key, [])) for text, number, depth in outline(texts)]
