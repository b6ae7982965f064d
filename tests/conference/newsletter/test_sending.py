"""An issue goes to each of its readers once, whatever happens to workers, mail server and readers meanwhile."""

import json
import smtplib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.base import BaseEmailBackend
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conference.models import Network, NewsletterIssue, Subscriber
from conference.newsletter.chunks import send_chunk, write_mails
from conference.newsletter.editions import Editions, mail_issue
from conference.newsletter.progress import Progress, progress_of
from conference.newsletter.sending import pause, put_in_archive, resume, start
from conference.newsletter.tasks import newsletter_tasks, situation
from nisn_site.kit.audit import AuditEntry
from nisn_site.kit.outbox.failures import Failure
from nisn_site.kit.outbox.links import absolute
from nisn_site.kit.outbox.messages import Message
from nisn_site.kit.outbox.stopping import stop_mailings
from nisn_site.kit.outbox.turns import take_turn
from tests.conference.newsletter.makers import (
    addresses,
    begin,
    make_issue,
    make_reader,
    make_readers,
    recipients,
)  # fmt: skip
from tests.jobs import waiting_jobs
from tests.makers import make_conference, make_network, make_organizer, translate
from tests.races import (
    PATIENCE,
    alone,
    at_once,
    second_waits,
    wait_until_somebody_waits,
    without_constraint,
    without_trigger,
)

pytestmark = pytest.mark.django_db
A_WHILE = timedelta(minutes=5)
END_WHO_WAITS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


@pytest.fixture(autouse=True)
def site(db):
    make_network(postal_address="P.O. Box 1\nHere")
    make_conference(is_current=True)


def again(issue: NewsletterIssue) -> NewsletterIssue:
    return NewsletterIssue.objects.get(pk=issue.pk)


# -- what readers get --------------------------------------------------------------------------------------------------


def test_each_reader_gets_it_once_and_then_it_is_sent(amina, run_jobs):
    readers = make_readers(5)
    issue = begin(make_issue(), amina)
    run_jobs()
    run_jobs(now=timezone.now() + A_WHILE)

    assert sorted(letter.to[0] for letter in mail.outbox) == addresses(readers)
    issue = again(issue)
    assert (issue.state, issue.readers, waiting_jobs()) == ("sent", 5, [])
    assert situation(issue) == "Sent to 5 readers"


def test_chunks_follow_each_other(amina):
    readers = make_readers(5)
    issue = begin(make_issue(), amina)

    assert [send_chunk(issue_id=issue.pk, size=2) for _ in range(4)] == [2, 2, 1, 0]
    assert recipients() == addresses(readers)


def test_each_gets_it_in_the_language_they_chose(amina):
    make_reader("ben", language="es")
    make_reader("dao", language="en")
    issue = make_issue(body="**See** [this](/en/2007/).")
    translate(issue, subject="Noticias", body="**Vea** [esto](/es/2007/).")
    begin(issue, amina)
    send_chunk(issue_id=issue.pk)

    dao, ben = sorted(Message.objects.all(), key=lambda message: message.language)
    assert (ben.subject, dao.subject) == ("Noticias", "News of June")
    assert f"Vea esto ({absolute('/es/2007/')}).\n" in ben.text
    assert f'href="{absolute("/es/2007/")}"' in ben.html
    assert f"See this ({absolute('/en/2007/')}).\n" in dao.text
    assert "/es/newsletter/stop/yours/" in ben.text


def test_reader_without_a_translation_gets_the_original_and_is_told_so(amina):
    make_reader(language="es")
    issue = begin(make_issue(), amina)
    send_chunk(issue_id=issue.pk)

    [letter] = Message.objects.all()
    assert letter.subject == "News of June"
    assert "English." in letter.text
    assert '<div class="prose" lang="en" dir="ltr">' in letter.html


def test_all_of_a_mail_is_in_the_readers_language_also_its_foot(amina):
    make_reader(language="es")
    issue = make_issue()
    translate(issue, subject="Noticias", body="Venga")
    begin(issue, amina)
    send_chunk(issue_id=issue.pk)

    [letter] = Message.objects.all()
    assert "Para dejar de recibir estos correos, abra esta página:" in letter.text
    assert "Dejar de recibir estos correos" in letter.html


