"""The tasks of the site itself and of its kit; the worker finds them here."""

from asgiref.sync import async_to_sync
from django.core.management import call_command

from nisn_site.kit.gate import midnight
from nisn_site.kit.jobs import jobs
from nisn_site.kit.outbox import turns

__all__ = ["delete_due_every_night", "forget_failed_jobs_every_night", "midnight", "turns"]

FAILED_JOBS_KEPT = 30 * 24  # hours; those that went well are deleted at once


@jobs.periodic(cron="10 8 * * *")  # by UTC: the small hours of the Americas
@jobs.task(name="privacy.delete_due", queueing_lock="privacy.delete_due")
def delete_due_every_night(timestamp: int) -> None:
    call_command("delete_due")  # its lines go where the worker's do: into the journal


@jobs.periodic(cron="40 8 * * *")
@jobs.task(name="jobs.forget_failed", queueing_lock="jobs.forget_failed")
def forget_failed_jobs_every_night(timestamp: int) -> None:
    forget = async_to_sync(jobs.job_manager.delete_old_jobs)
    forget(nb_hours=FAILED_JOBS_KEPT, include_failed=True, include_cancelled=True, include_aborted=True)
