from .comparisons import Comparison
from .drafts import Draft
from .proposals import Proposal
from .sections import Section
from .texts import SectionText

__all__ = ["Comparison", "Draft", "Proposal", "Section", "SectionText"]
