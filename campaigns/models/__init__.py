from .amendments import Amendment
from .answers import Response, Settlement
from .comparisons import Comparison
from .decisions import Decision
from .drafts import Draft
from .feedback import Feedback
from .floors import Floor
from .notes import FeedbackNote
from .numbers import LastNumber
from .points import PointOfUnity, UnityStatement
from .proposals import Proposal
from .sections import Section
from .texts import SectionText

__all__ = [
    "Amendment",
    "Comparison",
    "Decision",
    "Draft",
    "Feedback",
    "FeedbackNote",
    "Floor",
    "LastNumber",
    "PointOfUnity",
    "Proposal",
    "Response",
    "Section",
    "SectionText",
    "Settlement",
    "UnityStatement",
]
