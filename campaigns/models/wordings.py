from django.db import models

from .feedback import Feedback


class WordingChange(models.Model):
    """What a suggestion changes, computed once and kept (see `campaigns.feedback.wordings`).

    A cache: any row may be deleted.
    """

    feedback = models.OneToOneField(Feedback, models.CASCADE, primary_key=True, related_name="wording_change")
    edition = models.PositiveSmallIntegerField()
    result = models.JSONField()

    def __str__(self):
        return str(self.feedback)
