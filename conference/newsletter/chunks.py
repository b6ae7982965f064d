"""Writes the mails of an issue, some at a time, as the worker's job `newsletter.send` (see `conference.jobs`).

A chunk is one transaction: its mails, how far we are, and the job for the next chunk are stored together or not at
all. A worker that dies in the middle leaves nothing of it; two workers with the same job wait for each other, and the
second goes on where the first ended. Should all that fail, the outbox has one row for an issue and an address. A job
that failed for good is followed by another one (`take_up`), so that the issue goes on when the trouble is over.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from nisn_site.kit.jobs import jobs
from nisn_site.kit.unfinished_jobs import unfinished

from ..models import NewsletterIssue, Subscriber
from .editions import Editions, mail_issue
from .progress import progress_of

TASK = "newsletter.send"
CHUNK = 200
LOOK_AGAIN = timedelta(minutes=1)
MANY_TRIES = 4  # of one chunk, over half a minute: then it is not a moment's trouble


def go_on(issue: NewsletterIssue, *, at: datetime | None = None) -> None:
    jobs.configure_task(TASK, allow_unknown=False, schedule_at=at).defer(issue_id=issue.pk)


def send_chunk(*, issue_id: int, size: int = CHUNK) -> int:
    """Write the next mails; returns how many. When all are written, wait until they are gone; then it is sent."""
    with transaction.atomic():
        issue = locked_issue(issue_id)
        if issue is None or issue.state != NewsletterIssue.State.SENDING:
            return 0
        readers = next_readers(issue, size)
        if readers:
            write_mails(issue, readers)
            NewsletterIssue.objects.filter(pk=issue.pk).update(last_reader=readers[-1].pk)
            go_on(issue)
        elif progress_of(issue).waiting:
            go_on(issue, at=timezone.now() + LOOK_AGAIN)
        else:
            finish(issue)
        return len(readers)


def next_readers(issue: NewsletterIssue, size: int) -> list[Subscriber]:
    """Those who had signed up when it began, in order, locked: who leaves meanwhile waits, and takes the mail along."""
    after = Subscriber.objects.of_issue(issue).filter(pk__gt=issue.last_reader, confirmed_at__lte=issue.published_at)
    return list(after.order_by("pk").select_for_update(no_key=True)[:size])


def write_mails(issue: NewsletterIssue, readers: list[Subscriber]) -> None:
    editions = Editions(issue)
    for reader in readers:
        mail_issue(editions, reader)


def finish(issue: NewsletterIssue) -> None:
    """Keep how many got it; the outbox forgets its rows in time."""
    sent = progress_of(issue).sent
    NewsletterIssue.objects.filter(pk=issue.pk).update(state=NewsletterIssue.State.SENT, readers=sent)


def locked_issue(issue_id: int) -> NewsletterIssue | None:
    return NewsletterIssue.objects.select_for_update().filter(pk=issue_id).first()


def stands_still(issue: NewsletterIssue) -> bool:
    """Does its job fail again and again, or is there none?"""
    return not unfinished(TASK, issue_id=issue.pk).filter(attempts__lt=MANY_TRIES).exists()


def take_up() -> None:
    """Store a job for each issue that is being sent and has none."""
    for pk in NewsletterIssue.objects.filter(state=NewsletterIssue.State.SENDING).values_list("pk", flat=True):
        with transaction.atomic():
            issue = locked_issue(pk)
            if issue and issue.state == issue.State.SENDING and not unfinished(TASK, issue_id=pk).exists():
                go_on(issue)
