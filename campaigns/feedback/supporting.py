"""“I think so too”: the deeds behind the button, and the count that goes with it."""

from collections.abc import Iterable

from django.db.models import Count

from ..models import Feedback, Support


def supporters_of(remarks: Iterable[Feedback]) -> dict[int, int]:
    """How many confirmed addresses stand behind each of these remarks; one query."""
    rows = Support.objects.confirmed().filter(feedback__in=[one.pk for one in remarks])
    return dict(rows.values_list("feedback").annotate(Count("pk")).order_by())


def forget_supporter(support: Support) -> None:
    """The person goes, and is counted on: confirmed ones alone, all others go altogether."""
    if not support.is_confirmed:
        support.delete()
        return
    support.write_to("")
    support.link_hash, support.link_expires_at = None, None
    support.save()
