"""Texts that a stolen database does not reveal, and a way to find an address without storing it.

A sealed text is `0x01 | key id, 4 bytes | nonce, 12 bytes | AES-256-GCM ciphertext and tag`. The place it belongs
to (model and field) is authenticated with it, so a ciphertext moved to another column does not open. Keys live in
the environment, never in the database or its backup; see deploy/README.md for making and changing them.
"""

import hashlib
import hmac
import secrets
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from .addresses import normalized

FORMAT = b"\x01"
KEY_ID_BYTES = 4
NONCE_BYTES = 12
HEAD = len(FORMAT) + KEY_ID_BYTES


class CannotUnsealError(Exception):
    """The key is not among PERSONAL_DATA_KEYS, or the text was changed or moved since it was sealed."""


def seal(text: str, *, place: str = "") -> bytes:
    """The text under the newest key, different each time. `place` must be the same when it is opened."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    ciphertext = cipher(settings.PERSONAL_DATA_KEYS[0]).encrypt(nonce, text.encode(), place.encode())
    return newest_head() + nonce + ciphertext


def unseal(sealed: bytes, *, place: str = "") -> str:
    """Raises CannotUnsealError."""
    keys = {key_id(key): key for key in settings.PERSONAL_DATA_KEYS}
    key = keys.get(sealed[len(FORMAT) : HEAD])
    if key is None or not sealed.startswith(FORMAT):
        raise CannotUnsealError(f"{place}: none of PERSONAL_DATA_KEYS has sealed this.")
    nonce, ciphertext = sealed[HEAD : HEAD + NONCE_BYTES], sealed[HEAD + NONCE_BYTES :]
    try:
        return cipher(key).decrypt(nonce, ciphertext, place.encode()).decode()
    except (InvalidTag, ValueError):
        raise CannotUnsealError(f"{place}: this text was changed or moved since it was sealed.") from None


def newest_head() -> bytes:
    """How everything begins that the newest key has sealed."""
    return FORMAT + key_id(settings.PERSONAL_DATA_KEYS[0])


def address_index(address: str) -> str:
    """64 hex digits by which the rows of a mailbox are found; without the key they cannot be computed.

    Raises ValidationError when the address is none.
    """
    return hmac.new(settings.ADDRESS_INDEX_KEY, normalized(address).encode(), hashlib.sha256).hexdigest()


@cache
def key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"key id" + key).digest()[:KEY_ID_BYTES]


@cache
def cipher(key: bytes) -> AESGCM:
    return AESGCM(key)
