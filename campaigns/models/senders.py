from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.deeds.models import Deed, DeedQuerySet

from .feedback import Feedback
from .proposals import Proposal

# A draft is answered and followed by the next one within weeks; who follows a proposal wants to hear for years.
LINK_TERM = timedelta(days=365)
FOLLOWING_TERM = timedelta(days=3650)


class FeedbackSender(Deed):
    """The private half of a remark: the address of whoever wrote it, and their link. The remark stays when this goes."""

    link_term = LINK_TERM

    feedback = models.OneToOneField(Feedback, models.CASCADE, related_name="sender", editable=False)
    follows = models.BooleanField(_("wants to hear of the next drafts"), default=False, editable=False)

    objects = DeedQuerySet.as_manager()

    class Meta(Deed.Meta):
        verbose_name = _("sender of feedback")
        verbose_name_plural = _("senders of feedback")

    def __str__(self):
        return str(self.feedback)


class Support(Deed):
    """“I think so too”: one person with one remark. Each address counts once; who has two, we cannot know.

    The database keeps `Feedback.supporters` (migration 0011), so that lists and orders need not count.
    """

    link_term = LINK_TERM

    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="supports", editable=False)

    objects = DeedQuerySet.as_manager()

    class Meta(Deed.Meta):
        verbose_name = _("support of a remark")
        verbose_name_plural = _("supports of remarks")
        constraints = [
            *Deed.Meta.constraints,
            models.UniqueConstraint(
                fields=["feedback", "address_index"],
                condition=~Q(address_index=""),
                name="support_once_a_person",
                violation_error_message=_("This address stands behind this remark already."),
            ),
        ]

    def __str__(self):
        return f"+1 {self.feedback}"


class Follower(Deed):
    """Somebody who wants a mail when a draft of a proposal is published, and, if they like, before feedback closes."""

    link_term = FOLLOWING_TERM

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="followers", editable=False)
    wants_reminder = models.BooleanField(_("wants a reminder before feedback closes"), default=True, editable=False)

    objects = DeedQuerySet.as_manager()

    class Meta(Deed.Meta):
        verbose_name = _("follower of a proposal")
        verbose_name_plural = _("followers of proposals")
        constraints = [
            *Deed.Meta.constraints,
            models.UniqueConstraint(
                fields=["proposal", "address_index"],
                condition=~Q(address_index=""),
                name="follower_once_a_person",
                violation_error_message=_("This address follows this proposal already."),
            ),
        ]

    def __str__(self):
        return str(self.proposal)
