"""A schedule as it was read from a file, before the database knows of it. Nothing here is stored."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID
from zoneinfo import ZoneInfo

from .problems import Outcome, Problem


@dataclass(frozen=True, slots=True)
class Setting:
    """What a reader must know of the conference, since files leave it out: its zone, days and when a day begins.

    `namespace` makes lasting ids of the numbers that other systems count with.
    """

    zone: ZoneInfo
    first_day: date
    last_day: date
    day_starts_at: time = time(5)
    namespace: UUID = NAMESPACE_URL

    def day_of(self, moment: datetime, zone: ZoneInfo | None = None) -> date:
        """The day a moment belongs to: what happens after midnight belongs to the evening before."""
        local = moment.astimezone(zone or self.zone)
        return local.date() - timedelta(days=local.time() < self.day_starts_at)


@dataclass(frozen=True, slots=True)
class Use:
    """A language of a session and `how`: spoken, interpreted, sign or captions."""

    language: str
    how: str = "spoken"


@dataclass(frozen=True, slots=True)
class Led:
    """Somebody who has a part in a session. `role` is a word of ours, empty where the file says none."""

    name: str
    role: str = ""
    organization: str = ""


@dataclass(slots=True)
class RoomEntry:
    name: str
    guid: str = ""
    capacity: int | None = None
    description: str = ""


@dataclass(slots=True)
class PersonEntry:
    name: str
    guid: str = ""
    organization: str = ""
    biography: str = ""


@dataclass(slots=True)
class SlotEntry:
    """When and where; both moments are in the zone of the conference. `ends_at` is None until it is guessed.

    `room` is empty for what is in no room, as a break for everybody. `key` is its lasting number, if the file has one.
    """

    room: str
    starts_at: datetime
    ends_at: datetime | None
    is_cancelled: bool = False
    key: str = ""
    note: str = ""


@dataclass(slots=True)
class SessionEntry:
    """`found_at` says where in the file it stands, as `Row 12`. What the file does not say is empty.

    `guid` is the one it keeps everywhere, or as `is_number` says a mere number of the system it comes from.
    `summary` is the short text, `body` the long one in Markdown; `place` is one outside the rooms of the conference;
    `language` is that of its texts; `address` is its page elsewhere, by which its other times are known.
    """

    found_at: str
    title: str
    guid: str = ""
    is_number: bool = False
    kind: str = ""
    summary: str = ""
    body: str = ""
    goal: str = ""
    bring: str = ""
    topic: str = ""
    place: str = ""
    language: str = ""
    address: str = ""
    is_sample: bool = False
    languages: tuple[Use, ...] = ()
    led_by: list[Led] = field(default_factory=list)
    slots: list[SlotEntry] = field(default_factory=list)


@dataclass(slots=True)
class Programme:
    """`title` and `zone` are as the file has them, empty where it has none."""

    title: str = ""
    zone: str = ""
    rooms: list[RoomEntry] = field(default_factory=list)
    persons: list[PersonEntry] = field(default_factory=list)
    sessions: list[SessionEntry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def slots(self) -> Iterator[SlotEntry]:
        return (slot for session in self.sessions for slot in session.slots)

    def days(self, setting: Setting) -> list[date]:
        return sorted({setting.day_of(slot.starts_at) for slot in self.slots})

    def count(self, outcome: Outcome) -> int:
        """How many things were repaired, left out or are worth a look; one sentence may be about many."""
        return sum(problem.count for problem in self.problems if problem.outcome is outcome)
