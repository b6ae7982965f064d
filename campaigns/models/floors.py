from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.models import Conference

from .amendments import Amendment
from .proposals import Proposal


class Floor(models.Model):
    """What the plenary of a conference deals with at this moment, for the projector: one amendment, or a text as a whole.

    One small row for each conference, made when the first thing is put up. It says nothing about the past.
    """

    conference = models.OneToOneField(Conference, models.CASCADE, primary_key=True, related_name="floor")
    amendment = models.ForeignKey(Amendment, models.CASCADE, null=True, blank=True, related_name="+")
    proposal = models.ForeignKey(Proposal, models.CASCADE, null=True, blank=True, related_name="+")
    put_up_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("floor of a conference")
        verbose_name_plural = _("floors of conferences")
        constraints = [
            models.CheckConstraint(
                condition=Q(amendment__isnull=True) | Q(proposal__isnull=True),
                name="floor_shows_one_thing",
                violation_error_message=_("The floor shows one thing at a time."),
            ),
        ]

    def __str__(self):
        return str(self.amendment or self.proposal or self.conference_id)
