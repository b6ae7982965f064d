"""Mails of one mailing wait until somebody lets them go on. One that is being sent at this very moment goes out."""

from datetime import timedelta

from django.utils import timezone

from .messages import MessageQuerySet, State
from .waking import MAILING, wake

FOR_NOW = timedelta(days=365 * 100)


def hold_back(messages: MessageQuerySet) -> int:
    """Let those that wait go on waiting; returns how many. Call it in the transaction of the decision, as the next."""
    return messages.filter(state=State.WAITING).update(next_try_at=timezone.now() + FOR_NOW)


def let_go(messages: MessageQuerySet) -> int:
    """Those that were held back are due now; returns how many."""
    now = timezone.now()
    count = messages.filter(state=State.WAITING, next_try_at__gt=now + FOR_NOW / 2).update(next_try_at=now)
    if count:
        wake(priority=MAILING)
    return count