def test_only_readers_of_one_language(amina):
    make_reader("ben", language="es")
    make_reader("dao", language="en")
    issue = begin(make_issue(audience="es"), amina)
    send_chunk(issue_id=issue.pk)

    assert recipients() == ["ben@example.org"]


def test_mail_carries_postal_address_and_both_ways_to_stop(amina):
    make_reader()
    issue = begin(make_issue(), amina)
    send_chunk(issue_id=issue.pk)

    [letter] = Message.objects.all()
    headers = json.loads(letter.headers)
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].strip("<>") in letter.text
    assert "P.O. Box 1" in letter.text
    assert letter.is_mailing


def test_who_is_unconfirmed_came_later_or_was_stopped_gets_none(amina):
    make_reader("ben")
    make_reader("chika", stage="unconfirmed", confirmed_at=None)
    dao = make_reader("dao")
    stop_mailings(dao.address_index, Failure.BOUNCED)
    issue = begin(make_issue(), amina)
    make_reader("eve", confirmed_at=timezone.now() + A_WHILE)
    send_chunk(issue_id=issue.pk)

    assert recipients() == ["ben@example.org", "dao@example.org"]
    assert progress_of(again(issue)) == Progress(readers=2, sent=0, waiting=1, failed=0, stopped=1)


def test_who_signs_up_anew_meanwhile_gets_no_second_copy(amina, run_jobs):
    make_reader("dao")
    issue = begin(make_issue(), amina)
    send_chunk(issue_id=issue.pk)
    run_jobs()
    Subscriber.objects.all().delete()
    make_reader("dao", confirmed_at=issue.published_at)
    with without_trigger("conference_newsletterissue", "guards_newsletter_issue"):
        NewsletterIssue.objects.update(state="sending")
    send_chunk(issue_id=issue.pk)

    assert len(mail.outbox) == 1
    assert recipients() == ["dao@example.org"]


# -- starting, pausing, going on -----------------------------------------------------------------------------------------


def refusal(deed, **arguments) -> str:
    with pytest.raises(ValidationError) as caught:
        deed(**arguments)
    return caught.value.code


def test_it_starts_once_as_it_was_looked_at_for_somebody_and_with_the_postal_address(amina):
    issue = make_issue()
    values = {"issue_id": issue.pk, "seen_version": issue.version, "by": amina}
    assert refusal(start, **values) == "nobody"
    make_reader()
    assert refusal(start, **values | {"seen_version": issue.version - 1}) == "changed"
    Network.objects.update(postal_address="")
    assert refusal(start, **values) == "postal"
    Network.objects.update(postal_address="Here")

    start(**values)

    assert refusal(start, **values) == "state"
    assert refusal(resume, issue_id=issue.pk, by=amina) == "state"
    assert refusal(put_in_archive, issue_id=issue.pk, by=amina) == "state"
    assert refusal(pause, issue_id=issue.pk + 1, by=amina) == "gone"
    assert waiting_jobs() == [("newsletter.send", {"issue_id": issue.pk})]


def test_paused_nothing_goes_out_and_later_all_of_it(amina, run_jobs):
    readers = make_readers(4)
    issue = begin(make_issue(), amina)
    send_chunk(issue_id=issue.pk, size=2)
    pause(issue_id=issue.pk, by=amina)
    run_jobs(now=timezone.now() + timedelta(days=30))
    assert (len(mail.outbox), len(recipients())) == (0, 2)
    assert [task[0] for task in newsletter_tasks()] == ["Issue 1 is paused: 0 of 4 sent"]

    resume(issue_id=issue.pk, by=amina)
    run_jobs()

    assert sorted(letter.to[0] for letter in mail.outbox) == addresses(readers)
    actions = list(AuditEntry.objects.order_by("number").values_list("action", flat=True))
    assert actions[-3:] == ["newsletter.started", "newsletter.paused", "newsletter.resumed"]


def test_issue_that_is_only_put_into_the_archive_mails_nobody(amina):
    make_reader()
    issue = put_in_archive(issue_id=make_issue().pk, by=amina)

    assert (issue.state, waiting_jobs(), situation(issue)) == ("sent", [], "In the archive, not mailed")


