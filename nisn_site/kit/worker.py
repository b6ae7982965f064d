"""The worker: does what waits in the background until it is told to stop. `manage.py work` starts one.

It ends with an error, or quietly when PostgreSQL restarts: whoever starts it must start it again, always.
"""

import asyncio
import logging
from contextlib import suppress

from django.conf import settings
from procrastinate import App
from procrastinate.contrib.django import DjangoApp
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status

from .jobs import jobs

MOST_STARTS = 50  # more than any patience: a job begun so often is likely to be what its workers die of
SILENT_BEATS = 3  # missed heartbeats after which a worker counts as dead

logger = logging.getLogger(__name__)


def run_worker(*, heartbeat: float | None = None, **options) -> None:
    """Work until SIGTERM or SIGINT; jobs that run may finish. `options` are procrastinate's for a worker.

    `heartbeat` is in seconds; what a dead worker was doing is taken up after about four of them.
    """
    asyncio.run(work(heartbeat or settings.WORKER_HEARTBEAT, options))


async def work(heartbeat: float, options: dict) -> None:
    app = worker_app()
    async with app.open_async():
        keeper = asyncio.create_task(keep_taking_up(app, heartbeat))
        try:
            await app.run_worker_async(
                update_heartbeat_interval=heartbeat, stalled_worker_timeout=SILENT_BEATS * heartbeat, **options
            )
        finally:
            keeper.cancel()
            with suppress(asyncio.CancelledError):
                await keeper


def worker_app() -> App:
    """The same tasks on a connection of the worker's own.

    Not `jobs.replace_connector`: a job that stores another job must do so in its own transaction, on Django's
    connection, which the replaced one would not.
    """
    app = DjangoApp(
        connector=jobs.connector.get_worker_connector(), worker_defaults=settings.PROCRASTINATE_WORKER_DEFAULTS
    )
    app.tasks, app.periodic_registry = jobs.tasks, jobs.periodic_registry
    return app


# -- jobs of workers that died -------------------------------------------------------------------------------------


async def keep_taking_up(app: App, heartbeat: float) -> None:
    while True:
        await asyncio.sleep(heartbeat)
        try:
            await take_up(app, silent_for=SILENT_BEATS * heartbeat)
        except ConnectorException:
            logger.warning("The jobs of dead workers could not be looked for: the database does not answer.")


async def take_up(app: App, *, silent_for: float) -> None:
    """Put the jobs of workers that gave no sign of life for so many seconds back into the queue."""
    manager = app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=silent_for):
        with suppress(ConnectorException):  # another worker was faster
            await take_up_one(manager, job)
    await manager.prune_stalled_workers(silent_for)


async def take_up_one(manager, job: Job) -> None:
    if job.attempts + 1 < MOST_STARTS:
        await manager.retry_job(job=job)
        return
    logger.error("%s was begun %d times, at last by a worker that died: given up.", job.call_string, MOST_STARTS)
    await manager.finish_job(job=job, status=Status.FAILED, delete_job=False)
