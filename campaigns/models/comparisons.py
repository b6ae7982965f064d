from django.db import models
from django.utils.translation import gettext_lazy as _

from .drafts import Draft
from .proposals import Proposal


class Comparison(models.Model):
    """What differs between two published drafts in one language, computed once and kept (see `comparing`).

    A cache: any row may be deleted. `counts` and `marks` (what became of each section, by its key) lie beside
    `result`, so that lists and drafts read a few bytes. `fingerprint` names the translations it was made from.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="comparisons")
    older = models.ForeignKey(Draft, models.CASCADE, related_name="+")
    newer = models.ForeignKey(Draft, models.CASCADE, related_name="comparisons")
    language = models.CharField(max_length=10)
    fingerprint = models.CharField(max_length=16, blank=True)
    edition = models.PositiveSmallIntegerField()
    counts = models.JSONField()
    marks = models.JSONField()
    result = models.JSONField()
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("comparison of two drafts")
        verbose_name_plural = _("comparisons of two drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["older", "newer", "language"],
                name="comparison_once",
                violation_error_message=_("These two drafts are already compared."),
            ),
        ]

    def __str__(self):
        return f"{self.older} – {self.newer}"
