"""Figures about feedback on a proposal: how much was said where, how much is answered, how long that took."""

from dataclasses import dataclass, replace

from django.db.models import Aggregate, Count, DurationField, F, Q, QuerySet, Sum

from ..models import Draft, Feedback, SectionText, Settlement
from .lists import with_answers


class Median(Aggregate):
    """Half of the values are smaller. PostgreSQL's ordered-set aggregate; works for durations, too."""

    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


@dataclass(frozen=True, slots=True)
class Figures:
    """Of public remarks. `voices` are the people behind them; those counted along with another want no answer."""

    name: object
    remarks: int
    voices: int
    standing: int
    answered: int

    @property
    def share(self) -> int:
        """Answered ones, in percent."""
        return 100 * self.answered // self.standing if self.standing else 100

    def __add__(self, other: "Figures") -> "Figures":
        counts = {name: getattr(self, name) + getattr(other, name) for name in COUNTS}
        return replace(self, **counts)


COUNTS = ("remarks", "voices", "standing", "answered")


@dataclass(frozen=True, slots=True)
class Statistics:
    drafts: list[Figures]
    sections: list[Figures]
    kinds: list[Figures]
    languages: list[Figures]
    outcomes: dict[str, int]
    median_days: int | None


def statistics_of(drafts: list[Draft]) -> Statistics:
    """Of all published drafts of one proposal. Five queries, whatever there is."""
    public = Feedback.objects.public().filter(proposal=drafts[-1].proposal_id)
    by_draft = {draft.pk: draft for draft in drafts}
    places, ways = figures(public, "draft", "section"), figures(public, "kind", "language")
    return Statistics(
        drafts=named(summed(places, by=0), by_draft),
        sections=sections(places, by_draft),
        kinds=named(summed(ways, by=0), dict(Feedback.Kind.choices)),
        languages=sorted(summed(ways, by=1).values(), key=lambda one: (-one.remarks, one.name)),
        outcomes=outcomes(public),
        median_days=median_days(public),
    )


def figures(remarks: QuerySet, *by: str) -> dict[tuple, Figures]:
    is_answered = Q(same_as=None, answered_at__isnull=False)
    rows = with_answers(remarks).values(*by).annotate(
        remarks=Count("pk"), voices=Sum(F("people") + F("supporters")), standing=Count("pk", filter=Q(same_as=None)),
        answered=Count("pk", filter=is_answered),
    )  # fmt: skip
    rows = rows.order_by().values_list(*by, "remarks", "voices", "standing", "answered")
    return {row[: len(by)]: Figures(row[: len(by)], *row[len(by) :]) for row in rows}


def summed(found: dict[tuple, Figures], *, by: int) -> dict[object, Figures]:
    """By one part of the keys alone."""
    total: dict[object, Figures] = {}
    for key, one in found.items():
        total[key[by]] = total[key[by]] + one if key[by] in total else replace(one, name=key[by])
    return total


def named(found: dict, names: dict) -> list[Figures]:
    """In the order of the names."""
    return [replace(found[key], name=name) for key, name in names.items() if key in found]


def sections(places: dict, by_draft: dict[int, Draft]) -> list[Figures]:
    """By draft, the newest first, and in its order; the name is the text of the section, or the draft as a whole."""
    texts = (
        SectionText.objects.filter(draft__in=by_draft).select_related("section").order_by("-draft__number", "position")
    )
    names: dict[tuple, object] = {}
    for text in texts.defer("body", "body_html"):
        text.translated_fields, text.draft = ("heading",), by_draft[text.draft_id]
        names.setdefault((text.draft_id, None), text.draft)
        names[text.draft_id, text.section_id] = text
    return named(places, names)


def outcomes(public: QuerySet) -> dict[str, int]:
    rows = with_answers(public.filter(same_as=None)).exclude(answered_at=None).values_list("outcome")
    return dict(rows.annotate(Count("pk")).order_by())


def median_days(public: QuerySet) -> int | None:
    live = Settlement.objects.live().filter(feedback__in=public.values("pk"), response__published_at__isnull=False)
    waited = F("response__published_at") - F("feedback__said_at")
    median = live.aggregate(median=Median(waited, output_field=DurationField()))["median"]
    return None if median is None else max(0, median.days)
