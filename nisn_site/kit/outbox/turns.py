"""Sends what is due. A turn lasts a few seconds, so that mailings to thousands leave room for other work."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from nisn_site.kit.jobs import jobs

from . import mail_server, outcomes
from .calls import Call
from .claims import next_message, take_up_unfinished
from .failures import Failure, Trouble, trouble_of
from .letters import compose
from .messages import Message
from .waking import MAILING, PERSONAL, TASK, wake

TURN = 5.0  # seconds

logger = logging.getLogger(__name__)


@jobs.task(name=TASK, priority=PERSONAL)
def send_due_mail() -> None:
    take_turn()


@jobs.periodic(cron="* * * * *")
@jobs.task(name="mail.send_every_minute", priority=PERSONAL, queueing_lock="mail.send_every_minute")
def send_due_mail_every_minute(timestamp: int) -> None:
    """Whatever has happened to the jobs: what is due goes out."""
    take_turn()


def take_turn(*, clock: Callable[[], datetime] = timezone.now) -> int:
    """Send what is due until nothing is left, the mail server fails, or the turn is over; returns how many went out."""
    ends_at, sent = time.monotonic() + TURN, 0
    take_up_unfinished(clock())
    if not Message.objects.due(clock()).exists():
        return 0
    with Call() as call:
        while mail_server.may_be_tried(clock()) and reaches_server(call, clock()):
            if time.monotonic() > ends_at:
                wake(priority=MAILING)
                break
            with next_message(clock()) as message:
                if message is None:
                    break
                trouble = try_to_send(call, message)
                outcomes.note(message, trouble, clock())
            sent += trouble is None
    return sent


def reaches_server(call: Call, now: datetime) -> bool:
    """Is there a line to the mail server? If not, that is noted, and blames no mail."""
    try:
        call.connect()
    except Exception as error:
        outcomes.note_no_connection(replace(reported(error, "the mail server"), is_of_server=True, is_final=False), now)
        return False
    return True


def try_to_send(call: Call, message: int) -> Trouble | None:
    """Hand one mail to the server; says what went wrong, if anything did."""
    try:
        call.send(compose(Message.objects.get(pk=message)))
    except Exception as error:
        trouble = reported(error, f"mail {message}")
        if trouble.is_of_server:
            call.hang_up()
        return trouble
    return None


def reported(error: Exception, what: str) -> Trouble:
    """The trouble; what is not in our list goes into the log, as a kind of error only: its text may name a person."""
    trouble = trouble_of(error)
    if trouble.failure in (Failure.UNEXPECTED, Failure.UNSENDABLE):
        logger.error("Trouble with %s: %s", what, type(error).__name__)
    return trouble
