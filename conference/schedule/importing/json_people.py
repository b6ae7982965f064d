"""People in JSON files: `persons` of frab and pretalx, `speakers` of pretalx' submissions, `participants` of the hub."""

from collections.abc import Iterator
from typing import Any

from ...models import Person
from .json_values import first, walk, words_of
from .problems import Report
from .programme import Led, PersonEntry
from .texts import as_markdown
from .words import cut, one_line

LISTS = ("persons", "speakers", "participants")
ROLES = {
    "speaker": "speaker",
    "moderator": "moderator",
    "host": "facilitator",
    "facilitator": "facilitator",
    "leads it": "facilitator",
}


def people_of(entry: dict, report: Report) -> Iterator[tuple[str, dict]]:
    for name in LISTS:
        people = entry.get(name)
        for person in people if isinstance(people, list) else []:
            if isinstance(person, dict):
                yield one_line(first(person, "public_name", "name", report=report)), person
            else:
                yield one_line(words_of(person, report)), {}


def led_in(entry: dict, report: Report) -> list[Led]:
    return [
        Led(
            name,
            ROLES.get(first(person, "role", report=report).casefold(), ""),
            first(person, "organization", report=report),
        )
        for name, person in people_of(entry, report)
    ]


def persons_in(content: Any, report: Report) -> list[PersonEntry]:
    """Everybody in the file, once for each name, with what it says about them wherever it says it."""
    most = Person._meta.get_field("about").max_length
    found: dict[str, PersonEntry] = {}
    for _path, thing in walk(content):
        for name, person in people_of(thing, report):
            entry = found.setdefault(name, PersonEntry(name))
            entry.guid = entry.guid or first(person, "guid", report=report)
            entry.organization = entry.organization or first(person, "organization", report=report)
            about = as_markdown(first(person, "biography", report=report), report)
            if len(about) > most and not entry.biography:
                report.once("long_about", most=most)
            entry.biography = entry.biography or cut(about, most)
    return list(found.values())
