"""Rooms, topics, organizations and people that an import needs and we do not have yet."""

from dataclasses import dataclass
from uuid import uuid4

from ...models import Organization, Person, Room, Topic
from .addresses import free_slug
from .planning import Plan
from .programme import PersonEntry, Programme
from .text_repairs import longest
from .undoing import Journal
from .words import cut, folded

STEP = 10  # between positions, so that somebody can put a room between two


@dataclass
class Neighbors:
    """Rooms by the names of the file; the others by their folded names."""

    rooms: dict[str, Room]
    topics: dict[str, Topic]
    organizations: dict[str, Organization]
    persons: dict[str, Person]


def find_or_make_neighbors(plan: Plan, programme: Programme, journal: Journal) -> Neighbors:
    led = [one for session in plan.sessions for one in session.people or ()]
    topics = [session.topic for session in plan.sessions if session.topic]
    groups = [one.organization for one in led if one.organization]
    organizations = named(Organization, plan.current.organizations, groups, plan, journal, otherwise="group")
    return Neighbors(
        rooms_of(plan, programme, journal),
        named(Topic, plan.current.topics, topics, plan, journal, otherwise="topic"),
        organizations,
        persons_of({folded(one.name) for one in led}, organizations, plan, programme, journal),
    )


def rooms_of(plan: Plan, programme: Programme, journal: Journal) -> dict[str, Room]:
    """In the order of the file, behind those we have."""
    taken = {room.slug for room in plan.current.rooms}
    last = max((room.position for room in plan.current.rooms), default=0)
    new = [
        Room(
            conference=plan.current.conference, name=entry.name, guid=entry.guid or uuid4(), capacity=entry.capacity,
            slug=free_slug(entry.name, taken, most=longest(Room, "slug"), otherwise="room"),
            access_notes=cut(entry.description, longest(Room, "access_notes")),
            position=min(last + STEP * number, 32_000), language=plan.choices.language,
        )
        for number, entry in enumerate(plan.new_rooms, start=1)
    ]  # fmt: skip
    journal.create(Room, new)
    places = {plan.rooms[entry.name].pk: entry.capacity for entry in programme.rooms if entry.name in plan.rooms}
    fill_in(Room, plan.current.rooms, "capacity", places, journal)
    return plan.rooms | {entry.name: room for entry, room in zip(plan.new_rooms, new, strict=True)}


def named(model, rows: list, names: list[str], plan: Plan, journal: Journal, *, otherwise: str) -> dict:
    """Rows of this model by their folded names, new ones for names that we did not have."""
    found = {folded(name): row for row in reversed(rows) for name in names_of(row, plan)}
    taken = {row.slug for row in rows}
    new = []
    for name in names:
        if folded(name) not in found:
            slug = free_slug(name, taken, most=longest(model, "slug"), otherwise=otherwise)
            row = model(conference=plan.current.conference, name=name, slug=slug, language=plan.choices.language)
            found[folded(name)] = row
            new.append(row)
    journal.create(model, new)
    return found


def names_of(row, plan: Plan) -> set[str]:
    return plan.current.texts_of(row, "name") if isinstance(row, Topic) else {row.name}


def persons_of(
    names: set[str], organizations: dict[str, Organization], plan: Plan, programme: Programme, journal: Journal
) -> dict[str, Person]:
    """Whose name we did not have is shown on the site only if the organizer says that they agreed."""
    by_guid = {str(row.guid): row for row in plan.current.persons}
    found = {folded(row.name): row for row in reversed(plan.current.persons)}
    entries = {folded(entry.name): entry for entry in programme.persons if folded(entry.name) in names}
    found |= {name: by_guid[entry.guid] for name, entry in entries.items() if entry.guid in by_guid}
    taken = {row.slug for row in plan.current.persons}
    new = {name: new_person(entry, organizations, plan, taken) for name, entry in entries.items() if name not in found}
    journal.create(Person, list(new.values()))
    abouts = {found[name].pk: entry.biography for name, entry in entries.items() if name in found}
    fill_in(Person, plan.current.persons, "about", abouts, journal)
    return found | new


def new_person(entry: PersonEntry, organizations: dict[str, Organization], plan: Plan, taken: set[str]) -> Person:
    return Person(
        conference=plan.current.conference, name=entry.name, guid=entry.guid or uuid4(), about=entry.biography,
        slug=free_slug(entry.name, taken, most=longest(Person, "slug"), otherwise="person"),
        organization=organizations.get(folded(entry.organization)), is_named=plan.choices.names_agreed,
        language=plan.choices.language,
    )  # fmt: skip


def fill_in(model, rows: list, field: str, values: dict, journal: Journal) -> None:
    """What the file knows, where we knew nothing."""
    changed = [row for row in rows if values.get(row.pk) and not getattr(row, field)]
    for row in changed:
        journal.about_to_change(row)
        setattr(row, field, values[row.pk])
    journal.update(model, changed, [field])
