"""The order and nesting of a draft after an import: as in the text, with what is kept beside its old neighbor."""

from collections import defaultdict
from typing import NamedTuple

from .planning import Existing, Planned


class Placed(NamedTuple):
    """`name` is the key of a section, or its place in the plan for a new one; so is `inside`."""

    name: str | int
    inside: str | int | None


def place_sections(plan: list[Planned], old: list[Existing], kept: set[str]) -> list[Placed]:
    """All sections in order. `old` is in order, too; `kept` are keys that are in it and not in the plan."""
    parts: dict[str | int | None, list[str | int]] = defaultdict(list)
    lie_in = nesting(plan)
    for name, inside in lie_in.items():
        parts[inside].append(name)
    present = set(lie_in) | kept
    parents = {one.key: one.parent for one in old}
    for at, one in enumerate(old):
        if one.key in kept:
            around = one.parent
            while around is not None and around not in present:
                around = parents.get(around)
            neighbors = parts[around]
            before = next((earlier.key for earlier in reversed(old[:at]) if earlier.key in neighbors), None)
            neighbors.insert(0 if before is None else neighbors.index(before) + 1, one.key)
    return list(in_order(parts))


def nesting(plan: list[Planned]) -> dict[str | int, str | int | None]:
    """What each planned section lies in: the nearest one above it with a lower level."""
    found, above = {}, []
    for at, one in enumerate(plan):
        name = at if one.key is None else one.key
        while above and above[-1][0] >= one.level:
            above.pop()
        found[name] = above[-1][1] if above else None
        above.append((one.level, name))
    return found


def in_order(parts):
    waiting = [(name, None) for name in reversed(parts[None])]
    while waiting:
        name, inside = waiting.pop()
        yield Placed(name, inside)
        waiting += [(part, name) for part in reversed(parts.get(name, ()))]


def numbers_of(placed: list[Placed]) -> dict[str | int, str]:
    """The number that each section will have: 1, 2, 2.1."""
    numbers: dict[str | int | None, str] = {}
    inside: dict[str | int | None, int] = defaultdict(int)
    for name, around in placed:
        inside[around] += 1
        numbers[name] = f"{numbers[around]}.{inside[around]}" if around is not None else str(inside[around])
    return numbers
