"""The moment feedback closes may move as long as a draft is the current one."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .locking import lock_draft
from .models import Draft
from .refusals import in_plain_words


@in_plain_words()
@transaction.atomic
def move_closing(*, draft: Draft, closes_at: datetime | None) -> Draft:
    """Set when feedback on the current draft closes; None: we do not ask for it.

    Raises ValidationError (`draft_not_current`, `draft_feedback_closes_after_publishing`).
    """
    draft, _texts = lock_draft(draft)
    if draft.state != Draft.State.CURRENT:
        words = _("Only the current draft takes feedback. This one is not the current one any more.")
        raise ValidationError(words, code="draft_not_current")
    if draft.feedback_closes_at != closes_at:
        draft.feedback_closes_at = closes_at
        draft.save(update_fields=["feedback_closes_at"])
    return draft
