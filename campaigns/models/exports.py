from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.privacy.sealing import SealedTextField

from .proposals import Proposal


class FeedbackExport(models.Model):
    """A large file that an organizer asked for; it is made in the background and deleted after a day.

    `file` is the file in base64, sealed, since it may hold addresses. It is there once `finished_at` is.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    has_addresses = models.BooleanField(default=False)
    language = models.CharField(max_length=10)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    file = SealedTextField(blank=True, default="")

    class Meta:
        verbose_name = _("export of feedback")
        verbose_name_plural = _("exports of feedback")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.proposal}, {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def percent(self) -> int:
        return 100 * self.done // max(self.total, 1)
