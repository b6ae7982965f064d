"""Remarks that say the same count as one: answered once, shown together, each with its own page and its credit."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.audit import record

from ..models import Feedback, Settlement
from ..refusals import in_plain_words
from .answering import end, numbers, settle
from .locking import lock_feedback, lock_with_same_ones


@in_plain_words()
@transaction.atomic
def count_as_one(*, remark: Feedback, same_ones: Iterable[Feedback], by=None) -> list[Feedback]:
    """Say that `same_ones` say the same as `remark`, and so do those that say the same as one of them.

    An answer that is ready but not published gives way to that of the remark. Raises ValidationError:
    `feedback_answered_already` for one with a published answer, `feedback_not_public`, `nothing_chosen`,
    `feedback_same_as_one_that_stands`, `feedback_same_as_one_of_its_proposal`.
    """
    chosen = {remark.pk, *(one.pk for one in same_ones)}
    if len(chosen) == 1:
        raise ValidationError(_("Tick at least one other remark that says the same."), code="nothing_chosen")
    along = Feedback.objects.filter(same_as__in=chosen - {remark.pk})
    locked = {one.pk: one for one in lock_feedback(Feedback.objects.filter(pk__in=chosen) | along)}
    refuse_hidden_ones(locked[pk] for pk in chosen)
    remark = locked.pop(remark.pk)
    settlements = unpublished_answers(locked.values())
    if remark.same_as_id in locked:  # the roles change
        remark.same_as = None
        remark.save(update_fields=["same_as"])
    for settlement in settlements:
        end(settlement)
    Feedback.objects.filter(pk__in=locked).update(same_as=None)
    Feedback.objects.filter(pk__in=locked).update(same_as=remark)
    record(by, "feedback.counted_as_one", remark, {"remarks": numbers(locked.values())})
    return list(locked.values())


def refuse_hidden_ones(remarks: Iterable[Feedback]) -> None:
    """Nobody must be counted along with a remark that cannot be read, or its answer would never come."""
    for one in remarks:
        if not one.is_public:
            words = _("%(ref)s is not public. Publish it first.")
            raise ValidationError(words, code="feedback_not_public", params={"ref": one.ref})


def unpublished_answers(remarks: Iterable[Feedback]) -> list[Settlement]:
    """Those that give way; refuses a remark that has a published answer of its own."""
    remarks = list(remarks)
    settlements = Settlement.objects.live().filter(feedback__in=remarks).select_related("response", "feedback")
    settlements = list(settlements.order_by("pk").select_for_update(of=("self", "response")))
    for settlement in settlements:
        if settlement.response.is_published:
            words = _("%(ref)s has a published answer of its own, so it stays by itself.")
            raise ValidationError(words, code="feedback_answered_already", params={"ref": settlement.feedback.ref})
    return settlements


@dataclass(frozen=True)
class Leaving:
    """Remarks that go off the site, locked, with the answers that stand for them. Another one comes in their place."""

    remarks: list[Feedback]
    answers: dict[int, Settlement]

    def hand_on(self, main: Feedback) -> None:
        """The first that says the same, and stays, speaks for the others from now on, with the same answer."""
        staying = main.same_ones.public().exclude(pk__in=[one.pk for one in self.remarks])
        heir = staying.order_by("number").first()
        if heir is None:
            return
        heir.same_as = None
        heir.save(update_fields=["same_as"])
        main.same_ones.update(same_as=heir)
        if answer := self.answers.get(main.pk):
            settle(answer.response, [heir])


def lock_leaving(remarks: Iterable[Feedback]) -> Leaving:
    """Raises ValidationError as `lock_feedback` does. Everything is locked before anything is written."""
    locked = lock_with_same_ones(remarks)
    answers = Settlement.objects.live().filter(feedback__in=locked).select_related("response").order_by("pk")
    return Leaving(locked, {one.feedback_id: one for one in answers.select_for_update(of=("self", "response"))})


@in_plain_words()
@transaction.atomic
def count_by_itself(*, remark: Feedback, by=None) -> Feedback:
    """Undo the above for one of them; it wants an answer of its own again."""
    [one] = lock_feedback([remark])
    if one.same_as_id:
        one.same_as = None
        one.save(update_fields=["same_as"])
        record(by, "feedback.counted_by_itself", one)
    return one
