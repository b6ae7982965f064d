"""Forgets what was counted, at midnight wherever the site is: time zones differ from UTC by quarters of an hour."""

from nisn_site.kit.jobs import jobs

from .daily import forget


@jobs.periodic(cron="0,15,30,45 * * * *")
@jobs.task(name="gate.forget", queueing_lock="gate.forget")
def forget_yesterday(timestamp: int) -> None:
    forget()
