"""What a reader of a draft sees of the feedback on it: counts, a few remarks in each section, and what led to each change."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, Window
from django.db.models.functions import Coalesce, JSONObject, RowNumber

from ..models import Draft, Feedback, Settlement
from ..models.feedback import live_settlements
from ..models.feedback_choices import Outcome
from .lists import BY_VOICES, with_answers

SHOWN_IN_A_SECTION = 3
CHANGES_THE_TEXT = (Outcome.TAKEN, Outcome.PARTLY)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many remarks; those counted along with another one are in `all`, and want no answer of their own."""

    all: int = 0
    standing: int = 0
    answered: int = 0

    @property
    def unanswered(self) -> int:
        return self.standing - self.answered

    @property
    def counted_along(self) -> int:
        return self.all - self.standing

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.all + other.all, self.standing + other.standing, self.answered + other.answered)


class Credit(NamedTuple):
    """A remark that led to a change of the text, and whether all or part of it was taken."""

    number: int
    outcome: str


@dataclass
class Voices:
    """What people say about one section (or the whole), and which remarks led to its change in this draft."""

    tally: Tally = field(default_factory=Tally)
    remarks: list[Feedback] = field(default_factory=list)
    led_here: list[Credit] = field(default_factory=list)


@dataclass
class OnDraft:
    """By key of the section's row; None is the draft as a whole. `before`: what was said about the draft before it."""

    places: dict[int | None, Voices]
    before: Tally = field(default_factory=Tally)

    @property
    def whole(self) -> Voices:
        return self.places[None]

    @property
    def tally(self) -> Tally:
        return sum((voices.tally for voices in self.places.values()), Tally())

    def of(self, section_id: int | None) -> Voices:
        return self.places[section_id]


def on_draft(draft: Draft) -> OnDraft:
    """Three queries, whatever the number of remarks."""
    places: dict[int | None, Voices] = defaultdict(Voices)
    before = Tally()
    remarks = Feedback.objects.filter(draft__in=[draft.pk, draft.previous_id])
    for (of_draft, section), tally in tallies(remarks, "draft", "section").items():
        if of_draft == draft.pk:
            places[section].tally = tally
        else:
            before += tally
    for remark in foremost(draft):
        places[remark.section_id].remarks.append(remark)
    for section, led_here in credits_of(draft).items():
        places[section].led_here = led_here
    return OnDraft(places, before)


COUNTS = {
    "all": Count("pk"),
    "standing": Count("pk", filter=Q(same_as=None)),
    "answered": Count("pk", filter=Q(same_as=None, is_answered=True)),
}


def counted_by(remarks, *by: str):
    """The public ones among these remarks, in groups that `COUNTS` can be taken of."""
    answered = live_settlements(Feedback).filter(response__published_at__isnull=False)
    return remarks.public().annotate(is_answered=Exists(answered)).order_by().values(*by)


def tallies(remarks, *by: str) -> dict:
    """Of the public ones among these remarks, by one column (`section`) or several."""
    rows = counted_by(remarks, *by).annotate(**COUNTS).values_list(*by, *COUNTS)
    return {row[0] if len(by) == 1 else row[: len(by)]: Tally(*row[len(by) :]) for row in rows}


def with_tally(drafts: QuerySet[Draft]) -> list[Draft]:
    """These drafts, each with the `tally` of all that was said about its proposal, in one query."""
    said = counted_by(Feedback.objects.filter(proposal=OuterRef("proposal")), "proposal")
    counts = Subquery(said.annotate(counts=JSONObject(**COUNTS)).values("counts"))
    found = list(drafts.annotate(said=counts))
    for draft in found:
        draft.tally = Tally(**draft.said or {})
    return found


class Counted(NamedTuple):
    by_draft: dict[int, Tally]
    languages: list[str]  # in which something was said


def counts_of(remarks) -> Counted:
    """Of all remarks on a proposal, in one query."""
    by_draft: dict[int, Tally] = defaultdict(Tally)
    languages = set()
    for (draft, language), tally in tallies(remarks, "draft", "language").items():
        by_draft[draft] += tally
        languages.add(language)
    return Counted(by_draft, sorted(languages))


def foremost(draft: Draft) -> list[Feedback]:
    """The few remarks of each section that most people stand behind, with the answers that stand."""
    place = Window(RowNumber(), partition_by=F("section"), order_by=[*BY_VOICES, F("number").asc()])
    first = Feedback.objects.filter(draft=draft).standing().annotate(place=place).filter(place__lte=SHOWN_IN_A_SECTION)
    remarks = with_answers(Feedback.objects.filter(pk__in=first.values("pk")))
    return list(remarks.defer("base_body", "base_heading", "quote").order_by(*BY_VOICES, "number"))


def credits_of(draft: Draft) -> dict[int | None, list[Credit]]:
    """The remarks that changed this draft, by section, with those that say the same; only their numbers are read."""
    settlements = Settlement.objects.live().filter(
        response__shown_in=draft, response__outcome__in=CHANGES_THE_TEXT, feedback__state=Feedback.State.PUBLIC
    )
    same = Q(feedback__same_ones__state=Feedback.State.PUBLIC)
    rows = settlements.annotate(
        place=Coalesce("response__section", "feedback__section"),
        others=ArrayAgg("feedback__same_ones__number", filter=same, default=Value([])),
    )
    rows = rows.order_by().values_list("place", "response__outcome", "feedback__number", "others")
    found = defaultdict(list)
    for section, outcome, number, others in rows:
        found[section] += [Credit(one, outcome) for one in (number, *others)]
    return {section: sorted(some) for section, some in found.items()}
