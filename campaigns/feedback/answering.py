"""Organizers answer remarks: one answer may settle many of them, and can be undone until it is published."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.audit import record

from ..models import Feedback, Response, Section, Settlement
from ..refusals import in_plain_words
from .locking import lock_mains, refuse_two_proposals


@in_plain_words()
@transaction.atomic
def answer_feedback(
    *,
    remarks: Iterable[Feedback],
    outcome: str,
    reason: str = "",
    section: Section | None = None,
    language: str = "",
    instead_of: Mapping[int, int] | None = None,
    by=None,
) -> Response:
    """One new answer for all of these remarks, ready to be published alone or with the next draft.

    A remark that is the same as another one is answered through that one. Where an answer stands already, this is
    refused, unless `instead_of` (keys of remarks to keys of settlements) names the very answer that its writer has
    seen; the new one then takes its place. Raises ValidationError: `settlement_one_live_answer`, `feedback_not_public`,
    `feedback_of_two_proposals`, those of `lock_mains`, and names of constraints of `Response`.
    """
    standing = lock_mains(remarks)
    refuse_two_proposals(standing)
    refuse_what_is_not_public(standing)
    make_room(standing, instead_of or {})
    response = Response(
        proposal=standing[0].proposal, outcome=outcome, reason=tidy_answer(reason), section=section,
        language=language or settings.LANGUAGE_CODE,
    )  # fmt: skip
    response.save()
    settle(response, standing)
    record(by, "feedback.answer", response, {"outcome": outcome, "remarks": numbers(standing)})
    return response


def numbers(remarks: Iterable[Feedback]) -> list[int]:
    return sorted(one.number for one in remarks if one.number)


def tidy_answer(reason: str) -> str:
    return reason.replace("\r\n", "\n").replace("\r", "\n").strip()


def refuse_what_is_not_public(remarks: list[Feedback]) -> None:
    """People must be able to see what was answered."""
    for one in remarks:
        if not one.is_public:
            words = _("%(ref)s is not public, so it cannot be answered. Publish it first.")
            raise ValidationError(words, code="feedback_not_public", params={"ref": one.ref or _("This remark")})


def make_room(remarks: list[Feedback], instead_of: Mapping[int, int]) -> None:
    """Take away the answers that stand, as far as the writer has seen them."""
    standing = Settlement.objects.live().filter(feedback__in=remarks).select_related("feedback", "response")
    standing = list(standing.order_by("pk").select_for_update(of=("self", "response")))
    for settlement in standing:
        if instead_of.get(settlement.feedback_id) != settlement.pk:
            words = _("%(ref)s has an answer already. Look at it first, then decide whether yours takes its place.")
            raise ValidationError(words, code="settlement_one_live_answer", params={"ref": settlement.feedback.ref})
        end(settlement)


def end(settlement: Settlement) -> None:
    """What was published stays on record; what nobody has seen goes, and its answer with it when it settles nothing."""
    if settlement.response.is_published:
        settlement.superseded_at = timezone.now()
        settlement.save(update_fields=["superseded_at"])
        return
    response = settlement.response
    settlement.delete()
    if not response.settlements.exists():
        response.delete()


def settle(response: Response, remarks: Iterable[Feedback]) -> None:
    Settlement.objects.bulk_create(
        Settlement(proposal_id=response.proposal_id, response=response, feedback=one) for one in remarks
    )


@in_plain_words()
@transaction.atomic
def settle_more(*, response: Response, remarks: Iterable[Feedback], by=None) -> list[Feedback]:
    """Let an answer that is there settle these remarks, too, or those that speak for them; those that it settled newly.

    Raises ValidationError as `answer_feedback` does, and `answer_is_gone`, `feedback_of_two_proposals`.
    """
    locked = lock_mains(remarks)
    response = lock_response(response)
    refuse_two_proposals([*locked, response])
    settled = set(response.settlements.live().values_list("feedback_id", flat=True))
    new = [one for one in locked if one.pk not in settled]
    refuse_what_is_not_public(new)
    make_room(new, {})
    settle(response, new)
    record(by, "feedback.settle", response, {"remarks": numbers(new)})
    return new


@in_plain_words()
@transaction.atomic
def change_answer(
    *,
    response: Response,
    opened_version: int,
    outcome: str,
    reason: str,
    section: Section | None,
    language: str = "",
    by=None,
) -> Response:
    """Write an answer anew that is not published yet.

    Raises ValidationError: `answer_is_gone`, `edit_conflict` with what somebody else wrote, `response_is_frozen`, and
    names of constraints of `Response`.
    """
    response = lock_response(response)
    refuse_if_published(response)
    if response.version != opened_version:
        words = _("Somebody else changed this answer meanwhile. It is now: “%(answer)s”. Press again to use yours.")
        raise ValidationError(words, code="edit_conflict", params={"answer": response})
    response.outcome, response.reason, response.section = outcome, tidy_answer(reason), section
    response.language = language or response.language
    response.save(update_fields=["outcome", "reason", "section", "language"])
    record(by, "feedback.answer_changed", response, {"outcome": outcome})
    return response


@in_plain_words()
@transaction.atomic
def undo_answer(*, response: Response, by=None) -> list[Feedback]:
    """Take an answer away that is not published yet; the remarks that want one again.

    Raises ValidationError (`answer_is_gone`, `response_is_frozen`).
    """
    response = lock_response(response)
    refuse_if_published(response)
    freed = list(Feedback.objects.filter(settlements__response=response, settlements__superseded_at=None))
    proposal, answer = response.proposal, response.pk
    response.delete()
    record(by, "feedback.answer_undone", proposal, {"answer": answer, "remarks": numbers(freed)})
    return freed


@in_plain_words()
@transaction.atomic
def take_out(*, response: Response, remark: Feedback, by=None) -> None:
    """Let an unpublished answer no longer settle this remark. Raises ValidationError as `undo_answer` does."""
    response = lock_response(response)
    refuse_if_published(response)
    for settlement in response.settlements.live().filter(feedback=remark).select_related("response"):
        end(settlement)
    record(by, "feedback.taken_out", remark)


def lock_response(response: Response) -> Response:
    """As it is now, for this transaction alone. Raises ValidationError (`answer_is_gone`)."""
    locked = Response.objects.select_for_update(of=("self",)).filter(pk=response.pk).first()
    if locked is None:
        raise ValidationError(_("Somebody else has undone this answer."), code="answer_is_gone")
    return locked


def refuse_if_published(response: Response) -> None:
    if response.is_published:
        words = _("This answer is published, so it stays as it is. Write a new answer instead.")
        raise ValidationError(words, code="response_is_frozen")
