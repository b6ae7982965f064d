"""Somebody without an account says something about a draft, and may take it back: the deeds behind the form."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.deeds.links import make_link

from ..models import Draft, Feedback, FeedbackSender, Follower
from .entering import Remark, add_wording, new_feedback, show_as
from .moderating import withdraw_feedback
from .spots import Spot
from .wordings import keep_wording_change

State = Feedback.State


class ClosedError(ValidationError):
    """The draft takes no feedback any more: it was closed, followed by the next one or withdrawn."""


def give_feedback(*, spot: Spot, remark: Remark, state: str) -> Feedback:
    """Store what somebody wrote; must be called inside a transaction.

    Holds the draft, so that it cannot be closed or followed at this moment. Raises ClosedError (`feedback_closed`), and
    ValidationError as `campaigns.feedback.entering` does.
    """
    draft = Draft.objects.select_for_update(of=("self",), no_key=True).get(pk=spot.draft.pk)
    if not draft.is_open_for_feedback:
        raise ClosedError(_("This draft does not take feedback any more."), code="feedback_closed")
    return new_feedback(draft=draft, section=spot.section, remark=remark, state=state)


def rewrite_feedback(*, feedback: Feedback, remark: Remark) -> Feedback:
    """Its author changes what nobody else has read yet; must be called inside a transaction."""
    feedback.kind, feedback.body, feedback.quote = remark.kind, remark.body, remark.quote
    feedback.language = remark.language
    for name in ("base_heading", "base_body", "base_sha256", "suggested_heading", "suggested_body"):
        setattr(feedback, name, "")
    show_as(feedback, remark.shown_as, name=remark.name, organization=remark.organization)
    if remark.kind == Feedback.Kind.EDIT:
        add_wording(feedback, remark)
    feedback.save()
    if feedback.is_wording:
        keep_wording_change(feedback)
    return feedback


def hold(sender: FeedbackSender) -> None:
    """A person looks at it first; it has a number from now on."""
    if sender.feedback.state == State.UNCONFIRMED:
        sender.feedback.state = State.HELD
        sender.feedback.save(update_fields=["state"])


def let_count(sender: FeedbackSender) -> None:
    """Its author confirmed the address, or an organizer let it pass."""
    feedback = sender.feedback
    if feedback.state in (State.UNCONFIRMED, State.HELD):
        feedback.state, feedback.published_at = State.PUBLIC, sender.confirmed_at
        feedback.save(update_fields=["state", "published_at"])
    if sender.follows and sender.address_proven_at:
        follow(sender)


def follow(sender: FeedbackSender) -> None:
    """The same confirmed address wants to hear of the next drafts."""
    proposal = sender.feedback.proposal
    if Follower.objects.filter(proposal=proposal, address_index=sender.address_index).exists():
        return
    follower = Follower(
        proposal=proposal, stage=Follower.Stage.CONFIRMED, language=sender.language,
        confirmed_at=sender.confirmed_at, address_proven_at=sender.address_proven_at,
    )  # fmt: skip
    follower.write_to(sender.address)
    make_link(follower)
    follower.save()


@transaction.atomic
def erase_sender(sender: FeedbackSender) -> None:
    """What was never public goes altogether; of what was, the words go and the number stays. Then the address goes."""
    feedback = sender.feedback
    if feedback.published_at is None:
        feedback.delete()
        return
    withdraw_feedback(remark=feedback)
    sender.delete()


def hide_name(sender: FeedbackSender) -> None:
    feedback = sender.feedback
    show_as(feedback, Feedback.ShownAs.NOBODY, name="", organization="")
    feedback.save(update_fields=["shown_as", "name", "organization"])


def forget_address(sender: FeedbackSender) -> None:
    """The remark stays; nobody can be told of an answer any more."""
    sender.delete()
