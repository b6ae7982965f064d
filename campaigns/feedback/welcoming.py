"""A person has looked at what was held: remarks become public, and whoever left an address is asked to confirm it."""

from collections.abc import Iterable

from nisn_site.kit.deeds.confirming import release
from nisn_site.kit.deeds.models import Stage

from ..models import Feedback, FeedbackSender
from .moderating import publish_feedback
from .pages import give


def publish_and_welcome(*, remarks: Iterable[Feedback], by=None) -> list[Feedback]:
    """As `publish_feedback`; no answer goes to an address before its owner has pressed the button in our mail."""
    changed = publish_feedback(remarks=remarks, by=by)
    for sender in FeedbackSender.objects.filter(feedback__in=changed, stage=Stage.HELD):
        release(pages=give, deed=sender)
    return changed
