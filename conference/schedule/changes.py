"""What differs between two layouts of a schedule, without words: kept with each release, said by `change_words`."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from .layout import Layout, Placed


@dataclass(frozen=True, slots=True)
class Place:
    room: int | None
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One slot that is not what it was.

    `what` holds some of: new, removed, cancelled, back (no longer cancelled), day, time, length (same start, another
    end), room, people (also another role or group), note. Days and times are those of the conference's zone. `was` and
    `now` are its places before and after; `came` and `went` are keys of persons.
    """

    slot: UUID
    session: int
    what: tuple[str, ...]
    was: Place | None
    now: Place | None
    came: tuple[int, ...] = ()
    went: tuple[int, ...] = ()

    @property
    def moves(self) -> bool:
        """Whether people have to go elsewhere, or at another time."""
        return not {"day", "time", "room"}.isdisjoint(self.what)

    @property
    def mark(self) -> str:
        """In a word, as it stands next to the slot: new, moved or changed."""
        if "new" in self.what:
            return "new"
        return "moved" if self.moves else "changed"

    def to_json(self) -> dict:
        values = asdict(self) | {"slot": str(self.slot)}
        values |= {name: list(values[name]) for name in ("what", "came", "went")}
        for name in ("was", "now"):
            if place := values[name]:
                values[name] = place | {when: place[when].isoformat() for when in ("starts_at", "ends_at")}
        return values

    @classmethod
    def from_json(cls, values: dict) -> "Change":
        places = {name: place_from_json(values[name]) for name in ("was", "now")}
        lists = {name: tuple(values[name]) for name in ("what", "came", "went")}
        return cls(**values | places | lists | {"slot": UUID(values["slot"])})


def place_from_json(values: dict | None) -> Place | None:
    if values is None:
        return None
    starts_at, ends_at = (datetime.fromisoformat(values[name]) for name in ("starts_at", "ends_at"))
    return Place(values["room"], starts_at, ends_at)


def changes_between(old: Layout, new: Layout) -> list[Change]:
    """In the order of the new layout, then what was removed."""
    changes = (change_of(old.by_key.get(one.key), one, zone=new.conference.zone) for one in new.placed)
    gone = [removed(one) for one in old.placed if one.key not in new.by_key]
    return [*(change for change in changes if change), *gone]


def change_of(before: Placed | None, after: Placed, *, zone) -> Change | None:
    """None when readers would see no difference."""
    now = place_of(after)
    if before is None:
        what = ("new", "cancelled") if after.slot.cancelled else ("new",)
        return Change(after.key, after.slot.session_id, what, None, now)
    if before.content == after.content:
        return None
    old, new = ({one.person.pk for one in placed.people} for placed in (before, after))
    what = tuple(differences(before, after, zone=zone))
    return Change(
        after.key,
        after.slot.session_id,
        what,
        place_of(before),
        now,
        tuple(sorted(new - old)),
        tuple(sorted(old - new)),
    )


def differences(before: Placed, after: Placed, *, zone) -> Iterator[str]:
    old, new = before.slot, after.slot
    if old.cancelled != new.cancelled:
        yield "cancelled" if new.cancelled else "back"
    if old.starts_at != new.starts_at:
        was, now = old.starts_at.astimezone(zone), new.starts_at.astimezone(zone)
        if was.date() != now.date():
            yield "day"
        if was.time() != now.time():
            yield "time"
    elif old.ends_at != new.ends_at:
        yield "length"
    if old.room_id != new.room_id:
        yield "room"
    if before.content[-1] != after.content[-1]:
        yield "people"
    if old.note != new.note:
        yield "note"


def removed(before: Placed) -> Change:
    return Change(before.key, before.slot.session_id, ("removed",), place_of(before), None)


def place_of(one: Placed) -> Place:
    return Place(one.slot.room_id, one.slot.starts_at, one.slot.ends_at)
