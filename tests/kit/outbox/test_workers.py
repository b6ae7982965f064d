"""Several senders at once, and senders that die: real connections, each with a control that shows the danger."""

import time
from threading import Barrier, Thread

import pytest
from django.db import connection

from nisn_site.kit.outbox.calls import Call
from nisn_site.kit.outbox.letters import compose
from nisn_site.kit.outbox.messages import Message, State
from nisn_site.kit.outbox.turns import take_turn
from tests.jobs import waiting_jobs
from tests.makers import make_network

from .makers import make_mail, make_mails
from .servers import mailers

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30  # seconds
MAILS = 40


@pytest.fixture(autouse=True)
def network(transactional_db):
    return make_network()


def at_the_same_time(number: int, deed) -> None:
    """So many threads, each with a connection of its own, that begin together."""
    start = Barrier(number)

    def run():
        try:
            start.wait(PATIENCE)
            deed()
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()


def send_without_claiming(clock) -> None:
    """What a sender would do that only looks at the state."""
    with Call() as call:
        for message in Message.objects.due(clock()):
            call.connect()
            call.send(compose(message))
            Message.objects.filter(pk=message.pk).update(state=State.SENT, sent_at=clock())


def test_three_workers_send_each_mail_once(post, clock):
    messages = make_mails(MAILS)

    at_the_same_time(3, lambda: take_turn(clock=clock))
    assert sorted(post.ids) == sorted(message.message_id for message in messages)
    assert set(Message.objects.values_list("state", "attempts")) == {(State.SENT, 1)}
    assert post.calls > 1


def test_control_workers_that_only_look_at_the_state_send_twice(post, clock):
    make_mails(MAILS)

    at_the_same_time(3, lambda: send_without_claiming(clock))
    assert len(post.ids) > len(set(post.ids)) == MAILS


def test_two_requests_of_the_same_cause_write_one_mail(post):
    at_the_same_time(2, lambda: make_mail(key="same"))

    assert (Message.objects.count(), waiting_jobs()) == (1, [("mail.send", {})])


# -- the database goes away in the middle ----------------------------------------------------------------------------


def end_connections_of_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def wait_until(happened) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_mail_that_went_out_while_the_database_was_away_is_noted_when_it_is_back(post, clock, settings):
    settings.MAILERS = mailers(settings.MAILERS["default"]["OPTIONS"]["port"], patience=PATIENCE)
    message = make_mail()
    post.holds_data = True
    sender = Thread(target=lambda: (take_turn(clock=clock), connection.close()))
    sender.start()
    wait_until(lambda: post.held)
    end_connections_of_others()
    post.holds_data = False
    sender.join(PATIENCE)

    take_turn(clock=clock)
    assert post.ids == [message.message_id]
    assert Message.objects.get().state == State.SENT
