"""What the worker does for this app."""

from nisn_site.kit.jobs import PATIENTLY, jobs

from .newsletter.chunks import TASK, send_chunk, take_up


@jobs.task(name=TASK, retry=PATIENTLY)
def send_newsletter(*, issue_id: int) -> None:
    send_chunk(issue_id=issue_id)


@jobs.periodic(cron="5,15,25,35,45,55 * * * *")
@jobs.task(name="newsletter.take_up", queueing_lock="newsletter.take_up")
def take_up_newsletters(timestamp: int) -> None:
    take_up()
