"""One order in which deeds lock remarks: by number of the row, after the proposal and its draft (see `campaigns.locking`)."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..models import Feedback


def lock_feedback(remarks: Iterable[Feedback]) -> list[Feedback]:
    """These rows as they are now, for this transaction alone, in the order of their numbers.

    Raises ValidationError (`feedback_is_gone`, `nothing_chosen`).
    """
    wanted = {one.pk for one in remarks}
    if not wanted:
        raise ValidationError(_("Tick at least one remark."), code="nothing_chosen")
    found = Feedback.objects.filter(pk__in=wanted).select_related("proposal", "draft", "section").order_by("pk")
    locked = list(found.select_for_update(of=("self",), no_key=True))
    if len(locked) < len(wanted):
        raise ValidationError(_("Somebody else has deleted one of these remarks."), code="feedback_is_gone")
    return locked


def lock_with_same_ones(remarks: Iterable[Feedback]) -> list[Feedback]:
    """The same; those that are counted along with them are locked, too, but not among the result."""
    wanted = {one.pk for one in remarks}
    meant = Feedback.objects.filter(Q(pk__in=wanted) | Q(same_as__in=wanted))
    return [one for one in lock_feedback(meant) if one.pk in wanted]


def refuse_two_proposals(things: list) -> None:
    """Remarks and answers, each with its proposal."""
    if len({one.proposal_id for one in things}) > 1:
        words = _("These remarks belong to different proposals. Answer them apart.")
        raise ValidationError(words, code="feedback_of_two_proposals")
