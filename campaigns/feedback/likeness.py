"""Remarks that read much like one another, by the letters they share in threes (pg_trgm); good for any language."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Greatest, Left

from ..models import Feedback

ALIKE = 0.3
MOST = 8
CANDIDATES = 300  # of each sort; comparing more of them would take longer than anybody waits
ENOUGH_TO_COMPARE = 400  # characters; what somebody wants is said by then
ENOUGH_TO_FIND = 160  # each more makes the index read more lists


class Plain(Func):
    """Small letters without accents (migration 0013)."""

    function = "campaigns_plain"
    output_field = TextField()


class Said(Plain):
    """All words of a remark, plain; the expression of the index `feedback_letters`."""

    arg_joiner = " || ' ' || "

    def __init__(self):
        super().__init__(F("body"), F("suggested_body"))


def similar(remark: Feedback) -> list[Feedback]:
    """Other remarks on the proposal, public or held, most alike first, each with its `likeness` from 0 to 1."""
    words = (remark.body or remark.suggested_body)[:ENOUGH_TO_COMPARE]
    if not words.strip():
        return []
    likeness = {pk: alike for pk, alike in compared(remark, words) if alike >= ALIKE}
    best = sorted(likeness, key=lambda pk: (-likeness[pk], pk))[:MOST]
    found = Feedback.objects.filter(pk__in=best).select_related("section", "draft").with_settled()
    for one in found:
        one.likeness = likeness[one.pk]
    return sorted(found, key=lambda one: best.index(one.pk))


def compared(remark: Feedback, words: str) -> list[tuple[int, float]]:
    """Keys with likeness: of the newest on the same section, and of any that share many letters."""
    states = [Feedback.State.PUBLIC, Feedback.State.HELD]
    others = Feedback.objects.filter(proposal=remark.proposal_id, state__in=states).exclude(pk=remark.pk)
    here = others.filter(section=remark.section_id).order_by("-pk").values("pk")[:CANDIDATES]
    plain = Plain(Value(words[:ENOUGH_TO_FIND]))
    anywhere = others.alias(said=Said()).filter(said__trigram_similar=plain).order_by().values("pk")[:CANDIDATES]
    keys = {row["pk"] for rows in (here, anywhere) for row in rows}
    alike = Greatest(
        TrigramSimilarity(Left("body", ENOUGH_TO_COMPARE), words),
        TrigramSimilarity(Left("suggested_body", ENOUGH_TO_COMPARE), words),
    )
    return list(Feedback.objects.filter(pk__in=keys).annotate(alike=alike).values_list("pk", "alike"))
