"""The current draft becomes the final text: it goes to the conference, which amends it and decides on it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.audit import record

from ..locking import lock_draft, lock_proposal
from ..models import Draft, Proposal
from ..refusals import in_plain_words


@in_plain_words()
@transaction.atomic
def lay_before_conference(*, draft: Draft, organizer=None, at: datetime | None = None) -> Draft:
    """From now on amendments are numbered against this text, and feedback on it is closed.

    `at` is now; only what is put on record later has another moment. Raises ValidationError (`draft_not_current`,
    `draft_is_final_already`).
    """
    draft, _texts = lock_draft(draft)
    if draft.state != Draft.State.CURRENT:
        raise ValidationError(_("Only the current draft can go to the conference."), code="draft_not_current")
    if draft.kind != Draft.Kind.DRAFT:
        raise ValidationError(_("This text lies before the conference already."), code="draft_is_final_already")
    at = at or timezone.now()
    draft.kind = Draft.Kind.FINAL
    if draft.feedback_closes_at and draft.feedback_closes_at > at:
        draft.feedback_closes_at = at
    draft.save(update_fields=["kind", "feedback_closes_at"])
    record(organizer, "text.laid-before-conference", draft, {"hash": draft.content_sha256})
    return draft


def lock_final_text(proposal: Proposal) -> Draft:
    """The text that lies before the conference, for this transaction alone. Raises ValidationError (`no_final_text`)."""
    proposal = lock_proposal(proposal)
    final = Draft.objects.before_the_conference().filter(proposal=proposal).first()
    if final is None:
        words = _("No text lies before the conference. Lay the current draft before it first.")
        raise ValidationError(words, code="no_final_text")
    final.proposal = proposal
    return final
