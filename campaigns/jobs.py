"""Work in the background about proposals: telling people, a few hundred at a time."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from nisn_site.kit.jobs import PATIENTLY, jobs

from .feedback.letters import addresses_after
from .feedback.telling import remind, tell_of_answers, tell_of_draft
from .models import Draft, Proposal, Response

AT_ONCE = 200
BEFORE_CLOSING = timedelta(days=3)


@jobs.task(retry=PATIENTLY)
def tell_about_draft(*, draft_id: int, after: str = "") -> None:
    """Mail everybody who wants to know of a published draft; keys of mails make each of them one, however often."""
    draft = Draft.objects.standing().select_related("proposal__conference", "previous").filter(pk=draft_id).first()
    if draft and (indexes := addresses_after(after, proposal=draft.proposal, most=AT_ONCE)):
        with transaction.atomic():
            tell_of_draft(draft, indexes)
            tell_about_draft.defer(draft_id=draft_id, after=indexes[-1])


@jobs.task(retry=PATIENTLY)
def tell_about_answers(*, proposal_id: int, responses: list[int], after: str = "") -> None:
    """The same about answers that were published by themselves."""
    proposal = Proposal.objects.select_related("conference").get(pk=proposal_id)
    published = Response.objects.published().filter(pk__in=responses, proposal=proposal)
    if published and (indexes := addresses_after(after, proposal=proposal, most=AT_ONCE)):
        with transaction.atomic():
            tell_of_answers(proposal, published, indexes)
            tell_about_answers.defer(proposal_id=proposal_id, responses=responses, after=indexes[-1])


@jobs.task(retry=PATIENTLY)
def remind_about_draft(*, draft_id: int, after: str = "") -> None:
    draft = Draft.objects.current().select_related("proposal__conference", "previous").filter(pk=draft_id).first()
    if (
        draft
        and draft.is_open_for_feedback
        and (indexes := addresses_after(after, proposal=draft.proposal, most=AT_ONCE))
    ):
        with transaction.atomic():
            remind(draft, indexes)
            remind_about_draft.defer(draft_id=draft_id, after=indexes[-1])


@jobs.periodic(cron="20 * * * *")
@jobs.task
def remind_of_closing(timestamp: int) -> None:
    """Every hour: drafts whose feedback closes within three days. Who was reminded of one is not reminded again."""
    now = timezone.now()
    soon = Draft.objects.current().filter(feedback_closes_at__gt=now, feedback_closes_at__lte=now + BEFORE_CLOSING)
    for draft in soon:
        remind_about_draft.defer(draft_id=draft.pk)
