"""Answers become public: with the next draft, which shows what came of them, or by themselves before that."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.audit import record
from nisn_site.kit.jobs import jobs

from ..locking import lock_proposal
from ..models import Draft, Proposal, Response
from ..refusals import in_plain_words


@in_plain_words()
@transaction.atomic
def release_answers(*, proposal: Proposal, only: Response | None = None, by=None) -> list[Response]:
    """Publish all answers that are ready, or only this one, without waiting for the next draft.

    Raises ValidationError (`no_answers_ready`).
    """
    lock_proposal(proposal)
    ready = proposal.responses.ready()
    released = release(ready.filter(pk=only.pk) if only else ready, at=timezone.now())
    if not released:
        raise ValidationError(_("No answer is waiting to be published."), code="no_answers_ready")
    keys = [one.pk for one in released]
    if proposal.conference.is_public:
        # By its name: the task needs nearly all of this app, and this module is needed by publishing.
        jobs.configure_task("campaigns.jobs.tell_about_answers").defer(proposal_id=proposal.pk, responses=keys)
    record(by, "feedback.answers_released", proposal, {"answers": keys})
    return released


def release_with(draft: Draft) -> list[Response]:
    """All ready answers, shown in this draft, which is being published in this transaction."""
    return release(Response.objects.ready().filter(proposal=draft.proposal_id), at=draft.published_at, shown_in=draft)


def release(ready, *, at: datetime, shown_in: Draft | None = None) -> list[Response]:
    """Answers that settle nothing any more are left alone."""
    released = list(ready.filter(settlements__superseded_at=None, settlements__isnull=False).distinct())
    Response.objects.filter(pk__in=[one.pk for one in released]).update(published_at=at, shown_in=shown_in)
    for one in released:
        one.published_at, one.shown_in = at, shown_in
    return released
