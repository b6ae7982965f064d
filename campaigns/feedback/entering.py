"""Organizers type in what came by mail, on paper or in a meeting: it counts like any other remark."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.audit import record

from ..drafting.canonical import section_sha256
from ..drafting.writing import tidy_body, tidy_heading
from ..models import Draft, Feedback, Section
from ..models.limits import MORE_THAN_THE_TEXT
from ..refusals import in_plain_words
from .readings import Passage
from .wordings import keep_wording_change


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody says, however it comes. `passage` is the text that a suggestion was written against."""

    kind: str
    body: str = ""
    language: str = ""
    quote: str = ""
    passage: Passage | None = None
    suggested_heading: str = ""
    suggested_body: str = ""
    shown_as: str = Feedback.ShownAs.NOBODY
    name: str = ""
    organization: str = ""


@in_plain_words()
@transaction.atomic
def enter_feedback(
    *,
    draft: Draft,
    section: Section | None,
    remark: Remark,
    source: str,
    occasion: str = "",
    people: int = 1,
    said_at: datetime | None = None,
    is_sample: bool = False,
    by=None,
) -> Feedback:
    """A public remark that people did not write on the site.

    Raises ValidationError: `said_before_the_draft`, `day_to_come`, `wording_is_the_text`, `wording_is_too_long`, and names of
    constraints of `Feedback`.
    """
    now = timezone.now()
    said_at = said_at or now
    if draft.day_there(said_at) > draft.day_there(now):
        raise ValidationError(_("This day is still to come."), code="day_to_come")
    if said_at < draft.published_at:
        words = _("That was before the draft was published. Check the day.")
        raise ValidationError(words, code="said_before_the_draft")
    feedback = new_feedback(
        draft=draft, section=section, remark=remark, source=source, occasion=occasion.strip(), people=people,
        said_at=min(said_at, now), state=Feedback.State.PUBLIC, published_at=now, is_sample=is_sample,
    )  # fmt: skip
    record(by, "feedback.entered", feedback, {"source": source, "people": people})
    return feedback


def new_feedback(*, draft: Draft, section: Section | None, remark: Remark, **values) -> Feedback:
    """Store a remark; must be called inside a transaction. Raises ValidationError as above."""
    feedback = Feedback(
        proposal_id=draft.proposal_id, draft=draft, section=section, kind=remark.kind, body=tidy_body(remark.body),
        language=remark.language or draft.language, quote=" ".join(remark.quote.split()), **values,
    )  # fmt: skip
    show_as(feedback, remark.shown_as, name=remark.name, organization=remark.organization)
    if remark.kind == Feedback.Kind.EDIT and remark.passage:
        add_wording(feedback, remark)
    if remark.passage:
        feedback.read_in = remark.passage.language
    feedback.save()
    if feedback.is_wording:
        keep_wording_change(feedback)
    return feedback


def show_as(feedback: Feedback, shown_as: str, *, name: str, organization: str) -> None:
    """Keep only what is shown."""
    ShownAs = Feedback.ShownAs  # noqa: N806
    feedback.shown_as = shown_as
    feedback.name = tidy_heading(name) if shown_as == ShownAs.NAME else ""
    feedback.organization = tidy_heading(organization) if shown_as != ShownAs.NOBODY else ""


def add_wording(feedback: Feedback, remark: Remark) -> None:
    """What was suggested, and what it was written against. Raises ValidationError in words for whoever typed it."""
    passage = remark.passage
    heading, body = tidy_heading(remark.suggested_heading), tidy_body(remark.suggested_body)
    if (heading, body) == (passage.heading, passage.body):
        words = _("Your wording is the same as the text. Change it, or write a comment instead.")
        raise ValidationError(words, code="feedback_wording_changes_something")
    if len(body) > len(passage.body) + MORE_THAN_THE_TEXT:
        words = _(
            "Your wording has %(length)d characters, the section has %(text)d. Make it shorter: at most %(most)d."
        )
        values = {"length": len(body), "text": len(passage.body), "most": len(passage.body) + MORE_THAN_THE_TEXT}
        raise ValidationError(words, code="feedback_wording_is_not_endless", params=values)
    feedback.base_heading, feedback.base_body = passage.heading, passage.body
    feedback.base_sha256 = section_sha256(passage.heading, passage.body)
    feedback.suggested_heading, feedback.suggested_body = heading, body
