"""How a reader stops the newsletter: by one press in the mail program, on the page of the link, or on their own page.

The link under each issue belongs to the address, not to the row: it works as well when somebody signed up again since,
and answers the same when they are gone already. It holds the address's keyed index, signed; nothing of it is stored.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from nisn_site.kit.outbox.messages import Message, State

from ..models import Subscriber

SALT = "conference.newsletter.stop"
PURPOSE = "newsletter.issue"  # of its mails in the outbox
INDEX_BYTES, SEAL_BYTES = 32, 13


def stop_path(reader: Subscriber) -> str:
    """The address of the page with the button, in the active language."""
    return reverse("conference:newsletter_stop", kwargs={"token": token_of(reader.address_index)})


def token_of(index: str) -> str:
    return urlsafe_b64encode(bytes.fromhex(index) + seal_of(index)).decode()


def index_in(token: str) -> str | None:
    """The address index in a token of ours; None for anything else."""
    try:
        both = urlsafe_b64decode(token.encode("ascii"))
    except ValueError:
        return None
    index = both[:INDEX_BYTES].hex()
    return index if constant_time_compare(both[INDEX_BYTES:], seal_of(index)) else None


def seal_of(index: str) -> bytes:
    return salted_hmac(SALT, index, algorithm="sha256").digest()[:SEAL_BYTES]


def stop(*, index: str) -> None:
    """Whoever has this address gets no more: also not what waits to be sent. Nothing happens when they are gone."""
    with transaction.atomic():
        Subscriber.objects.confirmed().filter(address_index=index).delete()
        forget_waiting(index)


def leave(reader: Subscriber) -> None:
    """Delete this row; an unconfirmed sign-up by a stranger must not end what the reader wanted before."""
    was_confirmed = reader.is_confirmed
    reader.delete()
    if was_confirmed:
        forget_waiting(reader.address_index)


def forget_waiting(index: str) -> None:
    """Delete the issues that wait for this reader. What is being sent at this moment cannot be held any more."""
    of_reader = Message.objects.filter(purpose=PURPOSE, address_index=index)
    of_reader.filter(state__in=[State.WAITING, State.FAILED]).delete()
