"""Who stops the newsletter while an issue is on its way gets no more of it, and leaves no address behind."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from conference.models import Subscriber
from conference.newsletter.chunks import send_chunk
from conference.newsletter.leaving import stop
from conference.newsletter.progress import progress_of
from conference.newsletter.stop_links import StopLink, stop_path
from nisn_site.kit.outbox import outcomes
from nisn_site.kit.outbox.failures import Failure, Trouble
from nisn_site.kit.outbox.handling import send_again
from nisn_site.kit.outbox.messages import Message
from tests.makers import make_conference, make_network
from tests.races import let_connection_die

from .makers import begin, make_issue, make_reader, recipients

pytestmark = pytest.mark.django_db
A_WHILE = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def site(db):
    make_network(postal_address="P.O. Box 1\nHere")
    make_conference(is_current=True)


def test_reader_who_stops_meanwhile_gets_nothing_and_nothing_is_missing(amina, run_jobs):
    ben, dao, eve = (make_reader(name) for name in ("ben", "dao", "eve"))
    issue = begin(make_issue(), amina)
    send_chunk(issue_id=issue.pk, size=2)
    for reader in (dao, eve):
        stop(StopLink(reader.address_index, reader.pk))
    run_jobs()
    run_jobs(now=timezone.now() + A_WHILE)

    issue.refresh_from_db()
    assert [letter.to for letter in mail.outbox] == [[ben.address]]
    assert (issue.state, issue.readers) == ("sent", 1)


@pytest.mark.parametrize("state", ["waiting", "failed", "cancelled", "sent", "bounced"])
def test_of_a_reader_who_stops_no_mail_keeps_the_address_or_can_go_again(amina, state):
    ben = make_reader("ben")
    dao = make_reader("dao")
    issue = begin(make_issue(), amina)
    send_chunk(issue_id=issue.pk)
    sent_at = timezone.now() if state in {"sent", "bounced"} else None
    Message.objects.update(state=state, sent_at=sent_at, failure=Failure.NO_MAILBOX)

    stop(StopLink(ben.address_index, ben.pk))

    assert [text for text in recipients() if text] == [dao.address]
    assert progress_of(issue).sent == (2 if sent_at else 0)
    send_again(messages=Message.objects.filter(address_index=ben.address_index), by=amina)
    assert not Message.objects.due(timezone.now() + A_WHILE).filter(address_index=ben.address_index).exists()


def test_mail_that_is_being_sent_when_its_reader_stops_is_not_tried_again(amina):
    ben = make_reader("ben")
    issue = begin(make_issue(), amina)
    send_chunk(issue_id=issue.pk)
    Message.objects.update(state="sending", attempts=1)

    stop(StopLink(ben.address_index, ben.pk))
    outcomes.note(Message.objects.get().pk, Trouble(Failure.NOT_NOW, "451"), timezone.now())

    assert Message.objects.get().state == "failed"


@pytest.mark.django_db(transaction=True)
def test_press_of_a_mail_program_counts_also_on_a_connection_that_died_meanwhile(client):
    path = stop_path(make_reader())
    let_connection_die()

    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscriber.objects.exists()
