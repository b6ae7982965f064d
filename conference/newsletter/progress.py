"""How far an issue is, counted from the outbox in one query."""

from dataclasses import dataclass

from django.db.models import Count, Q

from nisn_site.kit.outbox.messages import STILL_NEEDED, WENT_OUT, State

from ..models import NewsletterIssue
from .editions import mails_of


@dataclass(frozen=True, slots=True)
class Progress:
    """`readers` is how many there were when it began; who left since then gets nothing, and is not missing."""

    readers: int
    sent: int
    waiting: int
    failed: int
    stopped: int

    @property
    def written(self) -> int:
        return self.sent + self.waiting + self.failed + self.stopped


def progress_of(issue: NewsletterIssue) -> Progress:
    counts = mails_of(issue).aggregate(
        sent=Count("pk", filter=Q(state__in=WENT_OUT)),
        waiting=Count("pk", filter=Q(state__in=STILL_NEEDED)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        stopped=Count("pk", filter=Q(state=State.CANCELLED)),
    )
    return Progress(readers=issue.readers, **counts)
