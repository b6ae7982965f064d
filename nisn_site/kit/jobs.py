"""Work in the background, on the site's own PostgreSQL: a job is stored in the same transaction as its cause.

Each app keeps its tasks in `<app>/jobs.py`, which is found by itself:

    @jobs.task(retry=PATIENTLY)
    def send_issue(*, issue_id: int): ...

    send_issue.defer(issue_id=issue.pk)                         # now, if the transaction commits
    send_issue.configure(schedule_at=moment).defer(issue_id=…)  # later

    @jobs.periodic(cron="10 4 * * *")                           # every night, by UTC
    @jobs.task
    def tidy_up(timestamp: int): ...

A job may run twice (a worker was killed at the end of it), so each must look first whether there is still something
to do. Its arguments are ids, never what they stand for: they are printed in logs, and the database refuses an "@".
"""

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app as jobs

__all__ = ["PATIENTLY", "Patiently", "jobs"]

LONGEST_PAUSE = 60 * 60  # seconds


class Patiently(BaseRetryStrategy):
    """Try a failed job again after 2, 4, 8 … seconds, later once an hour, `most` times in all."""

    def __init__(self, *, most: int):
        self.most = most

    def get_retry_decision(self, *, exception: BaseException, job) -> RetryDecision | None:
        tries = job.attempts + 1
        if tries >= self.most:
            return None
        return RetryDecision(retry_in={"seconds": min(2**tries, LONGEST_PAUSE)})


PATIENTLY = Patiently(most=34)  # about a day
