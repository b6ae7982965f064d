from .answers import Response, Settlement
from .comparisons import Comparison
from .drafts import Draft
from .feedback import Feedback
from .notes import FeedbackNote
from .numbers import LastNumber
from .proposals import Proposal
from .sections import Section
from .texts import SectionText

__all__ = [
    "Comparison",
    "Draft",
    "Feedback",
    "FeedbackNote",
    "LastNumber",
    "Proposal",
    "Response",
    "Section",
    "SectionText",
    "Settlement",
]
