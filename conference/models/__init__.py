from .conferences import Accent, Action, Conference, MainPage, Phase, RecordedFact
from .network import Network, PhoneLine
from .pages import Announcement, Page, SearchEntry, Term
from .pictures import Picture
from .travel import HousingOption, TravelOption
from .venues import Venue

__all__ = [
    "Accent",
    "Action",
    "Announcement",
    "Conference",
    "HousingOption",
    "MainPage",
    "Network",
    "Page",
    "Phase",
    "PhoneLine",
    "Picture",
    "RecordedFact",
    "SearchEntry",
    "Term",
    "TravelOption",
    "Venue",
]
