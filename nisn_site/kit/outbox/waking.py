"""Stores the jobs that make the worker look into the outbox. They carry nothing: the rows know what is due."""

from datetime import datetime

from nisn_site.kit.jobs import jobs

TASK = "mail.send"
PERSONAL, MAILING = 10, 0  # priorities: somebody waits for a personal mail


def wake(*, at: datetime | None = None, priority: int = PERSONAL) -> None:
    """In the transaction of whoever calls: the worker looks when that is over, or at the given moment."""
    jobs.configure_task(TASK, allow_unknown=False, priority=priority, schedule_at=at).defer()
