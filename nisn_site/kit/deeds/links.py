"""The secret in a mailed link, and the short code for those who read mail on another device.

Both are worked out from the row's random key and the site's secret key, so they are stored nowhere, and a second mail
carries the same ones; the row holds only the link's hash, to be found by. Secret and hash belong to one model: the link
of a newsletter opens no message. An expired link's number moves on, and with it link and code.
"""

import hashlib
import unicodedata
from base64 import urlsafe_b64encode

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import Deed

MOST_TRIES = 5  # of a code with six digits


def secret(deed: Deed, use: str, key: str) -> bytes:
    salt = f"nisn_site.deeds.{deed._meta.label_lower}.{use}"
    number = f"{deed.submit_key.hex}.{deed.link_number}"
    return salted_hmac(salt, number, secret=key, algorithm="sha256").digest()


def token_of(deed: Deed) -> str:
    """27 signs for an address."""
    return token_under(deed, key_of(deed))


def code_of(deed: Deed) -> str:
    """Six digits."""
    return f"{int.from_bytes(secret(deed, 'code', key_of(deed))[:8]) % 1_000_000:06d}"


def key_of(deed: Deed) -> str:
    """The site's secret key, or the older one under which this deed's link was mailed: that must go on working."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return next((key for key in keys if hash_of(type(deed), token_under(deed, key)) == deed.link_hash), keys[0])


def token_under(deed: Deed, key: str) -> str:
    return urlsafe_b64encode(secret(deed, "link", key)[:20]).decode().rstrip("=")


def hash_of(model: type[Deed], token: str) -> str:
    return hashlib.sha256(f"{model._meta.label_lower}:{token}".encode()).hexdigest()


def find(rows: models.QuerySet, token: str) -> Deed | None:
    """The row that this link opens, whether or not the link is still good."""
    return rows.filter(link_hash=hash_of(rows.model, token)).first()


def is_good(deed: Deed) -> bool:
    return deed.link_expires_at is not None and deed.link_expires_at > timezone.now()


def make_link(deed: Deed) -> None:
    """Give the row a link that is good for its whole term: the old one while that has not expired, else a new one."""
    if deed.link_hash and not is_good(deed):
        deed.link_number, deed.code_tries = deed.link_number + 1, 0
    deed.link_hash = hash_of(type(deed), token_of(deed))
    deed.link_expires_at = timezone.now() + (deed.unconfirmed_term if deed.is_unconfirmed else deed.link_term)


def is_code(deed: Deed, typed: str) -> bool:
    """Compare in constant time, and count a wrong try. The row must be locked; five tries, then only the link helps."""
    digits = "".join(str(unicodedata.decimal(sign)) for sign in typed if sign.isdecimal())  # of any script
    if deed.code_tries >= MOST_TRIES or not is_good(deed):
        return False
    if constant_time_compare(digits, code_of(deed)):
        return True
    deed.code_tries += 1
    deed.save(update_fields=["code_tries"])
    return False
