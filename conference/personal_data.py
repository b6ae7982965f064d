"""What this app holds about people (see nisn_site.kit.privacy.holdings)."""

from datetime import timedelta

from django.db.models import Q

from nisn_site.kit.deeds.holding import deed_holding
from nisn_site.kit.privacy.holdings import Holding, Kind, content

from . import models
from .models.contact import is_over
from .models.newsletter import is_left_lying
from .schedule.forgetting import FORGOTTEN, forget_person

AFTER_CONFERENCE = timedelta(days=180)


def not_to_be_named(now) -> Q:
    """People of a past conference who never agreed that their name is shown."""
    return Q(is_named=False, conference__ends_on__lt=now.date() - AFTER_CONFERENCE) & ~Q(slug__startswith=FORGOTTEN)


HOLDINGS = [
    *content(
        models.Network, models.PhoneLine, models.Picture, models.Venue, models.Conference, models.MainPage, models.Action,
        models.RecordedFact, models.Page, models.Announcement, models.Term, models.SearchEntry, models.TravelOption,
        models.HousingOption, models.ContactTopic, models.NewsletterIssue,
    ),
    # The schedule: published by the network, with the names of those who agreed.
    *content(
        models.OpenTime, models.Organization, models.Release, models.Room, models.Topic, models.Session, models.SessionLanguage,
        models.SessionPerson, models.Slot, models.Appearance,
    ),
    Holding(
        model=models.Person,
        fields={"name": Kind.NAME, "slug": Kind.NAME, "pronouns": Kind.CHOICE, "about": Kind.WORDS},
        term="named in public by their choice: as long as the schedule is; otherwise half a year after the conference",
        due=not_to_be_named,
        on_due=forget_person,
        on_erase=forget_person,
    ),
    Holding(
        model=models.ScheduleImport,
        fields={"content": Kind.WORDS, "before": Kind.WORDS},
        public_texts={"file_name", "layout", "choices", "counts", "left_behind"},
        term="30 days after the upload; the file itself only until it is in the draft",
        due=lambda now: Q(created_at__lt=now - models.ScheduleImport.KEPT),
    ),
    deed_holding(
        models.ContactMessage,
        fields={"name": Kind.NAME, "message": Kind.WORDS, "answer": Kind.WORDS},
        term="90 days after the answer, a year without one",
        due=is_over,
    ),
    deed_holding(
        models.Subscriber,
        fields={},
        term="until its reader stops the newsletter; 30 days if it waits for a person who never looks",
        due=is_left_lying,
    ),
]  # fmt: skip
