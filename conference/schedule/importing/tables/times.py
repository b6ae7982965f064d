"""When the rows of a table are: days and times in one cell or several, written once for many rows, without am or pm."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from ..clocks import DAY, NOON, Clock, read_clocks, read_length
from ..dates import Order, read_day
from ..moments import at, is_sane
from ..problems import Report
from ..programme import Setting

EARLY, LATE = 60, 7 * 60  # 1:00 to 6:59 without am or pm is the afternoon where the evening would be empty
EVENING, LONGEST_NIGHT = 17 * 60, 10 * 60


class Cells(NamedTuple):
    """What a row says about its time, and how to name the row when we speak of it."""

    place: str
    title: str
    date: str
    start: str
    end: str
    length: str
    has_room: bool


class Unreadable(Exception):  # noqa: N818 -- not an error of ours: the problem is in the report already
    pass


@dataclass
class Times:
    """Reads rows one after the other, since what is written once holds for those below.

    `is_afternoon` says that 1:00 to 6:59 without am or pm is after noon.
    """

    setting: Setting
    report: Report
    order: Order
    is_afternoon: bool = False
    day: date | None = None
    clocks: list[Clock] = field(default_factory=list)

    def begin_day(self, text: str) -> bool:
        """Whether a text is a day; if so, it holds for the rows below."""
        if day := read_day(text, self.setting, self.order):
            self.day, self.clocks = day, []
        return day is not None

    def moments(self, cells: Cells) -> tuple[datetime, datetime | None] | None:
        """When a row begins and ends; None where it has no time, or one that nobody can read."""
        try:
            clocks, is_moment = self.read(cells)
        except Unreadable:
            return None
        if not clocks or not self.day:
            self.report.add("no_time", cells.place, title=cells.title)
            return None
        start, end = self.in_order(clocks, cells)
        if not is_moment and start.minutes < self.day_begins:
            self.report.add("after_midnight", cells.place, title=cells.title, start=start, day=self.day)
            start, end = later(start, DAY), end and later(end, DAY)
        begins = at(self.day, start.minutes, self.setting.zone, self.report, place=cells.place, title=cells.title)
        if end:
            return begins, at(self.day, end.minutes, self.setting.zone, Report())
        length = read_length(cells.length)
        if cells.length and length is None:
            self.report.add("unreadable_end", cells.place, title=cells.title, text=cells.length)
        return begins, begins + length if length else None

    @property
    def day_begins(self) -> int:
        return self.setting.day_starts_at.hour * 60 + self.setting.day_starts_at.minute

    def read(self, cells: Cells) -> tuple[list[Clock], bool]:
        """One or two times, and whether a machine wrote them together with their day. Raises Unreadable."""
        day, start_text = self.day_and_time(cells.date)
        own_day, own_time = self.day_and_time(cells.start)
        if cells.start:
            day, start_text = (own_day, own_time) if own_day and own_time else (day, cells.start)
        if cells.date and not day:
            raise self.unreadable("unreadable_date", cells, cells.date)
        if day and not is_sane(day):
            raise self.unreadable("impossible_date", cells, str(day.year))
        self.day = day or self.day
        clocks = self.read_clocks(start_text, cells)
        if not clocks and cells.has_room:  # sessions side by side, with the time beside the first
            clocks = self.clocks
        self.clocks = clocks
        return clocks, any(is_machine_time(text) for text in (cells.date, cells.start))

    def unreadable(self, code: str, cells: Cells, text: str) -> Unreadable:
        self.report.add(code, cells.place, title=cells.title, text=text)
        return Unreadable(code)

    def day_and_time(self, text: str) -> tuple[date | None, str]:
        """The day that a text is or begins with, and the time behind it if there is one."""
        if day := read_day(text, self.setting, self.order):
            return day, ""
        for head, rest in heads(text):
            if read_clocks(rest) and (day := read_day(head, self.setting, self.order)):
                return day, rest
        return None, ""

    def read_clocks(self, start_text: str, cells: Cells) -> list[Clock]:
        if not start_text:
            return []
        clocks = read_clocks(start_text)
        if not clocks:
            raise self.unreadable("unreadable_time", cells, start_text)
        if len(clocks) == 1 and cells.end:
            end = read_clocks(self.day_and_time(cells.end)[1] or cells.end)[:1]
            if not end:
                self.report.add("unreadable_end", cells.place, title=cells.title, text=cells.end)
            clocks += end
        return [self.in_right_half(clock) for clock in clocks]

    def in_right_half(self, clock: Clock) -> Clock:
        if self.is_afternoon and not clock.is_marked and EARLY <= clock.minutes < LATE:
            return later(clock, NOON)
        return clock

    def in_order(self, clocks: list[Clock], cells: Cells) -> tuple[Clock, Clock | None]:
        """Start and end; what seems to end before it starts ends in the night after, or in the afternoon."""
        if len(clocks) == 1:
            return clocks[0], None
        start, end = clocks
        if end.minutes < start.minutes:
            if start.minutes >= EVENING and end.minutes + DAY - start.minutes <= LONGEST_NIGHT:
                return start, later(end, DAY)
            if not end.is_marked and start.minutes < end.minutes + NOON < DAY:
                self.report.add("end_in_the_afternoon", cells.place, title=cells.title, start=start, end=end)
                return start, later(end, NOON)
        return start, end


def later(clock: Clock, minutes: int) -> Clock:
    return Clock(clock.minutes + minutes, is_marked=True)


def needs_afternoon(starts: Iterable[str]) -> bool:
    """Whether somebody wrote the hours of a twelve-hour clock without saying which half of the day."""
    clocks = [clock for text in starts for clock in read_clocks(text)[:1]]
    says_it = any(clock.is_marked and clock.minutes >= NOON for clock in clocks)
    return not says_it and any(EARLY <= clock.minutes < LATE and not clock.is_marked for clock in clocks)


def heads(text: str) -> Iterator[tuple[str, str]]:
    """`Fri 27 July 9:00` divided at each of its spaces, from the end; `2007-07-27T09:00` at its T."""
    words = (text.replace("T", " ", 1) if is_machine_time(text) else text).split()
    for cut in range(len(words) - 1, 0, -1):
        yield " ".join(words[:cut]).rstrip(","), " ".join(words[cut:])


def is_machine_time(text: str) -> bool:
    """Whether a program wrote day and time together, as `2007-07-28 00:30`: then it means the night before that day."""
    return text[:4].isdecimal() and ":" in text
