"""How long the words and the address of a mail are kept: the words hold links that act for their reader."""

from datetime import datetime, timedelta

from django.db.models import Q

from .messages import STILL_NEEDED, Message

SENT, NOT_SENT = timedelta(days=3), timedelta(days=30)  # so long it can be sent again


def texts_are_over(now: datetime) -> Q:
    not_sent = Q(sent_at=None, created_at__lt=now - NOT_SENT) & ~Q(state__in=STILL_NEEDED)
    return Q(text__empty=False) & (Q(sent_at__lt=now - SENT) | not_sent)


def forget_texts(message: Message) -> None:
    """That a mail went out, and the keyed index it is found by, stays for a while; see nisn_site.personal_data."""
    Message.objects.filter(pk=message.pk).emptied()
