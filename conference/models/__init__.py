from .conferences import Accent, Action, Conference, MainPage, Phase, RecordedFact
from .contact import ContactMessage, ContactTopic
from .network import Network, PhoneLine
from .newsletter import NewsletterIssue, Subscriber
from .open_times import OpenTime
from .pages import Announcement, Page, Term
from .people import Organization, Person
from .pictures import Picture
from .releases import Release
from .rooms import Room
from .schedule_imports import ScheduleImport
from .search import SearchEntry
from .sessions import Session, SessionLanguage, SessionPerson, Topic
from .slots import Appearance, Slot
from .travel import HousingOption, TravelOption
from .venues import Venue

__all__ = [
    "Accent",
    "Action",
    "Announcement",
    "Appearance",
    "Conference",
    "ContactMessage",
    "ContactTopic",
    "HousingOption",
    "MainPage",
    "Network",
    "NewsletterIssue",
    "OpenTime",
    "Organization",
    "Page",
    "Person",
    "Phase",
    "PhoneLine",
    "Picture",
    "RecordedFact",
    "Release",
    "Room",
    "ScheduleImport",
    "SearchEntry",
    "Session",
    "SessionLanguage",
    "SessionPerson",
    "Slot",
    "Subscriber",
    "Term",
    "Topic",
    "TravelOption",
    "Venue",
]
