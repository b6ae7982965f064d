"""What may be read: organizers publish what was held, hold, hide with a reason, or put spam aside. All of it can be undone."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.audit import record
from nisn_site.kit.deeds.models import Stage

from ..models import Feedback, FeedbackSender, WordingChange
from ..refusals import in_plain_words
from .duplicates import lock_leaving

State = Feedback.State
COLUMNS = ["state", "published_at", "hidden_reason"]


@in_plain_words()
@transaction.atomic
def publish_feedback(*, remarks: Iterable[Feedback], by=None) -> list[Feedback]:
    """Let everybody read them: what was held, hidden or taken for spam. Those that were not public before.

    Raises ValidationError (`feedback_withdrawn_stays`, `feedback_not_confirmed`, and those of `lock_feedback`).
    """
    return turn(remarks, State.PUBLIC, by=by)


@in_plain_words()
@transaction.atomic
def hold_feedback(*, remarks: Iterable[Feedback], by=None) -> list[Feedback]:
    """Take them off the site until somebody has looked again. Raises ValidationError as above."""
    return turn(remarks, State.HELD, by=by)


@in_plain_words()
@transaction.atomic
def hide_feedback(*, remarks: Iterable[Feedback], reason: str, by=None) -> list[Feedback]:
    """Take the words off the site; number, day and this reason stay to be seen.

    Raises ValidationError (`feedback_hidden_has_a_reason`, and as above).
    """
    return turn(remarks, State.HIDDEN, reason=reason.strip(), by=by)


@in_plain_words()
@transaction.atomic
def put_spam_aside(*, remarks: Iterable[Feedback], by=None) -> list[Feedback]:
    """Without a trace, and deleted some weeks later. Raises ValidationError (`feedback_public_since` for what was public)."""
    return turn(remarks, State.SPAM, by=by)


def turn(remarks: Iterable[Feedback], state: str, *, reason: str = "", by=None) -> list[Feedback]:
    changed, leaving = [], lock_leaving(remarks)
    for one in leaving.remarks:
        if one.state == state and one.hidden_reason == reason:
            continue
        refuse_what_is_not_ours(one)
        one.state, one.hidden_reason = state, reason
        if state in (State.PUBLIC, State.HIDDEN) and one.published_at is None:
            one.published_at = timezone.now()
        one.save(update_fields=COLUMNS)
        if state == State.PUBLIC:
            let_pass(one)
        else:
            leaving.hand_on(one)
        changed.append(one)
    if changed:
        record(by, f"feedback.{state}", changed[0].proposal, {"remarks": [one.pk for one in changed]})
    return changed


def let_pass(one: Feedback) -> None:
    """Whoever wrote it on the site is confirmed by the person who looked; an address only by its owner (`welcoming`)."""
    sender = FeedbackSender.objects.select_for_update().filter(feedback=one, stage=Stage.HELD).first()
    if sender and (sender.address_proven_at or not sender.address):
        sender.stage, sender.held_for, sender.confirmed_at = Stage.CONFIRMED, "", timezone.now()
        sender.save(update_fields=["stage", "held_for", "confirmed_at"])


def refuse_what_is_not_ours(one: Feedback) -> None:
    if one.state == State.WITHDRAWN:
        words = _("Its author took %(ref)s back. It stays that way.")
        raise ValidationError(words, code="feedback_withdrawn_stays", params={"ref": one.ref})
    if one.state == State.UNCONFIRMED:
        words = _("Whoever wrote this has not confirmed their address yet. Wait for them.")
        raise ValidationError(words, code="feedback_not_confirmed")


@in_plain_words()
@transaction.atomic
def withdraw_feedback(*, remark: Feedback) -> Feedback:
    """Its author takes it back: the words go for good, number and day stay. Doing it twice changes nothing."""
    leaving = lock_leaving([remark])
    [one] = leaving.remarks
    if one.state == State.WITHDRAWN:
        return one
    WordingChange.objects.filter(feedback=one).delete()
    leaving.hand_on(one)
    one.same_ones.update(same_as=None)
    one.state, one.same_as, one.hidden_reason, one.shown_as = State.WITHDRAWN, None, "", Feedback.ShownAs.NOBODY
    for name in WORDS:
        setattr(one, name, "")
    one.save()
    record(None, "feedback.withdrawn", one)
    return one


WORDS = (
    "body", "quote", "base_heading", "base_body", "suggested_heading", "suggested_body", "name", "organization", "occasion",
)  # fmt: skip
