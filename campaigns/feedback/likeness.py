"""Remarks that read much like one another, by the letters they share in threes (pg_trgm); good for any language."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, Func, Q, TextField
from django.db.models.functions import Greatest

from ..models import Feedback

ALIKE = 0.3
MOST = 8
ENOUGH_TO_COMPARE = 1_000  # characters; what somebody wants is said by then


class Said(Func):
    """All words of a remark; the expression of the index `feedback_letters`."""

    template = "(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = TextField()

    def __init__(self):
        super().__init__(F("body"), F("suggested_body"))


def similar(remark: Feedback) -> list[Feedback]:
    """Other remarks on the proposal, public or held, most alike first, each with its `likeness` from 0 to 1.

    Those on the same section count as well when only a part of them is alike.
    """
    words = (remark.body or remark.suggested_body)[:ENOUGH_TO_COMPARE]
    if not words.strip():
        return []
    states = [Feedback.State.PUBLIC, Feedback.State.HELD]
    others = Feedback.objects.filter(proposal=remark.proposal_id, state__in=states).exclude(pk=remark.pk)
    others = others.alias(said=Said()).filter(Q(said__trigram_similar=words) | Q(section=remark.section_id))
    likeness = Greatest(TrigramSimilarity("body", words), TrigramSimilarity("said", words))
    found = others.annotate(likeness=likeness).filter(likeness__gte=ALIKE).order_by("-likeness", "pk")
    return list(found.select_related("section", "draft").with_settled()[:MOST])
