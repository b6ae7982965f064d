"""Writes a plan into the draft, in a few large statements."""

from uuid import UUID, uuid4, uuid5

from django.conf import settings

from ...models import Session, SessionLanguage, SessionPerson, Slot
from .addresses import free_slug
from .neighbors import Neighbors, find_or_make_neighbors
from .planning import Plan, PlannedSession, PlannedSlot
from .programme import Led, Programme
from .text_repairs import longest
from .undoing import Journal
from .words import folded

STEP = 10
SESSION_FIELDS = ["title", "summary", "body", "body_html", "goal", "bring", "place", "kind", "topic"]
SLOT_FIELDS = ["room", "starts_at", "ends_at", "cancelled"]


def write_plan(plan: Plan, programme: Programme, rendered: dict[str, str], journal: Journal) -> None:
    """`rendered` has the HTML of every long text. The conference must be locked."""
    neighbors = find_or_make_neighbors(plan, programme, journal)
    new_sessions(plan, neighbors, rendered, journal)
    change_sessions(plan, neighbors, rendered, journal)
    write_languages(plan, journal)
    write_people(plan, neighbors, journal)
    write_slots(plan, neighbors, journal)


# -- sessions ------------------------------------------------------------------------------------------------------


def new_sessions(plan: Plan, neighbors: Neighbors, rendered: dict[str, str], journal: Journal) -> None:
    taken = {session.slug for session in plan.current.sessions}
    guids = {session.guid for session in plan.current.sessions}
    new = plan.new
    for one in new:
        guid = UUID(one.entry.guid) if one.entry.guid else uuid4()
        one.session = Session(
            conference=plan.current.conference, guid=uuid4() if guid in guids else guid,
            language=language_of(one, plan), is_sample=one.entry.is_sample,
            slug=free_slug(one.entry.title, taken, most=longest(Session, "slug"), otherwise="session"),
        )  # fmt: skip
        guids.add(one.session.guid)
        fill(one, neighbors, rendered)
    journal.create(Session, [one.session for one in new])


def language_of(one: PlannedSession, plan: Plan) -> str:
    """That of its texts, if it is one of the site's."""
    return one.entry.language if one.entry.language in dict(settings.LANGUAGES) else plan.choices.language


def change_sessions(plan: Plan, neighbors: Neighbors, rendered: dict[str, str], journal: Journal) -> None:
    changed = [one for one in plan.changed if one.texts or one.kind or one.topic]
    for one in changed:
        journal.about_to_change(one.session)
        fill(one, neighbors, rendered)
    journal.update(Session, [one.session for one in changed], SESSION_FIELDS)


def fill(one: PlannedSession, neighbors: Neighbors, rendered: dict[str, str]) -> None:
    session = one.session
    for name, text in one.texts.items():
        setattr(session, name, text)
    if "body" in one.texts:
        session.body_html = rendered[session.body]
    session.kind = one.kind or session.kind
    session.topic = neighbors.topics[folded(one.topic)] if one.topic else session.topic


# -- languages and people ------------------------------------------------------------------------------------------


def write_languages(plan: Plan, journal: Journal) -> None:
    gone, new = [], []
    for one in (one for one in plan.sessions if one.languages is not None):
        ours = {(row.language, row.how): row for row in plan.current.languages.get(one.session.pk, [])}
        wanted = dict.fromkeys((use.language, use.how) for use in one.languages)
        gone += [row for use, row in ours.items() if use not in wanted]
        new += [SessionLanguage(session=one.session, language=use[0], how=use[1]) for use in wanted if use not in ours]
    journal.delete(SessionLanguage, gone)
    journal.create(SessionLanguage, new)


def write_people(plan: Plan, neighbors: Neighbors, journal: Journal) -> None:
    """Those whom the file does not name go, unless their part or their name is not public: then no file can know of them."""
    gone, new = [], []
    for one in (one for one in plan.sessions if one.people is not None):
        ours = {row.person_id: row for row in plan.current.people.get(one.session.pk, [])}
        wanted = {neighbors.persons[folded(led.name)].pk: led for led in one.people}
        for position, (person, led) in enumerate(wanted.items(), start=1):
            new.append(person_row(one.session, person, led, ours.get(person), position, neighbors))
        gone += [row for person, row in ours.items() if person in wanted or may_go(row)]
    journal.delete(SessionPerson, gone)
    journal.create(SessionPerson, new)


def may_go(row: SessionPerson) -> bool:
    return row.role in SessionPerson.PUBLIC_ROLES and row.person.is_named


def person_row(
    session: Session, person: int, led: Led, old: SessionPerson | None, position: int, neighbors: Neighbors
) -> SessionPerson:
    """What the file does not say of a person's part stays."""
    group = neighbors.organizations.get(folded(led.organization)) if led.organization else old and old.organization
    role = led.role or (old.role if old else SessionPerson.Role.FACILITATOR)
    return SessionPerson(
        conference_id=session.conference_id, session=session, person_id=person, role=role, organization=group,
        position=STEP * position, may_overlap=bool(old and old.may_overlap),
    )  # fmt: skip


# -- times ---------------------------------------------------------------------------------------------------------


def write_slots(plan: Plan, neighbors: Neighbors, journal: Journal) -> None:
    journal.delete(Slot, plan.leaving)
    wanted = [(one, slot) for one in plan.sessions for slot in one.slots]
    taken = keys_taken(slot for _one, slot in wanted)
    new = [new_slot(one, slot, plan, neighbors, taken) for one, slot in wanted if slot.slot is None]
    changed = [slot for _one, slot in wanted if slot.slot and slot.is_changed]
    for slot in changed:
        journal.about_to_change(slot.slot)
        place(slot.slot, slot, plan, neighbors)
    journal.update(Slot, [slot.slot for slot in changed], SLOT_FIELDS)
    journal.create(Slot, new)


def keys_taken(slots) -> set[UUID]:
    """Ids of times in any draft: a file may be imported into two conferences."""
    keys = [slot.entry.key for slot in slots if slot.entry.key]
    return set(Slot.objects.draft().filter(key__in=keys).values_list("key", flat=True))


def new_slot(one: PlannedSession, slot: PlannedSlot, plan: Plan, neighbors: Neighbors, taken: set[UUID]) -> Slot:
    key = UUID(slot.entry.key) if slot.entry.key else uuid4()
    if key in taken:
        key = uuid5(plan.setting.namespace, str(key))
        key = uuid4() if key in taken else key
    taken.add(key)
    row = Slot(
        conference=plan.current.conference,
        session=one.session,
        key=key,
        note=slot.entry.note,
        language=plan.choices.language,
    )
    place(row, slot, plan, neighbors)
    return row


def place(row: Slot, slot: PlannedSlot, plan: Plan, neighbors: Neighbors) -> None:
    entry = slot.entry
    row.starts_at, row.ends_at = entry.starts_at, entry.ends_at
    if plan.knows_rooms:
        row.room = neighbors.rooms.get(entry.room)
    if plan.knows_cancelled:
        row.cancelled = entry.is_cancelled
