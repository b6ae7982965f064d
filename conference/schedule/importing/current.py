"""The draft of a conference as an import compares itself with it: read at once, whatever its size."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from nisn_site.kit.translation import Translation

from ...models import Conference, Organization, Person, Room, Session, SessionLanguage, SessionPerson, Slot, Topic
from .programme import Setting

NAMESPACE = UUID("6f9a4b1e-4c1d-5e0f-9a57-2f0f8d3c6b21")  # ours, for ids made of other systems' numbers


def setting_of(conference: Conference) -> Setting:
    return Setting(
        conference.zone,
        conference.starts_on,
        conference.ends_on,
        conference.day_starts_at,
        uuid5(NAMESPACE, conference.slug),
    )


@dataclass
class Current:
    """All rows of the schedule of a conference, with the slots of its draft. `seen` differs after any change of them."""

    conference: Conference
    rooms: list[Room]
    topics: list[Topic]
    organizations: list[Organization]
    persons: list[Person]
    sessions: list[Session]
    slots: dict[int, list[Slot]]
    languages: dict[int, list[SessionLanguage]]
    people: dict[int, list[SessionPerson]]
    translations: dict[tuple[str, int], dict[str, set[str]]] = field(default_factory=dict)

    @property
    def seen(self) -> str:
        """64 hex digits."""
        rows = [f"{type(row).__name__} {row.pk} {getattr(row, 'version', 0)}" for row in self.versioned()]
        rows += [f"language {row.pk} {row.language} {row.how}" for rows in self.languages.values() for row in rows]
        rows += [
            f"person {row.pk} {row.person_id} {row.role} {row.organization_id} {row.position}"
            for rows in self.people.values()
            for row in rows
        ]
        rows += [
            f"text {key} {name} {text}"
            for key, found in self.translations.items()
            for name, texts in found.items()
            for text in texts
        ]
        return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()

    def versioned(self):
        yield from (*self.rooms, *self.topics, *self.organizations, *self.persons, *self.sessions)
        for slots in self.slots.values():
            yield from slots

    def texts_of(self, row: Session | Room | Topic, name: str) -> set[str]:
        """A field of a row in every language: a file in Spanish is no change of an English title."""
        return {getattr(row, name), *self.translations.get((row._meta.model_name, row.pk), {}).get(name, ())}


def current_of(conference: Conference) -> Current:
    """In a dozen queries."""
    sessions = list(conference.sessions.order_by("pk"))
    rooms, topics = list(conference.rooms.in_order()), list(conference.topics.all())
    of_them = {"session__conference": conference}
    people = SessionPerson.objects.filter(**of_them).select_related("person__organization", "organization")
    return Current(
        conference, rooms, topics, list(conference.organizations.order_by("pk")), list(conference.people.order_by("pk")),
        sessions,
        grouped(Slot.objects.draft().filter(conference=conference).order_by("starts_at", "pk")),
        grouped(SessionLanguage.objects.filter(**of_them).order_by("pk")),
        grouped(people.order_by("position", "pk")),
        translations_of([*sessions, *rooms, *topics]),
    )  # fmt: skip


def grouped(rows) -> dict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.session_id].append(row)
    return found


def translations_of(rows: list) -> dict[tuple[str, int], dict[str, set[str]]]:
    """For each model's name, row and field its texts in other languages."""
    found = defaultdict(lambda: defaultdict(set))
    for row in Translation.objects.of(rows).select_related("content_type") if rows else ():
        found[row.content_type.model, row.object_id][row.field].add(row.text)
    return found
