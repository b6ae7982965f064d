import pytest
from django.db import IntegrityError, connection, transaction
from procrastinate import utils
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job

from nisn_site.kit.jobs import LONGEST_PAUSE, PATIENTLY, jobs
from tests.jobs import waiting_jobs

DONE = []


@jobs.task(name="tests.note")
def note(*, number: int) -> None:
    DONE.append(number)


@pytest.fixture(autouse=True)
def nothing_done_yet():
    DONE.clear()


def test_job_is_stored_in_the_transaction_of_its_cause(db):
    with transaction.atomic():
        note.defer(number=1)
    with transaction.atomic():
        note.defer(number=2)
        transaction.set_rollback(True)

    assert waiting_jobs() == [("tests.note", {"number": 1})]


def test_waiting_jobs_are_done_once_and_those_of_tomorrow_wait(run_jobs):
    note.defer(number=1)
    note.configure(schedule_in={"days": 1}).defer(number=2)

    assert (run_jobs(), run_jobs()) == (["tests.note"], [])
    assert DONE == [1]


@pytest.mark.parametrize("options", [{"task_kwargs": {"to": "ben@example.org"}}, {"lock": "ben@example.org"}])
def test_database_refuses_an_address_in_a_job(db, options):
    with pytest.raises((ConnectorException, IntegrityError)), transaction.atomic():
        note.configure(**options).defer(number=1)


def test_old_failed_jobs_are_forgotten_and_new_ones_kept(run_jobs):
    for number, age in ((1, "29 days"), (2, "31 days")):
        job = note.defer(number=number)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [job])
            cursor.execute(f"UPDATE procrastinate_events SET at = now() - interval '{age}' WHERE job_id = %s", [job])
    jobs.tasks["jobs.forget_failed"].defer(timestamp=0)
    run_jobs()

    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'number' FROM procrastinate_jobs")
        assert cursor.fetchall() == [("1",)]


def pause_after(attempts: int) -> int | None:
    job = Job(id=1, queue="default", lock=None, queueing_lock=None, task_name="x", attempts=attempts)
    before = utils.utcnow()
    decision = PATIENTLY.get_retry_decision(exception=ValueError(), job=job)
    return decision and round((decision.retry_at - before).total_seconds())


def test_patient_task_pauses_longer_and_longer_for_about_a_day():
    pauses = [pause_after(attempts) for attempts in range(34)]

    assert pauses[:5] == [2, 4, 8, 16, 32]
    assert (max(pauses[:-1]), pauses[-1]) == (LONGEST_PAUSE, None)
    assert 20 < sum(pauses[:-1]) / 3600 < 28
