"""One order in which deeds lock remarks: by number of the row, after the proposal and its draft (see `campaigns.locking`)."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Feedback


def lock_feedback(remarks: Iterable[Feedback]) -> list[Feedback]:
    """These rows as they are now, for this transaction alone, in the order of their numbers.

    Raises ValidationError (`feedback_is_gone`, `nothing_chosen`).
    """
    return lock_keys({one.pk for one in remarks})


def lock_with_same_ones(remarks: Iterable[Feedback]) -> list[Feedback]:
    """The same; those that are counted along with them are locked, too, but not among the result."""
    wanted = {one.pk for one in remarks}
    along = Feedback.objects.filter(same_as__in=wanted).values_list("pk", flat=True)
    return [one for one in lock_keys(wanted.union(along)) if one.pk in wanted]


def lock_mains(remarks: Iterable[Feedback]) -> list[Feedback]:
    """Those that speak for these remarks, or they themselves; all are locked together, lest two wait for each other."""
    wanted = {one.pk for one in remarks}
    mains = Feedback.objects.filter(same_ones__in=wanted).values_list("pk", flat=True)
    locked = [one for one in lock_keys(wanted.union(mains)) if one.pk in wanted]
    return lock_keys({one.same_as_id or one.pk for one in locked})


def lock_keys(keys: set[int]) -> list[Feedback]:
    if not keys:
        raise ValidationError(_("Tick at least one remark."), code="nothing_chosen")
    found = Feedback.objects.filter(pk__in=keys).select_related("proposal", "draft", "section").order_by("pk")
    locked = list(found.select_for_update(of=("self",), no_key=True))
    if len(locked) < len(keys):
        raise ValidationError(_("Somebody else has deleted one of these remarks."), code="feedback_is_gone")
    return locked


def refuse_two_proposals(things: list) -> None:
    """Remarks and answers, each with its proposal."""
    if len({one.proposal_id for one in things}) > 1:
        words = _("These remarks belong to different proposals. Answer them apart.")
        raise ValidationError(words, code="feedback_of_two_proposals")
