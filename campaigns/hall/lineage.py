"""Where a point comes from: its adopted text, the texts before it, what people said about each, what was amended."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from ..models import Amendment, Decision, Draft, Feedback, PointOfUnity, SectionText
from .asked import Asked, asked


@dataclass(frozen=True, slots=True)
class Step:
    """One published text with the section in it; `remarks` public ones on the section, `amendments` made to it there."""

    draft: Draft
    text: SectionText
    remarks: int
    amendments: list[Asked] = field(default_factory=list)


def steps_to(point: PointOfUnity, drafts: list[Draft]) -> list[Step]:
    """From the adopted text back to the first draft that has the section. `drafts` are those of its proposal."""
    section = point.text.section_id
    earlier = [draft for draft in drafts if draft.number <= point.text.draft.number]
    texts = {text.draft_id: text for text in SectionText.objects.filter(section=section, draft__in=earlier).order_by()}
    remarks = Counter(Feedback.objects.public().filter(section=section).order_by().values_list("draft_id", flat=True))
    amendments = amendments_to(section)
    for one in (one for some in amendments.values() for one in some):
        one.amendment.proposal = drafts[0].proposal
    return [
        Step(draft, texts[draft.pk], remarks[draft.pk], amendments[draft.pk])
        for draft in sorted(earlier, key=lambda draft: -draft.number)
        if draft.pk in texts
    ]


def amendments_to(section: int) -> dict[int, list[Asked]]:
    """By the text that lay before the conference."""
    rows = Amendment.objects.filter(section=section).order_by("number")
    found = defaultdict(list)
    for one in asked(rows.select_related("section", "beside", "draft", "from_feedback")):
        found[one.decision.text_id if one.decision else one.amendment.draft_id].append(one)
    return found


def decision_on(point: PointOfUnity) -> Decision | None:
    """The decision on its text that stands today; None when it does not."""
    standing = Decision.objects.standing().about_the_text()
    return standing.filter(text=point.text.draft_id, result=Decision.Result.ADOPTED).first()
