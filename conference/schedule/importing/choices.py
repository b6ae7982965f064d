"""What an organizer decides about a whole import."""

from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from nisn_site.kit.languages import source_language

from .programme import Programme, SessionEntry, Setting, SlotEntry


@dataclass(frozen=True, slots=True)
class Choices:
    """`keeps_clock`: nine o'clock in the file's zone is nine o'clock here. `moves_days`: the first day of the file is the first of
    the conference, for last year's file.

    `takes_texts` and `takes_times` are about sessions that we have already; `clears_others` takes those that the file
    does not have off the draft. `names_agreed`: the people of the file agreed that their names are on the site.
    """

    takes_texts: bool = True
    takes_times: bool = True
    clears_others: bool = False
    keeps_clock: bool = False
    moves_days: bool = False
    names_agreed: bool = False
    language: str = field(default_factory=source_language)

    def to_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict) -> "Choices":
        return cls(**{name: value for name, value in values.items() if name in cls.__dataclass_fields__})


def moved(programme: Programme, choices: Choices, setting: Setting) -> list[SessionEntry]:
    """The sessions of a programme at the times they will have here."""
    zone = ZoneInfo(programme.zone) if choices.keeps_clock and programme.zone else setting.zone
    days = days_to_conference(programme, setting, zone) if choices.moves_days else 0
    if zone == setting.zone and not days:
        return programme.sessions
    return [
        replace(session, slots=[moved_slot(slot, zone, days, setting) for slot in session.slots])
        for session in programme.sessions
    ]


def moved_slot(slot: SlotEntry, zone: ZoneInfo, days: int, setting: Setting) -> SlotEntry:
    length = slot.ends_at - slot.starts_at
    starts_at = same_clock(slot.starts_at, zone, days, setting.zone)
    return replace(slot, starts_at=starts_at, ends_at=starts_at + length)


def same_clock(moment: datetime, zone: ZoneInfo, days: int, here: ZoneInfo) -> datetime:
    """The same time of day so many days later; a time that does not exist there is an hour later."""
    clock = moment.astimezone(zone).replace(tzinfo=None) + timedelta(days)
    return clock.replace(tzinfo=here).astimezone(UTC).astimezone(here)


def days_to_conference(programme: Programme, setting: Setting, zone: ZoneInfo | None = None) -> int:
    """How far the first day of the file, in this zone, lies before the first of the conference; 0 where some of it is in its days."""
    days = sorted({setting.day_of(slot.starts_at, zone) for slot in programme.slots})
    if not days or any(setting.first_day <= day <= setting.last_day for day in days):
        return 0
    return (setting.first_day - days[0]).days
