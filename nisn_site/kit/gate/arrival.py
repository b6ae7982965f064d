"""Did a posted form come from a page of ours? Visitors have no cookie, so their browsers' own word must do.

Browsers say it in `Sec-Fetch-Site` (all since 2023, over HTTPS), older ones in `Origin`; no page can forge either.
Where both are missing, or a privacy setting hides the origin, one more press on a page of ours decides.
"""

from enum import Enum, auto

from django.core.signing import BadSignature, TimestampSigner

AGAIN = TimestampSigner(salt="nisn_site.gate.again", sep="~")
AGAIN_SECONDS = 3_600


class Arrival(Enum):
    OURS = auto()
    FOREIGN = auto()
    UNKNOWN = auto()


def arrival(request) -> Arrival:
    site = request.headers.get("Sec-Fetch-Site")
    if site == "same-origin":
        return Arrival.OURS
    if site not in {None, "none"}:
        return Arrival.FOREIGN
    return by_origin(request)


def by_origin(request) -> Arrival:
    origin = request.headers.get("Origin", "null")
    if origin == "null":
        return Arrival.UNKNOWN
    return Arrival.OURS if origin == f"{request.scheme}://{request.get_host()}" else Arrival.FOREIGN


def again_mark(key: str) -> str:
    """Stands in the form that we show to be pressed once more; good for an hour and for the form with this key."""
    return AGAIN.sign(key)


def was_pressed_again(mark: str, key: str) -> bool:
    try:
        return AGAIN.unsign(mark, max_age=AGAIN_SECONDS) == key
    except BadSignature:
        return False
