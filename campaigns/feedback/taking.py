"""Suggested wording goes into the working draft: with one press where nothing stands against it, else by hand.

The text may have moved on since the suggestion was written, so its change is merged into it word by word. Where both
changed the same place, an organizer sees both and decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.audit import record

from ..changes.merging import Conflict, Merged, merge
from ..drafting.arrangement import lock_arrangement
from ..drafting.writing import Written, faults_of, fingerprint_of, store_words, tidy_body, tidy_heading
from ..models import Draft, Feedback, Response, SectionText, Settlement
from ..refusals import in_plain_words
from .answering import answer_feedback

TAKES_THE_WORDS = (Response.Outcome.TAKEN, Response.Outcome.PARTLY)


@dataclass(frozen=True, slots=True)
class Blend:
    """A section of the working draft with a suggestion brought into it. `opened` is the fingerprint it was made from."""

    text: SectionText
    heading: Merged
    body: Merged
    opened: str

    @property
    def is_clean(self) -> bool:
        return self.heading.text is not None and self.body.text is not None

    @property
    def changes_nothing(self) -> bool:
        return self.heading.changes_nothing and self.body.changes_nothing

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return self.heading.conflicts + self.body.conflicts


@dataclass(frozen=True, slots=True)
class Taken:
    text: SectionText
    response: Response
    changed_the_text: bool


def blend(*, remark: Feedback, text: SectionText) -> Blend:
    """What the working draft would say. Raises ValidationError (`wording_in_another_language`)."""
    if remark.read_in not in ("", text.language):
        words = _("This wording is for a translation. Read it, and change the text and the translation by hand.")
        raise ValidationError(words, code="wording_in_another_language")
    return Blend(
        text,
        merge(base=remark.base_heading, mine=tidy_heading(text.heading), theirs=remark.suggested_heading),
        merge(base=remark.base_body, mine=tidy_body(text.body), theirs=remark.suggested_body),
        fingerprint_of(text),
    )


def working_text(remark: Feedback) -> SectionText | None:
    """The section of a remark as the working draft has it; None without one of both."""
    texts = SectionText.objects.filter(section=remark.section, draft__state=Draft.State.WORKING)
    return texts.select_related("section", "draft").first()


@in_plain_words()
@transaction.atomic
def take_wording(
    *,
    remark: Feedback,
    reason: str = "",
    by_hand: Written | None = None,
    outcome: str = Response.Outcome.TAKEN,
    instead_of: Mapping[int, int] | None = None,
    by=None,
) -> Taken:
    """Write a suggestion into the working draft, and answer it. Taking it again changes nothing.

    `by_hand` is the section as an organizer wrote it who has seen both sides. An answer that says "taken" already stays;
    another one is in the way, unless `instead_of` names it (see `answer_feedback`). Raises ValidationError:
    `no_working_draft`, `section_not_in_draft`, `wording_conflicts`, `wording_in_another_language`,
    `text_changed_since`, `not_a_wording`, and those of `answer_feedback`.
    """
    if not remark.is_wording:
        raise ValidationError(_("Only suggested wording can be taken."), code="not_a_wording")
    draft = Draft.objects.working().filter(proposal=remark.proposal_id).first()
    if draft is None:
        words = _("There is no working draft. Start the next draft of this proposal first.")
        raise ValidationError(words, code="no_working_draft")
    text = lock_arrangement(draft).find(remark.section.key)
    heading, body = typed(text, by_hand) if by_hand else merged(remark, text)
    is_new = (heading, body) != (tidy_heading(text.heading), tidy_body(text.body))
    if is_new:
        text.heading, text.body = heading, body
        store_words([text])
    response = answer_as_taken(remark, outcome, reason, instead_of)
    record(by, "feedback.wording_taken", remark, {"changed": is_new})
    return Taken(text, response, changed_the_text=is_new)


def merged(remark: Feedback, text: SectionText) -> tuple[str, str]:
    result = blend(remark=remark, text=text)
    if not result.is_clean:
        words = _("Others changed the same place meanwhile. Look at both sides, and write what the section shall say.")
        raise ValidationError(words, code="wording_conflicts")
    return result.heading.text, result.body.text


def typed(text: SectionText, written: Written) -> tuple[str, str]:
    if written.opened != fingerprint_of(text):
        words = _("Somebody else has changed this section meanwhile. Look at it again; your words are still here.")
        raise ValidationError(words, code="text_changed_since")
    if faults := faults_of(written, text):
        raise ValidationError(faults)
    return tidy_heading(written.heading), tidy_body(written.body)


def answer_as_taken(remark: Feedback, outcome: str, reason: str, instead_of: Mapping[int, int] | None) -> Response:
    live = Settlement.objects.live().filter(feedback=remark.same_as_id or remark.pk).select_related("response").first()
    if live and live.response.outcome in TAKES_THE_WORDS and not instead_of:
        return live.response
    return answer_feedback(
        remarks=[remark], outcome=outcome, reason=reason, section=remark.section, instead_of=instead_of
    )
