"""What a deed holds about its sender, and when it goes, for the app's `personal_data.py`."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q

from nisn_site.kit.privacy.holdings import Holding, Kind

from .mailing import forget_mails_of
from .models import Deed, Stage

FIELDS = {
    "address": Kind.ADDRESS, "address_index": Kind.INDEX, "language": Kind.CHOICE, "link_hash": Kind.SECRET,
}  # fmt: skip


def deed_holding(
    model: type[Deed], *, fields: dict[str, Kind], term: str, due: Callable[[datetime], Q], **options
) -> Holding:
    """`due` is for rows that were confirmed or held; what nobody confirms goes when its link has expired.

    With each row go its mails, which hold its address.
    """
    return Holding(
        model=model,
        fields=FIELDS | fields,
        index="address_index",
        term=f"until its link has expired, if nobody confirms it; then {term}",
        due=lambda now: never_confirmed(now) | due(now),
        takes_along=forget_mails_of,
        **options,
    )


def never_confirmed(now: datetime) -> Q:
    return Q(stage=Stage.UNCONFIRMED, link_expires_at__lt=now)
