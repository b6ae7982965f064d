"""A page for a conference hall: one laptop, one Wi-Fi, three hundred people in line.

An organizer makes its address in the admin, for one form and some hours. Who sends that form is not counted with their
network but with the hall, whose limit is far higher. The address carries all it needs, signed; nothing is stored.
"""

import time
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer

MOST_HOURS = 16
MOST_PEOPLE = 1_000  # an hour and a hall


def hall_pass(purpose: str, *, hours: int, now: float | None = None) -> str:
    ends_at = int(time.time() if now is None else now) + min(hours, MOST_HOURS) * 3_600
    return signer(purpose).sign(f"{ends_at}")


def is_open(hall: str, purpose: str) -> bool:
    """Is this a pass of ours for this form, and is its time not over?"""
    try:
        return bool(hall) and int(signer(purpose).unsign(hall)) > time.time()
    except BadSignature:
        return False


def hall_query(hall: str) -> str:
    return "?" + urlencode({"hall": hall})


def signer(purpose: str) -> Signer:
    return Signer(salt=f"nisn_site.gate.hall.{purpose}", sep="~")
