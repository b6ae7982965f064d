"""The link under each issue, with which its reader stops the newsletter. Nothing of it is stored.

It belongs to the address, not to the row: it works as well when somebody signed up again since, and answers the same
when they are gone already. It holds the address's keyed index and the number of the row, signed. By the number a
reader is found whose address has got another index since, because ADDRESS_INDEX_KEY was changed.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from ..models import Subscriber

SALT = "conference.newsletter.stop"
INDEX_BYTES, NUMBER_BYTES, SEAL_BYTES = 32, 6, 13  # together a whole number of letters in Base64
SAID = INDEX_BYTES + NUMBER_BYTES


@dataclass(frozen=True, slots=True)
class StopLink:
    index: str
    number: int

    def readers(self):
        """Whom it belongs to: one, or nobody any more."""
        return Subscriber.objects.confirmed().filter(Q(address_index=self.index) | Q(pk=self.number))


def stop_path(reader: Subscriber) -> str:
    """The address of the page with the button, in the active language."""
    return reverse("conference:newsletter_stop", kwargs={"token": token_of(reader.address_index, reader.pk)})


def token_of(index: str, number: int) -> str:
    said = bytes.fromhex(index) + number.to_bytes(NUMBER_BYTES)
    return urlsafe_b64encode(said + seal_of(said, settings.SECRET_KEY)).decode()


def read_token(token: str) -> StopLink | None:
    """What stands in a token of ours; None for anything else."""
    try:
        whole = urlsafe_b64decode(token.encode("ascii"))
    except ValueError:
        return None
    said, seal = whole[:SAID], whole[SAID:]
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]  # a mail of last month must still lead out
    if not any(constant_time_compare(seal, seal_of(said, key)) for key in keys):
        return None
    return StopLink(said[:INDEX_BYTES].hex(), int.from_bytes(said[INDEX_BYTES:]))


def seal_of(said: bytes, key: str) -> bytes:
    return salted_hmac(SALT, said, secret=key, algorithm="sha256").digest()[:SEAL_BYTES]
