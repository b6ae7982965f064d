"""How much a file may hold, and what we say when it holds more."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 8_000_000
MOST_SESSIONS = 5_000  # the largest congress we know of has 1,350
MOST_ROWS = 20_000  # of a table, empty ones too
MOST_CELLS = 300_000
MOST_ROOMS = 500
MOST_PEOPLE_OF_A_SESSION = 60
MOST_XML_IN_A_SHEET = 40_000_000  # unpacked


TOO_MANY_BYTES = _(
    "This file is larger than 8 MB. A schedule is much smaller: leave out pictures, or divide it by day."
)
TOO_MANY_ROWS = _(
    "This table has %(rows)s rows; we read %(most)s at most. Delete empty rows at its end, or divide it by day."
)
TOO_MANY_CELLS = _(
    "This table has too many filled cells. Keep one row for each session, and only the columns of the schedule."
)
TOO_MANY_SESSIONS = _("This file has %(sessions)s sessions; we read %(most)s at most. Divide it by day.")
TOO_MANY_ROOMS = _("This file has %(rooms)s rooms; we read %(most)s at most. Is the right column taken for the room?")


def refuse(words, code: str, **params) -> ValidationError:
    """What to raise when a file cannot be read at all."""
    return ValidationError(words, code=code, params=params or None)


def refuse_too_many(*, sessions: int = 0, rooms: int = 0) -> None:
    """Raise ValidationError (`too_many_sessions`, `too_many_rooms`)."""
    if sessions > MOST_SESSIONS:
        raise refuse(TOO_MANY_SESSIONS, "too_many_sessions", sessions=f"{sessions:,}", most=f"{MOST_SESSIONS:,}")
    if rooms > MOST_ROOMS:
        raise refuse(TOO_MANY_ROOMS, "too_many_rooms", rooms=f"{rooms:,}", most=f"{MOST_ROOMS:,}")
