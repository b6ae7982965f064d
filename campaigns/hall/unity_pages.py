"""The points of a year in the order of a poster, and what became of them from one year to another."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from ..changes import Run
from ..changes.budget import Budget
from ..changes.result import KEPT
from ..changes.tokens import normalized
from ..changes.words import compare_words
from ..models import PointOfUnity, UnityStatement


@dataclass(frozen=True, slots=True)
class Words:
    """A point's title and sentence, word by word since the year before; in `language`."""

    title: tuple[Run, ...]
    sentence: tuple[Run, ...]
    language: str

    @property
    def is_same(self) -> bool:
        return all(run.op == KEPT for run in (*self.title, *self.sentence))


@dataclass(frozen=True, slots=True)
class Pair:
    """A point with what it was before (None: it is new); or one of before that has no successor."""

    before: PointOfUnity | None
    after: PointOfUnity | None
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    pairs: list[Pair]
    gone: list[PointOfUnity]

    @property
    def has_something_in_common(self) -> bool:
        return any(pair.before for pair in self.pairs)

    @property
    def same(self) -> int:
        return sum(pair.words is not None and pair.words.is_same for pair in self.pairs)

    @property
    def changed(self) -> int:
        return sum(pair.words is not None and not pair.words.is_same for pair in self.pairs)

    @property
    def new(self) -> int:
        return sum(pair.before is None for pair in self.pairs)


def sides_of(points: Iterable[PointOfUnity]) -> list[tuple[str, list[PointOfUnity]]]:
    """Neighbours that say no, or yes, or neither, together."""
    return [(side, list(some)) for side, some in groupby(points, key=lambda point: point.side)]


def words_of(before: PointOfUnity, after: PointOfUnity) -> Words:
    """In the reader's language where both are translated; they need their translations."""
    names, budget = ("title", "sentence"), Budget()
    readings = [[point.read(name) for name in names] for point in (before, after)]
    is_translated = not any(one.is_fallback or one.is_outdated for pair in readings for one in pair)
    old, new = ([one.text for one in pair] for pair in readings)
    language = readings[1][0].language
    if not is_translated:
        old, new = ([getattr(point, name) for name in names] for point in (before, after))
        language = after.language
    title, sentence = (
        compare_words(normalized(one), normalized(other), budget).runs for one, other in zip(old, new, strict=True)
    )
    return Words(title, sentence, language)


def compare_points(before: UnityStatement, after: UnityStatement, points: list[PointOfUnity]) -> Comparison:
    """`points` are those of both years, with their translations. A point may follow one of a year between the two."""
    by_key = {point.pk: point for point in points}
    old = [point for point in points if point.statement_id == before.pk]
    new = [point for point in points if point.statement_id == after.pk]
    pairs = []
    for point in new:
        earlier = by_key.get(point.same_as_id)
        pairs.append(Pair(earlier, point, words_of(earlier, point) if earlier else None))
    kept = {pair.before.pk for pair in pairs if pair.before}
    return Comparison(pairs, gone=[point for point in old if point.pk not in kept])
