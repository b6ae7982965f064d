"""The tasks of the site itself and of its kit; the worker finds them here."""

from django.core.management import call_command

from nisn_site.kit.gate import midnight
from nisn_site.kit.jobs import jobs
from nisn_site.kit.outbox import turns

__all__ = ["delete_due_every_night", "midnight", "turns"]


@jobs.periodic(cron="10 8 * * *")  # by UTC: the small hours of the Americas
@jobs.task(name="privacy.delete_due", queueing_lock="privacy.delete_due")
def delete_due_every_night(timestamp: int) -> None:
    call_command("delete_due")  # its lines go where the worker's do: into the journal
