"""What a mail service reports later: this mail came back, that reader said it is spam.

Services that carry our mail by SMTP name it by our Message-ID or by a number of their own; then the newest mail to
that address is meant. Reports may come twice and in any order: each says the same again.
"""

import contextlib
from datetime import timedelta

from anymail.signals import EventType, RejectReason
from django.core.exceptions import ValidationError
from django.utils import timezone

from nisn_site.kit.privacy.ciphers import address_index

from .failures import Failure
from .messages import WENT_OUT, Message, State
from .stopping import stop_mailings

CAME_BACK = {EventType.BOUNCED, EventType.REJECTED}
NO_SUCH_MAILBOX = {None, RejectReason.BOUNCED, RejectReason.INVALID}  # others may be our fault, or pass
LOOKED_BACK = timedelta(days=14)


def note_report(event) -> None:
    """Take in one of anymail's `AnymailTrackingEvent`s; most of them, such as "delivered", change nothing."""
    if event.event_type in CAME_BACK:
        came_back(event)
    elif event.event_type == EventType.COMPLAINED:
        complained(event)


def came_back(event) -> None:
    for message in messages_of(event):
        Message.objects.filter(pk=message.pk).update(state=State.BOUNCED, failure=Failure.BOUNCED)
    if event.reject_reason in NO_SUCH_MAILBOX:
        stop(event, Failure.BOUNCED)


def complained(event) -> None:
    for message in messages_of(event):
        Message.objects.filter(pk=message.pk).update(failure=Failure.COMPLAINED)
    stop(event, Failure.COMPLAINED)


def stop(event, failure: Failure) -> None:
    for index in {message.address_index for message in messages_of(event)} or indexes_of(event):
        stop_mailings(index, failure)


def messages_of(event) -> list[Message]:
    """The one mail that the report is about, if we know it."""
    went_out = Message.objects.unopened().filter(state__in=WENT_OUT)
    name = (event.message_id or "").strip("<>")
    if named := list(went_out.filter(message_id=f"<{name}>")):
        return named
    lately = went_out.filter(sent_at__gte=timezone.now() - LOOKED_BACK, address_index__in=indexes_of(event))
    return list(lately.order_by("-sent_at")[:1])


def indexes_of(event) -> set[str]:
    with contextlib.suppress(ValidationError):
        return {address_index(event.recipient or "")}
    return set()
