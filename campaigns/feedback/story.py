"""The whole story of one remark: what was said, what was answered, what became of the text, step by step."""

from dataclasses import dataclass
from datetime import datetime

from nisn_site.kit.translation_lookup import attach_translations

from ..models import Draft, Feedback, Response, SectionText, Settlement
from .anchoring import Anchor, anchor
from .said import Said
from .wordings import wording_change


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that everybody can read; `is_superseded` when a newer one took its place."""

    response: Response
    at: datetime
    is_superseded: bool


@dataclass
class Story:
    remark: Feedback
    text: SectionText | None  # what it is about
    newest: Draft  # of its proposal that stands, or its own
    anchor: Anchor | None  # what became of the text in the newest draft
    answers: list[Answer]
    same_ones: list[Feedback]

    @property
    def item(self) -> Said:
        """As lists show it."""
        return Said(self.remark, self.remark.draft, self.text, None, wording_change(self.remark))

    @property
    def answer(self) -> Answer | None:
        """The one that stands."""
        return next((one for one in reversed(self.answers) if not one.is_superseded), None)


def story_of(remark: Feedback, *, newest: Draft) -> Story:
    """Needs the remark with its draft and section. Five queries at most."""
    texts = list(SectionText.objects.filter(draft__in=[remark.draft_id, newest.pk]).select_related("section"))
    old = next(
        (text for text in texts if (text.draft_id, text.section_id) == (remark.draft_id, remark.section_id)), None
    )
    later = [text for text in texts if text.draft_id == newest.pk]
    found = None
    if old and newest.pk != remark.draft_id:
        attach_translations([old, *later], remark.read_in or None)
        found = anchor(quote=remark.quote, old=old, later=later, language=remark.read_in)
    same_ones = list(remark.same_ones.public().order_by("number"))
    return Story(remark, old, newest, found, answers_to(remark), same_ones)


def answers_to(remark: Feedback) -> list[Answer]:
    """Of the remark that it is the same as, where it is; the oldest first."""
    settlements = Settlement.objects.filter(
        feedback=remark.same_as_id or remark.pk, response__published_at__isnull=False
    )
    rows = settlements.select_related("response__shown_in", "response__section").order_by("pk")
    return [Answer(one.response, one.response.published_at, one.superseded_at is not None) for one in rows]
