"""Which session of the file is which one of ours, so that the same file twice makes nothing twice."""

from collections import defaultdict

from ...models import Session, Slot
from .current import Current
from .programme import SessionEntry, SlotEntry
from .words import folded

FEWEST_WORDS = 2
MOST_PAIRS = 10_000  # of one title; more of them are taken in order


def match_sessions(entries: list[SessionEntry], current: Current) -> dict[int, Session]:
    """By place in `entries`: first by lasting id, then by title with people, time and room, by mere number, last by place and likeness."""
    found: dict[int, Session] = {}
    free = {session.pk: session for session in current.sessions}

    def take(at: int, session: Session | None) -> None:
        if session and at not in found and session.pk in free:
            found[at] = free.pop(session.pk)

    by_guid = ids_of(current)
    for at, entry in enumerate(entries):
        take(at, next((by_guid[one] for one in ids_in(entry) if one in by_guid and not entry.is_number), None))
    for at, session in by_title(entries, found, free, current):
        take(at, session)
    for at, entry in enumerate(entries):
        take(at, by_guid.get(entry.guid))
    for at, session in renamed(entries, found, free, current):
        take(at, session)
    return found


def ids_of(current: Current) -> dict[str, Session]:
    """Lasting ids of sessions and of their slots in the draft."""
    by_key = {session.pk: session for session in current.sessions}
    slots = {str(slot.key): by_key[pk] for pk, slots in current.slots.items() for slot in slots}
    return slots | {str(session.guid): session for session in current.sessions}


def ids_in(entry: SessionEntry) -> list[str]:
    return [one for one in (entry.guid, *(slot.key for slot in entry.slots)) if one]


def by_title(entries, found, free, current: Current) -> list[tuple[int, Session]]:
    """Pairs of the same title, most alike first: of twenty called “Open space”, the one at that time in that room."""
    ours, theirs = defaultdict(list), defaultdict(list)
    for session in free.values():
        for title in set(map(folded, current.texts_of(session, "title"))):
            ours[title].append(session)
    for at, entry in enumerate(entries):
        if at not in found:
            theirs[folded(entry.title)].append(at)
    rooms = {room.pk: folded(room.name) for room in current.rooms}
    pairs = []
    for title, places in theirs.items():
        sessions = ours.get(title, [])
        if len(places) * len(sessions) > MOST_PAIRS:
            pairs += [(0, at, session) for at, session in zip(places, sessions, strict=False)]
        else:
            pairs += [(likeness(entries[at], one, current, rooms), at, one) for at in places for one in sessions]
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2].pk))
    return [(at, session) for _likeness, at, session in pairs]


def renamed(entries, found, free, current: Current) -> list[tuple[int, Session]]:
    """Pairs at the same time in the same room, where words were added to the title or taken out of it."""
    ours = {
        (slot.room_id, slot.starts_at): session
        for session in free.values()
        for slot in current.slots.get(session.pk, [])
    }
    rooms = {folded(room.name): room.pk for room in current.rooms}
    pairs = []
    for at, entry in enumerate(entries):
        for slot in entry.slots if at not in found else ():
            session = ours.get((rooms.get(folded(slot.room)), slot.starts_at))
            if session and is_longer_or_shorter(entry.title, session.title):
                pairs.append((at, session))
    return pairs


def is_longer_or_shorter(one: str, other: str) -> bool:
    """Whether all words of one title are in the other; one word alone is too little to tell."""
    fewer, more = sorted((set(folded(one).split()), set(folded(other).split())), key=len)
    return len(fewer) >= FEWEST_WORDS and fewer <= more


def likeness(entry: SessionEntry, session: Session, current: Current, rooms: dict[int, str]) -> int:
    """How much besides the title is the same: times count most, then rooms and people."""
    slots = current.slots.get(session.pk, [])
    starts = {slot.starts_at for slot in slots} & {slot.starts_at for slot in entry.slots}
    places = {rooms.get(slot.room_id, "") for slot in slots} & {folded(slot.room) for slot in entry.slots}
    names = {folded(one.name) for one in entry.led_by}
    people = {folded(row.person.name) for row in current.people.get(session.pk, [])} if names else set()
    return 4 * len(starts) + 2 * len(places) + 2 * len(names & people)


def match_slots(entries: list[SlotEntry], slots: list[Slot], rooms: dict[int, str]) -> list[Slot | None]:
    """For each time of the file the one of ours that it is: by id, by time and room, by time, then in order."""
    free, found = list(slots), [None] * len(entries)
    rules = (
        lambda entry, slot: bool(entry.key) and entry.key == str(slot.key),
        lambda entry, slot: entry.starts_at == slot.starts_at and folded(entry.room) == rooms.get(slot.room_id, ""),
        lambda entry, slot: entry.starts_at == slot.starts_at,
        lambda entry, slot: True,
    )
    for fits in rules:
        for at, entry in enumerate(entries):
            if found[at] is None and (match := next((slot for slot in free if fits(entry, slot)), None)):
                free.remove(match)
                found[at] = match
    return found
