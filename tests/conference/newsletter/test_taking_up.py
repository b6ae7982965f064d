"""A job that fails for good leaves no issue lying: organizers are told, and it goes on when the trouble is over."""

import pytest
from django.core import mail
from django.db import connection

from conference.jobs import take_up_newsletters
from conference.newsletter.sending import pause
from conference.newsletter.tasks import newsletter_tasks
from nisn_site.kit.unfinished_jobs import unfinished
from tests.jobs import forget_jobs, waiting_jobs
from tests.makers import make_conference, make_network

from .makers import begin, make_issue, make_readers

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(db, amina):
    make_network(postal_address="Here")
    make_conference(is_current=True)
    make_readers(2)
    return begin(make_issue(), amina)


def fail(attempts: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = %s WHERE task_name = 'newsletter.send'", [attempts])


def test_job_that_fails_again_and_again_is_told_on_the_desk(issue, desk):
    fail(1)
    assert [task[::2] for task in newsletter_tasks()] == [("Issue 1 is being sent: 0 of 2", False)]

    fail(9)

    told = "Issue 1 stands still: 0 of 2 sent. Tell whoever looks after the site."
    assert [task[::2] for task in newsletter_tasks()] == [(told, True)]
    page = desk.get(f"/admin/conference/newsletterissue/{issue.pk}/send/").text
    assert told in page
    assert "goes on by itself" not in page


def test_issue_whose_job_is_gone_goes_on_with_another_one(issue, run_jobs):
    forget_jobs()
    assert "stands still" in newsletter_tasks()[0][0]

    for _ in range(2):
        take_up_newsletters(timestamp=0)
    assert waiting_jobs() == [("newsletter.send", {"issue_id": issue.pk})]
    run_jobs()

    assert sorted(letter.to[0] for letter in mail.outbox) == ["reader-0@example.org", "reader-1@example.org"]


def test_issue_that_is_paused_or_has_its_job_gets_no_other(issue, amina):
    take_up_newsletters(timestamp=0)
    assert unfinished("newsletter.send", issue_id=issue.pk).count() == 1
    assert unfinished("newsletter.send", issue_id=issue.pk + 1).count() == 0

    pause(issue_id=issue.pk, by=amina)
    forget_jobs()
    take_up_newsletters(timestamp=0)

    assert waiting_jobs() == []
