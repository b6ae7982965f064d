"""What differs between two drafts: section by section, paragraph by paragraph, word by word. Knows no database."""

from .result import EDITION, Changes, Counts, Edit, ParagraphChange, Place, Run, SectionChange
from .sections import Wording, compare

__all__ = [
    "EDITION",
    "Changes",
    "Counts",
    "Edit",
    "ParagraphChange",
    "Place",
    "Run",
    "SectionChange",
    "Wording",
    "compare",
]
