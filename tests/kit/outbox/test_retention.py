from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from nisn_site.kit.outbox.failures import Failure
from nisn_site.kit.outbox.messages import Message, State
from tests.makers import make_network

from .makers import make_mail


@pytest.fixture(autouse=True)
def network(db):
    return make_network()


def aged(state: State, *, days: int, key: str) -> int:
    then = timezone.now() - timedelta(days=days)
    message = make_mail(key=key)
    sent_at = then if state in {State.SENT, State.BOUNCED} else None
    failure = Failure.NO_MAILBOX if state == State.FAILED else ""
    Message.objects.filter(pk=message.pk).update(state=state, created_at=then, sent_at=sent_at, failure=failure)
    return message.pk


def test_words_and_address_go_soon_after_sending_and_the_rest_after_ninety_days():
    ages = [
        (State.SENT, 1), (State.SENT, 4), (State.SENT, 91), (State.BOUNCED, 4), (State.FAILED, 10), (State.FAILED, 31),
        (State.CANCELLED, 31), (State.WAITING, 200),
    ]  # fmt: skip
    mails = {aged(state, days=days, key=f"{state}{days}"): (state, days) for state, days in ages}

    call_command("delete_due", verbosity=0)
    left = {
        mails[message.pk]: bool(message.text or message.subject or message.recipient)
        for message in Message.objects.all()
    }
    assert left == {
        (State.SENT, 1): True, (State.SENT, 4): False, (State.BOUNCED, 4): False, (State.FAILED, 10): True,
        (State.FAILED, 31): False, (State.CANCELLED, 31): False, (State.WAITING, 200): True,
    }  # fmt: skip


def test_database_keeps_the_words_of_a_mail_that_waits():
    message = make_mail()

    with pytest.raises(IntegrityError, match="message_text_is_kept_until_sent"), transaction.atomic():
        Message.objects.filter(pk=message.pk).emptied()
