"""How a reader stops the newsletter: by one press in the mail program, on the page of the link, or on their own page.

The link under each issue belongs to the address, not to the row: it works as well when somebody signed up again since,
and answers the same when they are gone already. It holds the address's keyed index, signed; nothing of it is stored.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from nisn_site.kit.deeds.mailing import forget_mails_of
from nisn_site.kit.outbox.messages import WENT_OUT, Message, State
from nisn_site.kit.outbox.pauses import MOST_TRIES

from ..models import Subscriber

SALT = "conference.newsletter.stop"
PURPOSE = "newsletter.issue"  # of its mails in the outbox
INDEX_BYTES, SEAL_BYTES = 32, 13


def stop_path(reader: Subscriber) -> str:
    """The address of the page with the button, in the active language."""
    return reverse("conference:newsletter_stop", kwargs={"token": token_of(reader.address_index)})


def token_of(index: str) -> str:
    return urlsafe_b64encode(bytes.fromhex(index) + seal_of(index, settings.SECRET_KEY)).decode()


def index_in(token: str) -> str | None:
    """The address index in a token of ours; None for anything else."""
    try:
        both = urlsafe_b64decode(token.encode("ascii"))
    except ValueError:
        return None
    index = both[:INDEX_BYTES].hex()
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]  # a mail of last month must still lead out
    return index if any(constant_time_compare(both[INDEX_BYTES:], seal_of(index, key)) for key in keys) else None


def seal_of(index: str, key: str) -> bytes:
    return salted_hmac(SALT, index, secret=key, algorithm="sha256").digest()[:SEAL_BYTES]


def stop(*, index: str) -> None:
    """Whoever has this address gets no more: also not what waits to be sent. Nothing happens when they are gone."""
    with transaction.atomic():
        for reader in Subscriber.objects.confirmed().filter(address_index=index).select_for_update():
            leave(reader)
        forget_issues(index)


@transaction.atomic
def leave(reader: Subscriber) -> None:
    """Delete this row and its mails; an unconfirmed sign-up by a stranger must not end what the reader wanted before."""
    forget_mails_of([reader])
    reader.delete()  # before its issues: it waits for whoever is just writing one
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
