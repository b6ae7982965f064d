"""Does in a test what a worker would do, without a worker and inside the test's own transaction."""

import json
from datetime import datetime

from django.db import connection
from django.utils import timezone

from nisn_site.kit.jobs import jobs

NEXT = """
    UPDATE procrastinate_jobs SET status = 'doing' WHERE id = (
        SELECT id FROM procrastinate_jobs
        WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= %s)
        ORDER BY priority DESC, id LIMIT 1
    ) RETURNING id, task_name, args
"""
MOST = 1_000  # more would be a job that stores itself again and again


def run_waiting_jobs(*, now: datetime | None = None) -> list[str]:
    """Do all jobs that are due (at `now`), also those they store themselves; returns the names of their tasks.

    What a job raises, the test gets: nothing is tried again.
    """
    done = []
    while job := next_job(now or timezone.now()):
        number, name, arguments = job
        jobs.tasks[name](**arguments)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [number])
        done.append(name)
        assert len(done) < MOST, done[-10:]
    return done


def next_job(now: datetime) -> tuple[int, str, dict] | None:
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [now])
        row = cursor.fetchone()
    return row and (row[0], row[1], json.loads(row[2]))


def waiting_jobs() -> list[tuple[str, dict]]:
    """Name and arguments of the jobs that wait, whenever they are due."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return [(name, json.loads(arguments)) for name, arguments in cursor.fetchall()]


def forget_jobs() -> None:
    """After a test whose transactions are real: Django empties only the tables of its own models."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers RESTART IDENTITY CASCADE")
