from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .feedback import Feedback
from .limits import NOTE_LENGTH


class FeedbackNote(models.Model):
    """What organizers tell each other about a remark. Never on the site, in no export for the public."""

    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField(_("private note"), max_length=NOTE_LENGTH)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("private note")
        verbose_name_plural = _("private notes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="note_says_something", violation_error_message=_("Write the note.")
            ),
        ]

    def __str__(self):
        return self.text[:60]
