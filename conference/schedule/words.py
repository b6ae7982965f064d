"""Times, places and names of the schedule in a few words, in the conference's own time."""

from datetime import date, datetime

from django.utils import formats
from django.utils.translation import get_language_bidi, pgettext
from django.utils.translation import gettext as _

from ..models import Conference, Slot
from .days import day_of

LEFT_TO_RIGHT, FIRST_STRONG, END = "\u2066", "\u2068", "\u2069"


def clock(conference: Conference, moment: datetime) -> str:
    """14:05, in every language: the same digits that people type into the fields."""
    return kept_together(f"{moment.astimezone(conference.zone):%H:%M}", LEFT_TO_RIGHT)


def clock_as_read(conference: Conference, moment: datetime) -> str:
    """1:30 p.m. or 13:30: as the reader's language writes it, and as the pages of the schedule do."""
    return kept_together(formats.time_format(moment.astimezone(conference.zone).time()), LEFT_TO_RIGHT)


def clocks(conference: Conference, start: datetime, end: datetime) -> str:
    values = {"start": clock(conference, start), "end": clock(conference, end)}
    # Translators: hours of a session, such as "10:00–11:30".
    return pgettext("hours", "%(start)s–%(end)s") % values


def day_name(day: date) -> str:
    """Friday, July 27."""
    values = {"weekday": formats.date_format(day, "l"), "day": formats.date_format(day, "MONTH_DAY_FORMAT")}
    # Translators: a day of the conference, such as "Friday, July 27".
    return pgettext("day of the week", "%(weekday)s, %(day)s") % values


def short_day_name(day: date) -> str:
    """Friday 27."""
    # Translators: weekday and day of the month, such as "Friday 27".
    return pgettext("short day", "%(weekday)s %(day)s") % {"weekday": formats.date_format(day, "l"), "day": day.day}


def after_midnight(conference: Conference, moment: datetime) -> str:
    """Of a night that people look up under the day before, which day it is by then; else empty."""
    date_of_clock = moment.astimezone(conference.zone).date()
    if date_of_clock == day_of(conference, moment):
        return ""
    return _("after midnight, already %(day)s") % {"day": short_day_name(date_of_clock)}


def when(conference: Conference, moment: datetime, time: str = "") -> str:
    """Friday, July 27, 14:05: the day that people look it up under, and the clock; or another `time` in words."""
    values = {"day": day_name(day_of(conference, moment)), "time": time or clock(conference, moment)}
    # Translators: when a session begins, such as "Friday, July 27, 14:05".
    words = pgettext("moment", "%(day)s, %(time)s") % values
    night = after_midnight(conference, moment)
    return f"{words} ({night})" if night else words


def title_of(slot: Slot) -> str:
    return _("“%(title)s”") % {"title": slot.session.title}


def place_of(slot: Slot) -> str:
    """Its room, or the place outside; empty when it has neither."""
    return slot.room.name if slot.room else slot.session.place


def kept_together(words: str, direction: str = FIRST_STRONG) -> str:
    """Isolated in a sentence that runs from right to left, so that digits and foreign names stay in order."""
    return f"{direction}{words}{END}" if get_language_bidi() else words
