"""A reader stops the newsletter: by one press in the mail program, on the page of the link, or on their own page."""

from django.db import transaction

from nisn_site.kit.deeds.mailing import forget_mails_of
from nisn_site.kit.outbox.messages import WENT_OUT, Message, State
from nisn_site.kit.outbox.pauses import MOST_TRIES

from ..models import Subscriber
from .stop_links import StopLink

PURPOSE = "newsletter.issue"  # of its mails in the outbox


def stop(link: StopLink) -> None:
    """Whoever this link belongs to gets no more: also not what waits to be sent. Nothing happens when they are gone."""
    with transaction.atomic():
        for reader in link.readers().select_for_update():
            leave(reader)
        forget_issues(link.index)


@transaction.atomic
def leave(reader: Subscriber) -> None:
    """Delete this row and its mails; an unconfirmed sign-up by a stranger must not end what the reader wanted before."""
    reader.delete()  # before its mails: it waits for whoever is just writing one
    forget_mails_of([reader])
    if reader.is_confirmed:
        forget_issues(reader.address_index)


def forget_issues(index: str) -> None:
    """Delete the issues that this reader has not got, and of the others what they said and to whom.

    That they went out stays, to be counted. What is being sent at this moment cannot be held any more; should that
    fail, it is not tried again.
    """
    of_reader = Message.objects.filter(purpose=PURPOSE, address_index=index)
    of_reader.filter(state=State.SENDING).update(attempts=MOST_TRIES)
    of_reader.filter(state__in=WENT_OUT).emptied()
    of_reader.exclude(state__in=[State.SENDING, *WENT_OUT]).delete()
