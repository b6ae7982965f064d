"""What the organizers' desk shows about feedback: how many wait where, and what stands beside each remark."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, Prefetch, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ..changes import SectionChange
from ..changes.budget import Budget
from ..drafting.history import change_between as change_of_section
from ..drafting.numbering import outline
from ..models import Draft, Feedback, Response, SectionText, Settlement
from ..models.feedback import live_settlements
from .wordings import wording_change


@dataclass(frozen=True, slots=True)
class Counts:
    """How many remarks; `waiting` have no answer, `ready` one that is not published, `held` wait for a person."""

    all: int = 0
    waiting: int = 0
    ready: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A section of a draft, or the draft as a whole (`text` is None)."""

    text: SectionText | None
    number: str
    depth: int
    counts: Counts

    @property
    def key(self) -> str:
        return self.text.section.key if self.text else "whole"

    @property
    def name(self) -> str:
        if self.text is None:
            return _("The draft as a whole")
        return f"{self.number} {self.text.heading}" if self.text.heading else _("Section %s") % self.number


def places_of(draft: Draft) -> list[Place]:
    """The whole first, then all sections in order. Two queries, however many remarks there are."""
    counts = counts_by_section(Feedback.objects.filter(draft=draft))
    texts = draft.texts.select_related("section")
    whole = Place(None, "", 1, counts.get(None, Counts()))
    return [whole] + [
        Place(text, number, depth, counts.get(text.section_id, Counts())) for text, number, depth in outline(texts)
    ]


def counts_by_section(remarks) -> dict[int | None, Counts]:
    live = live_settlements(Feedback)
    remarks = remarks.annotate(
        is_settled=Exists(live), is_ready=Exists(live.filter(response__published_at__isnull=True))
    )
    stands = Q(state=Feedback.State.PUBLIC, same_as=None)
    rows = remarks.values("section").annotate(
        all=Count("pk", filter=~Q(state__in=[Feedback.State.SPAM, Feedback.State.UNCONFIRMED])),
        waiting=Count("pk", filter=stands & Q(is_settled=False)),
        ready=Count("pk", filter=stands & Q(is_ready=True)),
        held=Count("pk", filter=Q(state=Feedback.State.HELD)),
    )
    return {row.pop("section"): Counts(**row) for row in rows.order_by()}


def total(counts: Iterable[Counts]) -> Counts:
    names, counts = Counts.__dataclass_fields__, list(counts)
    return Counts(**{name: sum(getattr(one, name) for one in counts) for name in names})


@dataclass
class Card:
    """One remark on the desk, with what an organizer wants to see beside it."""

    remark: Feedback
    settlement: Settlement | None = None
    change: SectionChange | None = None  # what a suggestion changes
    same_ones: list[Feedback] = field(default_factory=list)
    notes: int = 0

    @property
    def voices(self) -> int:
        """Of all who said it, here or in one that is counted along."""
        return self.remark.voices + sum(one.voices for one in self.same_ones if one.is_public)

    @property
    def response(self) -> Response | None:
        return self.settlement and self.settlement.response


def with_desk(remarks):
    """A queryset of remarks with all that `cards` needs; three queries, whatever their number."""
    live = Settlement.objects.live().select_related("response")
    same = Feedback.objects.order_by("number")
    return (
        remarks.select_related("section", "draft", "wording_change", "same_as", "proposal__conference")
        .annotate(notes_count=Count("notes", distinct=True))
        .prefetch_related(Prefetch("settlements", live, to_attr="live"), Prefetch("same_ones", same, to_attr="counted"))
    )


def cards(remarks: Iterable[Feedback]) -> list[Card]:
    """Of remarks that came `with_desk`."""
    return [Card(one, next(iter(one.live), None), wording_change(one), one.counted, one.notes_count) for one in remarks]


@dataclass
class Beside:
    """The text that remarks are about, and what became of it since: in the working draft, else in the current one."""

    text: SectionText
    now: SectionText | None
    newer: Draft | None

    @cached_property
    def change(self) -> SectionChange | None:
        """None when there is no newer draft."""
        if self.newer is None:
            return None
        return change_of_section(self.text, self.now, Budget())


def beside(draft: Draft, section) -> Beside | None:
    """None for remarks on a whole draft."""
    if section is None:
        return None
    newer = draft.proposal.drafts.filter(number__gt=draft.number).exclude(state=Draft.State.WITHDRAWN)
    newer = newer.order_by("-number").first()
    texts = SectionText.objects.filter(section=section, draft__in=[draft, newer]).select_related("section", "parent")
    by_draft = {text.draft_id: text for text in texts}
    for text in by_draft.values():
        text.attached_translations = {}  # the desk shows texts as they were written
    return Beside(by_draft[draft.pk], by_draft.get(newer.pk) if newer else None, newer)
