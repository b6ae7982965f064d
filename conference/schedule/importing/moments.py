"""From a day and a time of day to a moment, in a zone that puts its clocks forward and back."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from .clocks import DAY
from .problems import Report
from .programme import Setting

EARLIEST, LAST = date(1990, 1, 1), date(2100, 1, 1)


def at(day: date, minutes: int, zone: ZoneInfo, report: Report, *, place: str = "", title: str = "") -> datetime:
    """So many minutes of the clock after midnight of a day; reports times that do not exist or exist twice."""
    naive = datetime.combine(day + timedelta(minutes // DAY), time(minutes // 60 % 24, minutes % 60))
    moment = naive.replace(tzinfo=zone)
    real = moment.astimezone(UTC).astimezone(zone)
    what = {"title": title, "day": naive.date().isoformat(), "start": f"{naive:%H:%M}"}
    if real.replace(tzinfo=None) != naive:
        report.add("time_does_not_exist", place, **what)
    elif moment.utcoffset() != moment.replace(fold=1).utcoffset():
        report.add("time_is_twice", place, **what)
    return real


def is_sane(day: date) -> bool:
    return EARLIEST <= day <= LAST


def read_iso(text: str, zone: ZoneInfo) -> datetime | None:
    """A moment as machines write it; without an offset it is in this zone. None where it is none or far from our time."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if not is_sane(moment.date()):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(zone)


@cache
def zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


def zone_in_file(name: str, setting: Setting, report: Report) -> ZoneInfo:
    """The zone that a file names, or that of the conference; reports where they differ."""
    if not name:
        return setting.zone
    if name not in zone_names():
        report.once("unknown_zone", text=name, zone=setting.zone.key)
        return setting.zone
    if name != setting.zone.key:
        report.once("other_zone", text=name, zone=setting.zone.key)
    return ZoneInfo(name)


def note_no_zone(setting: Setting, report: Report) -> None:
    """Times without a zone in a file that names none."""
    if ("no_zone", "") not in report.by_code:
        report.once("no_zone", zone=setting.zone.key)
