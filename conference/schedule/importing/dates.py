"""Days as people write them in tables: in any order, in words, without a year, or only `Friday`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .programme import Setting
from .words import folded

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan enero ene januar janner janvier janv gennaio janeiro", "february feb febrero februar fevrier fevr febbraio fevereiro",
            "march mar marzo marz mars marco mrz", "april apr abril abr avril avr aprile", "may mayo mai maggio maio",
            "june jun junio juni juin giugno junho", "july jul julio juli juillet juil luglio julho", "august aug agosto ago aout",
            "september sep sept septiembre set septembre settembre setembro", "october oct octubre oktober okt octobre ottobre outubro",
            "november nov noviembre novembre novembro", "december dec diciembre dic dezember dez decembre dicembre dezembro",
        ],
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        [
            "monday mon lunes lun montag mo lundi lunedi segunda", "tuesday tue tues martes dienstag di mardi martedi terca",
            "wednesday wed miercoles mie mittwoch mi mercredi mer mercoledi quarta", "thursday thu thur thurs jueves jue donnerstag do jeudi jeu giovedi quinta",
            "friday fri viernes vie freitag fr vendredi ven venerdi sexta", "saturday sat sabado sab samstag sa sam sonnabend samedi sabato",
            "sunday sun domingo dom sonntag so dim dimanche domenica",
        ]
    )
    for name in names.split()
}  # fmt: skip
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{4})(\d{2})(\d{2})")
YEAR_LAST = re.compile(r"(\d{1,2})(?P<sign>[-/.])\s?(\d{1,2})(?:(?P=sign)\s?(\d{4}|\d{2})?)?")
DAY_NUMBER = re.compile(r"(?:day|dia|tag|jour|giorno)\s*(\d{1,2})")
SERIAL = re.compile(r"[34]\d{4}(?:\.0+)?")  # days since 1899-12-30, as spreadsheets store it: 1982 to 2036
WORDS = re.compile(r"[^\W\d_]+|\d+")
FILLERS = {"de", "del", "of", "the", "el", "den", "der", "le", "st", "nd", "rd", "th", "er", "y", "and"}
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Order:
    """Which of the two small numbers is the day. `is_guess` where the file leaves both open."""

    day_first: bool
    is_guess: bool = False


def order_of(texts: Iterable[str], setting: Setting) -> Order:
    """What all the dates of a column have in common; where they leave it open, what is near the conference."""
    pairs = [
        (int(found[1]), int(found[3]), found[2], found[4]) for text in texts if (found := YEAR_LAST.match(text.strip()))
    ]
    if any(first > 12 or sign == "." for first, _second, sign, _year in pairs):
        return Order(day_first=True)
    if any(second > 12 for _first, second, _sign, _year in pairs):
        return Order(day_first=False)
    american = setting.zone.key.startswith(("America/", "US/", "Pacific/Honolulu"))
    guesses = {
        day_first: sum(is_near(pair, setting, day_first=day_first) for pair in pairs) for day_first in (True, False)
    }
    if guesses[True] != guesses[False]:
        return Order(day_first=guesses[True] > guesses[False], is_guess=True)
    return Order(day_first=not american, is_guess=True)


def is_near(pair: tuple, setting: Setting, *, day_first: bool) -> bool:
    first, second, _sign, year = pair
    day, month = (first, second) if day_first else (second, first)
    found = day_in(whole_year(year, setting), month, day)
    return found is not None and setting.first_day - timedelta(2) <= found <= setting.last_day + timedelta(2)


def read_day(text: str, setting: Setting, order: Order) -> date | None:
    """The day that a text names and nothing else; None where it is none."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    if found := YEAR_FIRST.fullmatch(text):
        return day_in(*(int(part) for part in found.groups() if part))
    if found := YEAR_LAST.fullmatch(text):
        first, second = int(found[1]), int(found[3])
        day, month = (first, second) if order.day_first else (second, first)
        return day_in(whole_year(found[4], setting), month, day)
    if SERIAL.fullmatch(text):
        return date(1899, 12, 30) + timedelta(int(float(text)))
    if found := DAY_NUMBER.fullmatch(folded(text)):
        return setting.first_day + timedelta(int(found[1]) - 1)
    return day_in_words(text, setting, order)


def day_in_words(text: str, setting: Setting, order: Order) -> date | None:
    """`Friday`, `Fri 27 July`, `27 de julio de 2007`, `Fri 7/27`."""
    words = [word for word in WORDS.findall(folded(text)) if word not in FILLERS]
    weekdays = [WEEKDAYS[word] for word in words if word in WEEKDAYS]
    months = [MONTHS[word] for word in words if word in MONTHS]
    numbers = [int(word) for word in words if word.isdecimal()]
    if any(not word.isdecimal() and word not in MONTHS and word not in WEEKDAYS for word in words):
        return None
    if months and len(months) == 1 and 1 <= len(numbers) <= 2:
        days, years = [n for n in numbers if n <= 31], [n for n in numbers if n > 31]
        return day_in(years[0] if years else setting.first_day.year, months[0], days[0]) if days else None
    if len(weekdays) == 1 and not months and not numbers:
        return next_weekday(weekdays[0], setting)
    if len(weekdays) == 1 and numbers and (rest := YEAR_LAST.search(text)):
        return read_day(rest[0], setting, order)
    return None


def next_weekday(weekday: int, setting: Setting) -> date | None:
    """The first such day of the conference, or the one right before it."""
    start = setting.first_day
    for offset in [*range((setting.last_day - start).days + 1), -1, (setting.last_day - start).days + 1]:
        if (start + timedelta(offset)).weekday() == weekday:
            return start + timedelta(offset)
    return None


def whole_year(year: str | None, setting: Setting) -> int:
    if not year:
        return setting.first_day.year
    return int(year) if len(year) == 4 else 2000 + int(year)


def day_in(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