class DeadMailServer(BaseEmailBackend):
    def open(self):
        raise smtplib.SMTPConnectError(421, b"closed")


def test_while_the_mail_server_is_away_nothing_is_lost_and_progress_says_so(amina, run_jobs, settings):
    readers = make_readers(3)
    working = settings.MAILERS
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.DeadMailServer"}}
    issue = begin(make_issue(), amina)
    run_jobs()
    assert progress_of(issue) == Progress(readers=3, sent=0, waiting=3, failed=0, stopped=0)
    assert [task[0] for task in newsletter_tasks()] == ["Issue 1 is being sent: 0 of 3"]

    settings.MAILERS = working
    take_turn(clock=lambda: timezone.now() + timedelta(hours=2))
    send_chunk(issue_id=issue.pk)

    assert sorted(letter.to[0] for letter in mail.outbox) == addresses(readers)
    assert again(issue).state == "sent"


def test_progress_is_one_query(amina):
    make_readers(3)
    issue = begin(make_issue(), amina)
    send_chunk(issue_id=issue.pk)

    with CaptureQueriesContext(connection) as queries:
        assert progress_of(issue).waiting == 3
    assert len(queries) == 1


# -- workers that die, and two of them ---------------------------------------------------------------------------------


@pytest.fixture
def started(transactional_db):
    readers = make_readers(3)
    return begin(make_issue(), make_organizer()), readers


def killed_at_the_second_mail(issue: NewsletterIssue, worker) -> None:
    """Let the worker run into a lock at its second mail, and then end its session, as the death of its process does."""
    second = Subscriber.objects.order_by("pk")[1]
    is_locked, may_end = Event(), Event()

    def lock_the_second():
        with transaction.atomic():
            mail_issue(Editions(issue), second)
            is_locked.set()
            assert may_end.wait(PATIENCE)
            transaction.set_rollback(True)

    with ThreadPoolExecutor(2) as people:
        lock = people.submit(alone, lock_the_second)
        assert is_locked.wait(PATIENCE)
        job = people.submit(alone, worker)
        try:
            wait_until_somebody_waits(job)
            with connection.cursor() as cursor:
                cursor.execute(END_WHO_WAITS)
            assert isinstance(job.exception(PATIENCE), OperationalError)
        finally:
            may_end.set()
        lock.result(PATIENCE)


@pytest.mark.django_db(transaction=True)
def test_worker_that_dies_in_the_middle_leaves_nothing_and_the_next_does_all(started):
    issue, readers = started
    killed_at_the_second_mail(issue, lambda: send_chunk(issue_id=issue.pk))
    assert (recipients(), again(issue).last_reader) == ([], 0)

    assert [send_chunk(issue_id=issue.pk) for _ in range(2)] == [3, 0]
    assert recipients() == addresses(readers)


@pytest.mark.django_db(transaction=True)
def test_half_a_chunk_that_was_stored_after_all_is_completed_without_second_copies(started):
    """The control of the test above: mail by mail, the same death leaves a half. The key then keeps it to one copy."""
    issue, readers = started

    def mail_by_mail():
        for reader in readers:
            with transaction.atomic():
                mail_issue(Editions(issue), reader)

    killed_at_the_second_mail(issue, mail_by_mail)
    assert recipients() == ["reader-0@example.org"]

    send_chunk(issue_id=issue.pk)
    assert recipients() == addresses(readers)


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_job_write_each_mail_once(started):
    issue, readers = started

    def worker() -> int:
        return sum(send_chunk(issue_id=issue.pk, size=1) for _ in range(4))

    assert sum(at_once(worker, worker)) == 3
    assert recipients() == addresses(readers)


@pytest.mark.django_db(transaction=True)
def test_even_without_taking_turns_the_outbox_has_one_row_for_each(started):
    issue, readers = started

    def without_turns():
        with transaction.atomic():
            write_mails(issue, readers)

    second_waits(without_turns, without_turns)
    assert recipients() == addresses(readers)

    Message.objects.all().delete()
    with without_constraint(Message, "message_once_for_its_cause"):  # the control: without the key there are two
        with transaction.atomic():
            write_mails(issue, readers)
            at_once(without_turns)
        assert recipients() == sorted(addresses(readers) * 2)
        Message.objects.all().delete()
