"""Which things kept their order: the smallest number of moves is what is not in the longest increasing run."""

from bisect import bisect_left
from collections.abc import Sequence


def in_order(places: Sequence[int]) -> set[int]:
    """Indexes of one longest strictly increasing subsequence (patience sorting, n log n)."""
    smallest_last: list[int] = []
    index_of_last: list[int] = []
    before: list[int | None] = []
    for index, place in enumerate(places):
        length = bisect_left(smallest_last, place)
        before.append(index_of_last[length - 1] if length else None)
        smallest_last[length : length + 1] = [place]
        index_of_last[length : length + 1] = [index]
    kept = set()
    index = index_of_last[-1] if index_of_last else None
    while index is not None:
        kept.add(index)
        index = before[index]
    return kept
