"""A clock for days that pass in seconds, and a worker that lives by it."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from nisn_site.kit.outbox.turns import take_turn

NEXT_JOB = """
    DELETE FROM procrastinate_jobs WHERE id = (
        SELECT id FROM procrastinate_jobs WHERE coalesce(scheduled_at, '-infinity') <= %s
        ORDER BY coalesce(scheduled_at, '-infinity'), id LIMIT 1
    ) RETURNING scheduled_at
"""


class Clock:
    def __init__(self):
        self.now = timezone.now() + timedelta(minutes=1)  # what a test writes meanwhile is due

    def __call__(self) -> datetime:
        return self.now

    def work_for(self, **duration) -> int:
        """Do the jobs of the outbox, each at its moment, until so much time has passed; returns how many there were."""
        ends_at, turns = self.now + timedelta(**duration), 0
        while (scheduled_at := self.next_job(ends_at)) != "none":
            self.now = max(self.now, scheduled_at or self.now)
            take_turn(clock=self)
            turns += 1
        self.now = ends_at
        return turns

    def next_job(self, until: datetime):
        with connection.cursor() as cursor:
            cursor.execute(NEXT_JOB, [until])
            row = cursor.fetchone()
        return row[0] if row else "none"
