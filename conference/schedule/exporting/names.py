"""Names and numbers of entries in the forms that frab's format and the programs that read it expect.

The rules are those of the format's own XSD: an acronym of four letters or more without hyphens, a number that fits into
32 bits, and slugs that begin with the acronym. All of them stay the same from release to release.
"""

import re
from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.utils.text import slugify

from ...models import Conference
from ..timetable import Entry, Timetable

OTHER_SIGNS = re.compile(r"[^a-z0-9]+")
NUMBERS = 2_000_000_000
SHORTEST = 4


def acronym(conference: Conference) -> str:
    """`nisn2007`; ASCII, since the format allows nothing else."""
    name = slugify(conference.network.short_name) or "conference"
    return OTHER_SIGNS.sub("_", f"{name}{conference.slug}".lower()).strip("_")


class Names:
    """`numbers` and `slugs` of all slots of a timetable, by their keys."""

    def __init__(self, timetable: Timetable):
        self.times = Counter(one.session.pk for one in timetable.entries)
        self.acronym = acronym(timetable.conference)
        self.slugs = {one.slot.key: self.slug_of(one) for one in timetable.entries}
        self.numbers = numbers_of(self.slugs)

    def slug_of(self, one: Entry) -> str:
        """The acronym with the word of the session, and a part of the key where it has several times."""
        word = one.session.slug.lower()
        if self.times[one.session.pk] > 1:
            word = f"{word}-{one.slot.key.hex[:8]}"
        return f"{self.acronym}-{word if len(word) >= SHORTEST else f'{word}-session'}"


def numbers_of(keys: Iterable[UUID]) -> dict[UUID, int]:
    """Made of the keys; two that would be the same are told apart."""
    found: dict[UUID, int] = {}
    used: set[int] = set()
    for key in sorted(keys):
        number = key.int % NUMBERS + 1
        while number in used:
            number += 1
        used.add(number)
        found[key] = number
    return found


def short_kind(one: Entry) -> str:
    """`Plenary` of `Plenary: everybody together`."""
    return str(one.session.get_kind_display()).partition(":")[0]


def clock_length(one: Entry) -> str:
    """`01:30`"""
    minutes = int(one.slot.length.total_seconds() // 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"
