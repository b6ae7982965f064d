"""Deeds on a schedule take their turns: each locks its conference for the moment it takes.

The lock is the weak kind, so that rows that merely point to the conference are written at the same time.
"""

from ..models import Conference


def lock_schedule(conference: Conference) -> Conference:
    """The conference as it is now; nobody else arranges or publishes its schedule until the transaction ends."""
    return Conference.objects.select_for_update(of=("self",), no_key=True).get(pk=conference.pk)
