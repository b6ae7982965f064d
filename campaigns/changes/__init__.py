"""What differs between two drafts: section by section, paragraph by paragraph, word by word. Knows no database."""

from .result import Changes, Counts, Edit, ParagraphChange, Place, Run, SectionChange
from .sections import Wording, compare

__all__ = ["Changes", "Counts", "Edit", "ParagraphChange", "Place", "Run", "SectionChange", "Wording", "compare"]
