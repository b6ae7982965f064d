from .amendments import Amendment
from .answers import Response, Settlement
from .comparisons import Comparison
from .decisions import Decision
from .drafts import Draft
from .exports import FeedbackExport
from .feedback import Feedback
from .floors import Floor
from .notes import FeedbackNote
from .numbers import LastNumber
from .points import PointOfUnity, UnityStatement
from .proposals import Proposal
from .sections import Section
from .senders import FeedbackSender, Follower, Support
from .texts import SectionText
from .wordings import WordingChange

__all__ = [
    "Amendment",
    "Comparison",
    "Decision",
    "Draft",
    "Feedback",
    "FeedbackExport",
    "FeedbackNote",
    "FeedbackSender",
    "Floor",
    "Follower",
    "LastNumber",
    "PointOfUnity",
    "Proposal",
    "Response",
    "Section",
    "SectionText",
    "Settlement",
    "Support",
    "UnityStatement",
    "WordingChange",
]
