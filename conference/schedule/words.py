"""Times, places and names of the schedule as organizers read them: short, in the conference's own time."""

from datetime import date, datetime

from django.utils import formats
from django.utils.translation import gettext as _

from ..models import Conference, Slot


def clock(conference: Conference, moment: datetime) -> str:
    """14:05, in every language: the same digits that people type into the fields."""
    return moment.astimezone(conference.zone).strftime("%H:%M")


def clocks(conference: Conference, start: datetime, end: datetime) -> str:
    return f"{clock(conference, start)}–{clock(conference, end)}"


def day_name(day: date) -> str:
    """Friday, July 27."""
    # Translators: how a day of the conference is written, see Django's date format; for example "Friday, July 27".
    return formats.date_format(day, _("l, F j"))


def title_of(slot: Slot) -> str:
    return _("“%(title)s”") % {"title": slot.session.title}


def place_of(slot: Slot) -> str:
    """Its room, or the place outside; empty when it has neither."""
    return slot.room.name if slot.room else slot.session.place
