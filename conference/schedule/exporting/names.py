"""Names and numbers of entries in the forms that frab's format and the programs that read it expect.

The rules are those of the format's own XSD: an acronym of four letters or more without hyphens, a number that fits into
32 bits, and slugs that begin with the acronym. All of them stay the same from release to release.
"""

import re
from collections.abc import Iterable
from uuid import UUID

from django.utils.text import slugify

from ...models import Conference
from .released import ReleasedSlot

OTHER_SIGNS = re.compile(r"[^a-z0-9]+")
NUMBERS = 2_000_000_000
SHORTEST = 4


def acronym(conference: Conference) -> str:
    """`nisn2007`; ASCII, since the format allows nothing else."""
    name = slugify(conference.network.short_name) or "conference"
    return OTHER_SIGNS.sub("_", f"{name}{conference.slug}".lower()).strip("_")


def entry_slug(one: ReleasedSlot, conference: Conference) -> str:
    word = one.session.slug.lower()
    if not one.is_only:
        word = f"{word}-{one.slot.key.hex[:8]}"
    return f"{acronym(conference)}-{word if len(word) >= SHORTEST else f'{word}-session'}"


def entry_numbers(slots: Iterable[ReleasedSlot]) -> dict[UUID, int]:
    """A number for each slot, made of its key; two that would be the same are told apart."""
    found: dict[UUID, int] = {}
    used: set[int] = set()
    for key in sorted(one.slot.key for one in slots):
        number = key.int % NUMBERS + 1
        while number in used:
            number += 1
        used.add(number)
        found[key] = number
    return found


def short_kind(one: ReleasedSlot) -> str:
    """`Plenary` of `Plenary: everybody together`."""
    return str(one.session.get_kind_display()).partition(":")[0]


def clock_length(one: ReleasedSlot) -> str:
    """`01:30`"""
    minutes = int(one.slot.length.total_seconds() // 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"
