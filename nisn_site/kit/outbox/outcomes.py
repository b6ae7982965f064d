"""Writes down how a try to send a mail went, together with the job for the next try."""

import time
from datetime import datetime

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from . import mail_server
from .failures import Trouble
from .messages import Message, State
from .pauses import MOST_TRIES, pause_after
from .waking import wake

PATIENCE = (0.2, 0.5, 1, 2, 4, 8, 8)  # seconds between tries to reach the database
LANES = 2  # turns that begin when the mail server is back, beside the one that found out


def note(message: int, trouble: Trouble | None, now: datetime) -> None:
    """Insists while the database is away: a mail that was sent and is not noted would be sent again."""
    for pause in PATIENCE:
        try:
            note_once(message, trouble, now)
        except (OperationalError, InterfaceError):
            connection.close()
            time.sleep(pause)
        else:
            return
    note_once(message, trouble, now)


@transaction.atomic
def note_once(message: int, trouble: Trouble | None, now: datetime) -> None:
    if trouble is None:
        note_sent(message, now)
        return
    if trouble.is_of_server:
        wake(at=mail_server.went_away(trouble, now))
    else:
        note_server_is_there()
    tried = Message.objects.filter(pk=message, state=State.SENDING)
    said = {"failure": trouble.failure, "failure_code": trouble.code}
    attempts = tried.values_list("attempts", flat=True).first() or 1
    if trouble.is_final or attempts >= MOST_TRIES:
        tried.update(state=State.FAILED, **said)
        return
    next_try_at = now + pause_after(attempts)
    tried.update(
        state=State.WAITING, next_try_at=Greatest("next_try_at", Value(next_try_at)), **said
    )  # may be held back
    wake(at=next_try_at)


@transaction.atomic
def note_no_connection(trouble: Trouble, now: datetime) -> None:
    wake(at=mail_server.went_away(trouble, now))


def note_sent(message: int, now: datetime) -> None:
    sent = {"state": State.SENT, "sent_at": now, "failure": "", "failure_code": ""}
    Message.objects.filter(pk=message).exclude(state=State.SENT).update(**sent)
    note_server_is_there()


def note_server_is_there() -> None:
    if mail_server.came_back():
        for _ in range(LANES):
            wake()
