"""What organizers can do with mails: send again, or put aside. Texts that are deleted cannot be sent."""

from django.db import transaction
from django.utils import timezone

from nisn_site.kit import audit

from .holding_back import far_off
from .messages import Message, MessageQuerySet, State
from .stopping import StoppedAddress
from .waking import wake

MAY_GO_AGAIN = (State.WAITING, State.FAILED, State.BOUNCED, State.CANCELLED)
MAY_BE_PUT_ASIDE = (State.WAITING, State.FAILED)


@transaction.atomic
def send_again(*, messages: MessageQuerySet, by) -> int:
    """Let them wait to be sent now, with their old Message-ID; returns how many.

    Mailings stay stopped where they are, and what is held back waits for its mailing.
    """
    stopped = StoppedAddress.objects.values("address_index")
    found = messages.filter(state__in=MAY_GO_AGAIN, text__empty=False)
    chosen = locked(found.exclude(is_mailing=True, address_index__in=stopped).exclude(next_try_at__gt=far_off()))
    Message.objects.filter(pk__in=chosen).update(
        state=State.WAITING, failure="", failure_code="", attempts=0, next_try_at=timezone.now(), sent_at=None
    )
    if chosen:
        wake()
        audit.record(by, "mail.send_again", None, {"mails": chosen})
    return len(chosen)


@transaction.atomic
def put_aside(*, messages: MessageQuerySet, by) -> int:
    """Do not send, or not try any more; returns how many."""
    chosen = locked(messages.filter(state__in=MAY_BE_PUT_ASIDE))
    Message.objects.filter(pk__in=chosen).update(state=State.CANCELLED)
    if chosen:
        audit.record(by, "mail.put_aside", None, {"mails": chosen})
    return len(chosen)


def locked(messages: MessageQuerySet) -> list[int]:
    """Those that nobody is sending at this moment."""
    return list(messages.order_by("pk").select_for_update(skip_locked=True).values_list("pk", flat=True))


def may_read(organizer, message: Message) -> bool:
    """Texts hold links that act for their reader. Those to somebody's account are nobody else's, whatever their rights."""
    return organizer.has_perm("nisn_site.read_message") and not message.is_of_account and not message.is_emptied
