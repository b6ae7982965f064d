"""Work in the background about proposals: telling people, a few hundred at a time, and large files."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from nisn_site.kit.jobs import PATIENTLY, jobs
from nisn_site.kit.languages import active_language
from nisn_site.kit.outbox.links import absolute
from nisn_site.kit.spreadsheets import xlsx

from .feedback.exporting import Reach, remarks_of, rows
from .feedback.letters import addresses_after
from .feedback.telling import remind, tell_of_answers, tell_of_draft
from .models import Draft, FeedbackExport, Proposal, Response

AT_ONCE = 200
NOTED_EVERY = 500
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


def start_export(*, proposal: Proposal, reach: Reach, by) -> FeedbackExport:
    """Ask for a spreadsheet of all feedback; its file is there some seconds later."""
    with transaction.atomic():
        total = remarks_of(proposal, reach).order_by().count()
        export = FeedbackExport.objects.create(
            proposal=proposal, asked_by=by, has_addresses=reach.has_addresses, language=active_language(), total=total
        )
        write_export.defer(export_id=export.pk)
    return export


@jobs.task(retry=PATIENTLY)
def write_export(*, export_id: int) -> None:
    """About three seconds for 20,000 remarks; how far it is can be seen meanwhile."""
    export = FeedbackExport.objects.select_related("proposal__conference").filter(pk=export_id).first()
    if export is None or export.finished_at:
        return
    reach = Reach(is_for_organizers=True, has_addresses=export.has_addresses)
    with override(export.language):
        counted = counting(rows(export.proposal, reach, address=absolute), export)
        file = xlsx(counted, title=str(export.proposal.slug))
    export.file, export.done, export.finished_at = b64encode(file).decode(), export.total, timezone.now()
    export.save(update_fields=["file", "done", "finished_at"])


def counting(lines: Iterable, export: FeedbackExport) -> Iterator:
    """The same lines, noting now and then how many there were."""
    for number, line in enumerate(lines):
        if number and number % NOTED_EVERY == 0:
            FeedbackExport.objects.filter(pk=export.pk).update(done=number)
        yield line
