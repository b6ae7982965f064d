"""Times of day and lengths of time as people write them in tables."""

import re
from datetime import timedelta
from typing import NamedTuple

from .words import folded

NOON, DAY = 12 * 60, 24 * 60
LATEST = 30 * 60  # some write 25:30 for half past one in the night after
NAMED = {
    "noon": NOON, "midday": NOON, "mediodia": NOON, "mittag": NOON, "midi": NOON,
    "midnight": DAY, "medianoche": DAY, "mitternacht": DAY, "minuit": DAY,
}  # fmt: skip
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:\s?[:.h]\s?(?P<minute>\d{2})(?:[:.]\d{2}(?:\.\d+)?)?|(?<=\d\d)(?P<packed>\d{2}))?"
    r"\s*(?:h|hs|hrs?|uhr|o.?clock)?\s*(?P<half>[ap]\.?\s?m\b\.?|[ap]\b)?",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\s*(?:-|–|—|−|\bto\b|\buntil\b|\ba\b(?!\.)|\bbis\b|\bà\b|/|~)\s*", re.IGNORECASE)
FRACTION = re.compile(r"0?\.\d+")
HOURS_AND_MINUTES = re.compile(
    r"(?:(?P<hours>\d+(?:[.,]\d+)?)\s*(?:h|hr|hrs|hours?|horas?|std|stunden?|heures?)\b)?\s*"
    r"(?:(?P<minutes>\d+)\s*(?:m|min|mins|minutes?|minutos?|minuten|’|')?)?",
    re.IGNORECASE,
)
WITH_COLON = re.compile(r"(\d{1,3}):(\d{2})(?::\d{2})?")
ISO_LENGTH = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?", re.IGNORECASE)


class Clock(NamedTuple):
    """Minutes after midnight; `is_marked` where am or pm, or an hour above twelve, leaves no doubt."""

    minutes: int
    is_marked: bool

    def __str__(self):
        return f"{self.minutes // 60 % 24}:{self.minutes % 60:02}"


def read_clock(text: str) -> Clock | None:
    """The time of day in a text that holds nothing else; None where it is none."""
    text = text.strip()
    if (word := folded(text)) in NAMED:
        return Clock(NAMED[word], is_marked=True)
    if FRACTION.fullmatch(text):  # of a day, as spreadsheets store it
        return Clock(round(float(text) * DAY), is_marked=True)
    found = CLOCK.fullmatch(text)
    return clock_of(found) if found else None


def clock_of(found: re.Match) -> Clock | None:
    hour, minute = int(found["hour"]), int(found["minute"] or found["packed"] or 0)
    half = (found["half"] or "").lower()[:1]
    if minute > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    minutes = hour * 60 + minute
    return (
        Clock(minutes, is_marked=bool(half) or hour >= 13 or (len(found["hour"]) == 2 and hour < 10))
        if minutes <= LATEST
        else None
    )


def read_clocks(text: str) -> list[Clock]:
    """One time, or the two of `9:00–10:30`; nothing where a part is no time. `9-10:30 am` is both in the morning."""
    parts = [part for part in BETWEEN.split(text.strip()) if part]
    clocks = [read_clock(part) for part in parts]
    if not 1 <= len(clocks) <= 2 or None in clocks:
        return []
    if len(clocks) == 2 and not clocks[0].is_marked and clocks[1].is_marked:
        clocks[0] = like(clocks[0], clocks[1])
    return clocks


def like(start: Clock, end: Clock) -> Clock:
    """`1–2:30 pm` begins in the afternoon, `11–12:30 pm` in the morning."""
    afternoon = start.minutes + NOON
    if start.minutes < NOON <= end.minutes and afternoon < end.minutes:
        return Clock(afternoon, is_marked=True)
    return Clock(start.minutes, is_marked=True)


def read_length(text: str) -> timedelta | None:
    """`01:30`, `90`, `1 h 30`, `1.5 hours` and `PT1H30M` are an hour and a half; None where it is no length."""
    text = text.strip()
    if found := WITH_COLON.fullmatch(text):
        return timedelta(hours=int(found[1]), minutes=int(found[2]))
    if FRACTION.fullmatch(text):
        return timedelta(minutes=round(float(text) * DAY))
    if text[:1] in "pP" and (found := ISO_LENGTH.fullmatch(text)):
        days, hours, minutes = (int(part or 0) for part in found.groups())
        return timedelta(days=days, hours=hours, minutes=minutes)
    found = HOURS_AND_MINUTES.fullmatch(text)
    if not text or not found or not (found["hours"] or found["minutes"]) or len(text) > 40:
        return None
    hours = float((found["hours"] or "0").replace(",", "."))
    minutes = int(found["minutes"] or 0)
    return timedelta(hours=hours, minutes=minutes) if hours <= 1000 and minutes <= 60_000 else None
