"""How long a mail waits after a try that failed."""

from datetime import timedelta

PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240, *[480] * 12)]
MOST_TRIES = len(PAUSES) + 1  # spread over four days, as mail servers do (RFC 5321, 4.5.4.1)


def pause_after(attempts: int) -> timedelta:
    """After the first try a minute, later eight hours."""
    return PAUSES[min(max(attempts, 1), len(PAUSES)) - 1]
