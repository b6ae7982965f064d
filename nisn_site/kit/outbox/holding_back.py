"""Mails of one mailing wait until somebody lets them go on. One that is being sent at this very moment goes out.

Held back is what is to be tried in the distant future, whatever its state: so an organizer's "send again" can see that
its mailing is paused, and a mail that was being sent and must be tried again waits like the others.
"""

from datetime import timedelta

from django.utils import timezone

from .messages import MessageQuerySet, State
from .waking import MAILING, wake

FOR_NOW = timedelta(days=365 * 100)


def hold_back(messages: MessageQuerySet) -> int:
    """Let those that are not sent go on waiting; returns how many. Call it in the transaction of the decision, as the next."""
    return messages.exclude(state=State.SENT).update(next_try_at=timezone.now() + FOR_NOW)


def let_go(messages: MessageQuerySet) -> int:
    """Those that were held back are due now; returns how many wait."""
    now = timezone.now()
    held = held_back(messages)
    count = held.filter(state=State.WAITING).count()
    held.update(next_try_at=now)
    if count:
        wake(priority=MAILING)
    return count


def held_back(messages: MessageQuerySet) -> MessageQuerySet:
    """Those whose mailing is paused."""
    return messages.filter(next_try_at__gt=far_off())


def far_off():
    """What is to be tried after this moment is held back."""
    return timezone.now() + FOR_NOW / 2
