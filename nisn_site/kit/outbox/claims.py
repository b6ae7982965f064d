"""Whose turn it is to send a mail: exactly one process at a time, also when others die in the middle.

Who sends a mail holds a lock of PostgreSQL's session on it. A process that is killed loses the lock with its
connection, at once; what it left "being sent" is then free again. No transaction is open while we talk to the
mail server, which may take long.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest

from .failures import Failure
from .messages import Message, State
from .pauses import MOST_TRIES, pause_after

LOCK = 0x6D61696C  # "mail": advisory locks of others have other numbers


@contextmanager
def next_message(now: datetime) -> Iterator[int | None]:
    """The most urgent mail that is due, ours until the end of the block (its primary key), or None."""
    try:
        message = claim(now)
    except DatabaseError:
        connection.close()  # a lock without its sender would hold the mail, and all that is less urgent, for long
        raise
    try:
        yield message
    finally:
        if message is not None:
            with suppress(OperationalError, InterfaceError):  # the lock went with the connection
                ask("SELECT pg_advisory_unlock(%s, %s)", message)


def claim(now: datetime) -> int | None:
    with transaction.atomic():
        due = Message.objects.due(now).select_for_update(skip_locked=True).values_list("pk", flat=True)
        message = due.first()
        if message is None or not ask("SELECT pg_try_advisory_lock(%s, %s)", message):
            return None
        Message.objects.filter(pk=message).update(state=State.SENDING, attempts=F("attempts") + 1)
    return message


def take_up_unfinished(now: datetime) -> None:
    """Let those wait again whose sender died in the middle: at once, or after a pause if that happens again."""
    for message, attempts in Message.objects.filter(state=State.SENDING).values_list("pk", "attempts"):
        if ask("SELECT pg_try_advisory_lock(%s, %s)", message):
            Message.objects.filter(pk=message, state=State.SENDING).update(**after_death(attempts, now))
            ask("SELECT pg_advisory_unlock(%s, %s)", message)


def after_death(attempts: int, now: datetime) -> dict:
    if attempts >= MOST_TRIES:
        return {"state": State.FAILED, "failure": Failure.UNEXPECTED}
    next_try_at = now if attempts < 2 else now + pause_after(attempts)
    return {"state": State.WAITING, "next_try_at": Greatest("next_try_at", Value(next_try_at))}  # may be held back


def ask(question: str, message: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [LOCK, message % 2**31])
        return cursor.fetchone()[0]
