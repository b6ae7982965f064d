from django.db import models

from .proposals import Proposal


class LastNumber(models.Model):
    """The last number that a remark, and an amendment, of a proposal was given. Only the database writes it.

    It never goes back, so a number that was once told to somebody never means another one (migrations 0004, 0007).
    """

    proposal = models.OneToOneField(Proposal, models.CASCADE, primary_key=True, related_name="+")
    feedback = models.PositiveIntegerField(default=0)
    amendment = models.PositiveIntegerField(default=0, db_default=0)

    def __str__(self):
        return str(self.feedback)
