"""How times, languages and places of the schedule are shown to readers."""

from datetime import date, datetime, time

from django import template
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from conference.models import Conference
from conference.schedule.days import days_of
from conference.schedule.language_words import languages_in_words
from conference.schedule.words import after_midnight, day_name, short_day_name

register = template.Library()


@register.simple_tag
def clock(conference: Conference, moment: datetime) -> SafeString:
    """The hour as the reader's language writes it (1:30 p.m., 13:30), in the conference's zone.

    Isolated from left to right: next to other digits, Arabic would turn the order around.
    """
    local = moment.astimezone(conference.zone)
    return format_html(
        '<time datetime="{}" dir="ltr">{}</time>',
        local.isoformat(timespec="seconds"),
        formats.time_format(local.time()),
    )


@register.simple_tag
def hours(conference: Conference, slot) -> SafeString:
    """From when to when, in words: "10:00 – 9:00" can be read two ways where text runs from right to left."""
    start, end = clock(conference, slot.starts_at), clock(conference, slot.ends_at)
    # Translators: hours of a session, such as "9:15 a.m. to 10:30 a.m.".
    return format_html(pgettext("hours", "{start} to {end}"), start=start, end=end)


@register.filter
def weekday(day: date) -> str:
    return day_name(day)


@register.filter
def short_weekday(day: date) -> str:
    """For narrow rows of links: Friday 27."""
    return short_day_name(day)


@register.simple_tag
def night(conference: Conference, slot) -> str:
    """Nobody must come a day early to what begins after midnight."""
    words = after_midnight(conference, slot.starts_at)
    return format_html(' <span class="small">({})</span>', words) if words else ""


@register.filter
def mark(name: str) -> str:
    """What is different since the release before, in a word."""
    return {"new": _("New"), "moved": _("Moved"), "changed": _("Changed")}.get(name, "")


@register.filter
def in_words(languages) -> str:
    return languages_in_words(languages)


@register.simple_tag
def zone_of(conference: Conference, moment: datetime | None = None) -> SafeString:
    """The zone, named once a page: local time in Richmond (EDT). As it is at that moment, or on all the days."""
    zone = zone_at(conference, moment) if moment else zones_of_days(conference)
    return format_html(_("All times are local time in {city} ({zone})."), city=conference.city, zone=zone)


def zone_at(conference: Conference, moment: datetime) -> SafeString:
    return format_html('<bdi dir="ltr">{}</bdi>', moment.astimezone(conference.zone).tzname())


def zones_of_days(conference: Conference) -> SafeString:
    """Its name at noon; two of them where the clocks change before the last day."""
    noons = [datetime.combine(day, time(12), conference.zone) for day in days_of(conference)]
    first, changed = noons[0], next((noon for noon in noons if noon.utcoffset() != noons[0].utcoffset()), None)
    if changed is None:
        return zone_at(conference, first)
    names = {"before": zone_at(conference, first), "after": zone_at(conference, changed)}
    # Translators: names of a time zone where the clocks change, such as "EDT, from Sunday, November 4, EST".
    return format_html(_("{before}, from {day}, {after}"), day=day_name(changed.date()), **names)


@register.inclusion_tag("conference/schedule/_entry.html")
def entry(
    one, conference: Conference, level: int = 3, *, with_room: bool = True, with_day: bool = False, note: str = ""
):
    """One slot as an item of a list, its title a heading of that level; `note` is said in strong words at its end."""
    return {
        "entry": one, "slot": one.slot, "session": one.session, "conference": conference, "level": level,
        "with_room": with_room, "with_day": with_day, "note": note,
    }  # fmt: skip
