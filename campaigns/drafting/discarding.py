"""Takes away what nobody outside has seen: working drafts, and proposals without a published draft."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..locking import lock_proposal
from ..models import Draft, Proposal
from ..refusals import in_plain_words
from .arrangement import forget_unused, lock_arrangement


@in_plain_words()
@transaction.atomic
def discard_draft(*, draft: Draft) -> None:
    """Delete a working draft with its texts. Raises ValidationError (`draft_is_frozen`, `draft_is_gone`)."""
    arrangement = lock_arrangement(draft)
    sections = [text.section_id for text in arrangement.texts.values()]
    arrangement.draft.delete()
    forget_unused(sections)


@in_plain_words()
@transaction.atomic
def delete_proposal(*, proposal: Proposal) -> None:
    """Delete a proposal with its working draft. Raises ValidationError (`proposal_has_published_drafts`)."""
    proposal = lock_proposal(proposal)
    if proposal.drafts.published().exists():
        words = _("A draft of this proposal is published, so the proposal stays. You can withdraw the draft.")
        raise ValidationError(words, code="proposal_has_published_drafts")
    for draft in proposal.drafts.all():
        discard_draft(draft=draft)
    proposal.sections.all().delete()
    proposal.delete()
