from datetime import timedelta

import pytest

from nisn_site.kit.outbox import claims, outcomes
from nisn_site.kit.outbox.failures import Failure, Trouble
from nisn_site.kit.outbox.holding_back import hold_back, let_go
from nisn_site.kit.outbox.messages import Message, State
from nisn_site.kit.outbox.pauses import MOST_TRIES
from tests.makers import make_network

from .makers import make_mail


@pytest.fixture
def unfinished(db):
    """Somebody died while they sent it, for the `attempts`th time."""
    make_network()
    message = make_mail()

    def leave(attempts: int) -> Message:
        Message.objects.filter(pk=message.pk).update(state=State.SENDING, attempts=attempts)
        return message

    return leave


def test_mail_whose_sender_died_is_due_again_at_once(unfinished, clock):
    unfinished(1)
    claims.take_up_unfinished(clock())

    assert Message.objects.due(clock()).count() == 1


def test_mail_whose_senders_die_again_and_again_waits_and_is_given_up_in_the_end(unfinished, clock):
    unfinished(2)
    claims.take_up_unfinished(clock())
    assert Message.objects.get().state == State.WAITING
    assert Message.objects.due(clock()).count() == 0

    unfinished(MOST_TRIES)
    claims.take_up_unfinished(clock())
    assert Message.objects.values_list("state", "failure").get() == (State.FAILED, Failure.UNEXPECTED)


def test_mail_that_was_being_sent_when_its_mailing_was_paused_waits_like_the_others(unfinished, clock):
    message = unfinished(1)
    hold_back(Message.objects.all())
    claims.take_up_unfinished(clock())
    assert Message.objects.due(clock() + timedelta(days=30)).count() == 0

    unfinished(1)
    outcomes.note(message.pk, Trouble(Failure.NOT_NOW, "451"), clock())
    assert Message.objects.due(clock() + timedelta(days=30)).count() == 0

    let_go(Message.objects.all())
    assert Message.objects.due(clock() + timedelta(days=30)).count() == 1
