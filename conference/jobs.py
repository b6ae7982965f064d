"""What the worker does for this app."""

from nisn_site.kit.jobs import PATIENTLY, jobs

from .newsletter.chunks import TASK, send_chunk


@jobs.task(name=TASK, retry=PATIENTLY)
def send_newsletter(*, issue_id: int) -> None:
    send_chunk(issue_id=issue_id)
