"""What an import would do to the draft, before anything is written: new, changed, the same, and what the file does not have."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...models import Room, Session, SessionPerson, Slot
from .choices import Choices, moved
from .current import Current, setting_of
from .kind_words import guess_kind
from .matching import match_sessions, match_slots
from .programme import Led, Programme, RoomEntry, SessionEntry, Setting, SlotEntry, Use
from .words import folded, one_line

LONG_TEXTS = ("summary", "body")
TEXTS = ("title", "goal", "bring", "place")


@dataclass(slots=True)
class PlannedSlot:
    """One time of the file. `slot` is the one of ours that it is; None where it is new."""

    entry: SlotEntry
    slot: Slot | None
    room: Room | None
    is_changed: bool


@dataclass
class PlannedSession:
    """One session of the file. `session` is ours, None until a new one is made. What stays as it is, is not in here."""

    entry: SessionEntry
    session: Session | None
    is_new: bool
    texts: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    topic: str = ""
    languages: list[Use] | None = None
    people: list[Led] | None = None
    slots: list[PlannedSlot] = field(default_factory=list)
    gone: list[Slot] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        moves = any(slot.is_changed for slot in self.slots)
        return not self.is_new and (moves or self.has_new_texts)

    @property
    def has_new_texts(self) -> bool:
        return bool(self.texts or self.kind or self.topic or self.languages is not None or self.people is not None)


@dataclass
class Plan:
    """`others` are sessions of the draft that the file does not have; `rooms` maps names of the file to rooms of ours.

    `outside` are sessions on days that are not the conference's. Without `knows_rooms` and `knows_cancelled` ours stay.
    """

    current: Current
    choices: Choices
    setting: Setting
    sessions: list[PlannedSession]
    others: list[Session]
    rooms: dict[str, Room]
    new_rooms: list[RoomEntry]
    outside: list[PlannedSession]
    knows_rooms: bool = False
    knows_cancelled: bool = False

    @property
    def new(self) -> list[PlannedSession]:
        return [one for one in self.sessions if one.is_new]

    @property
    def changed(self) -> list[PlannedSession]:
        return [one for one in self.sessions if one.is_changed]

    @property
    def same(self) -> list[PlannedSession]:
        return [one for one in self.sessions if not one.is_new and not one.is_changed]

    @property
    def leaving(self) -> list[Slot]:
        """Times of the draft that the file does not have; they go only if the organizer says so."""
        if not self.choices.clears_others:
            return []
        theirs = [slot for session in self.others for slot in self.current.slots.get(session.pk, [])]
        return theirs + [slot for one in self.sessions for slot in one.gone]


def plan_import(programme: Programme, current: Current, choices: Choices) -> Plan:
    """Reads only."""
    return Planner(programme, current, choices).plan()


class Planner:
    def __init__(self, programme: Programme, current: Current, choices: Choices):
        self.programme, self.current, self.choices = programme, current, choices
        self.setting = setting_of(current.conference)
        self.entries = moved(programme, choices, self.setting)
        self.rooms, self.new_rooms = rooms_by_name(programme, current)
        self.room_names = {room.pk: folded(room.name) for room in current.rooms}
        # A file that never says that something is cancelled does not mean that nothing is.
        self.knows_rooms = bool(programme.rooms)
        self.knows_cancelled = any(slot.is_cancelled for slot in programme.slots)
        self.topics = {topic.pk: set(map(folded, current.texts_of(topic, "name"))) for topic in current.topics}

    def plan(self) -> Plan:
        found = match_sessions(self.entries, self.current)
        sessions = [self.planned(entry, found.get(at)) for at, entry in enumerate(self.entries)]
        matched = {session.pk for session in found.values()}
        others = [one for one in self.current.sessions if one.pk not in matched and self.current.slots.get(one.pk)]
        outside = [one for one in sessions if any(self.is_outside(slot.entry) for slot in one.slots)]
        return Plan(
            self.current,
            self.choices,
            self.setting,
            sessions,
            others,
            self.rooms,
            self.new_rooms,
            outside,
            self.knows_rooms,
            self.knows_cancelled,
        )

    def is_outside(self, slot: SlotEntry) -> bool:
        return not self.setting.first_day <= self.setting.day_of(slot.starts_at) <= self.setting.last_day

    def planned(self, entry: SessionEntry, session: Session | None) -> PlannedSession:
        one = PlannedSession(entry, session, is_new=session is None)
        if session is None:
            one.texts = {name: getattr(entry, name) for name in (*TEXTS, *LONG_TEXTS)}
            one.kind, one.topic = entry.kind or guess_kind(entry.title) or Session.Kind.WORKSHOP, entry.topic
            one.languages, one.people = list(entry.languages), entry.led_by
        elif self.choices.takes_texts:
            one.texts = dict(self.new_texts(entry, session))
            one.kind = entry.kind if entry.kind != session.kind else ""
            one.topic = "" if folded(entry.topic) in self.topics.get(session.topic_id, ()) else entry.topic
            one.languages, one.people = self.new_languages(entry, session), self.new_people(entry, session)
        if session is None or self.choices.takes_times:
            self.plan_slots(one)
        return one

    def plan_slots(self, one: PlannedSession) -> None:
        """Without a time in the file, ours stay."""
        ours = self.current.slots.get(one.session.pk, []) if one.session else []
        if not one.entry.slots:
            return
        found = match_slots(one.entry.slots, ours, self.room_names)
        for entry, slot in zip(one.entry.slots, found, strict=True):
            room = self.rooms.get(entry.room)
            one.slots.append(PlannedSlot(entry, slot, room, slot is None or self.differs(slot, entry, room)))
        kept = {slot.pk for slot in found if slot}
        one.gone = [slot for slot in ours if slot.pk not in kept]

    def differs(self, slot: Slot, entry: SlotEntry, room: Room | None) -> bool:
        is_elsewhere = self.knows_rooms and (slot.room_id != (room and room.pk) or bool(entry.room and room is None))
        is_cancelled = self.knows_cancelled and slot.cancelled != entry.is_cancelled
        return (slot.starts_at, slot.ends_at) != (entry.starts_at, entry.ends_at) or is_elsewhere or is_cancelled

    def new_texts(self, entry: SessionEntry, session: Session) -> Iterator[tuple[str, str]]:
        """What the file says otherwise; spaces do not count, and a text that is our translation is none."""
        if one_line(f"{entry.summary} {entry.body}") == one_line(f"{session.summary} {session.body}"):
            names = TEXTS
        else:
            names = (*TEXTS, *LONG_TEXTS)
        for name in names:
            text = getattr(entry, name)
            known = self.current.texts_of(session, name)
            if text and one_line(text) not in map(one_line, known):
                yield name, text

    def new_languages(self, entry: SessionEntry, session: Session) -> list[Use] | None:
        """All languages it will have: those of the file, and ours in the ways that the file does not speak of."""
        ours = [Use(row.language, row.how) for row in self.current.languages.get(session.pk, [])]
        ways = {use.how for use in entry.languages}
        wanted = [*entry.languages, *(use for use in ours if use.how not in ways)]
        return wanted if entry.languages and set(wanted) != set(ours) else None

    def new_people(self, entry: SessionEntry, session: Session) -> list[Led] | None:
        """Those of the file, where it names others or other parts than we do; people whose names are hidden are in no file."""
        rows = self.current.people.get(session.pk, [])
        shown = {
            folded(row.person.name): row
            for row in rows
            if row.role in SessionPerson.PUBLIC_ROLES and row.person.is_named
        }
        all_names = {folded(row.person.name) for row in rows}
        wanted = {folded(led.name): led for led in entry.led_by}
        is_same = not wanted or (
            set(shown) <= set(wanted) <= all_names
            and not any(self.has_other_part(led, shown.get(name)) for name, led in wanted.items())
        )
        return None if is_same else entry.led_by

    def has_other_part(self, led: Led, row: SessionPerson | None) -> bool:
        """Whether the file says another role or organization; where it says nothing, ours stay."""
        if row is None:
            return False
        group = row.organization or row.person.organization
        is_for_other = bool(led.organization) and folded(led.organization) != folded(group.name if group else "")
        return is_for_other or bool(led.role and led.role != row.role)


def rooms_by_name(programme: Programme, current: Current) -> tuple[dict[str, Room], list[RoomEntry]]:
    """Rooms of the file that are ours, by their lasting id or their name, and those that are not."""
    by_guid = {str(room.guid): room for room in current.rooms}
    by_name = {folded(name): room for room in reversed(current.rooms) for name in current.texts_of(room, "name")}
    found, new = {}, []
    for entry in programme.rooms:
        if room := by_guid.get(entry.guid.lower()) or by_name.get(folded(entry.name)):
            found[entry.name] = room
        else:
            new.append(entry)
    return found, new
