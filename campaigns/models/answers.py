from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.edit_conflicts import Versioned
from nisn_site.kit.translation import Translatable

from .drafts import Draft
from .feedback import Feedback
from .feedback_choices import WITHOUT_REASON, Outcome
from .limits import ANSWER_LENGTH
from .proposals import Proposal
from .sections import Section


class ResponseQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def ready(self):
        """Written, and waiting to be published: alone or with the next draft."""
        return self.filter(published_at__isnull=True)


class Response(Versioned, Translatable):
    """One answer of the organizers. It settles and credits any number of remarks of one proposal.

    Until it is published it may be changed or undone; then the database keeps it (migration 0004), and a better answer
    is a new one. `section` is where the text changed because of it; without one, each remark's own section.
    `shown_in` is the draft that it was published with.
    """

    Outcome = Outcome
    translated_fields = ("reason",)

    proposal = models.ForeignKey(
        Proposal, models.PROTECT, related_name="responses", editable=False, verbose_name=_("proposal")
    )
    outcome = models.CharField(_("what we did"), max_length=15, choices=Outcome)
    reason = models.TextField(
        _("answer and reason"),
        max_length=ANSWER_LENGTH,
        blank=True,
        help_text=_("Everybody can read it, and it is sent to those who asked for an answer. Plain text."),
    )
    section = models.ForeignKey(
        Section,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("section that changed because of it"),
    )
    shown_in = models.ForeignKey(
        Draft, models.PROTECT, null=True, blank=True, related_name="responses", editable=False,
        verbose_name=_("published with"),
    )  # fmt: skip
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["proposal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "proposal"], name="response_of_proposal"),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values),
                name="response_outcome_is_known",
                violation_error_message=_("Choose what we did with it."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=WITHOUT_REASON) | ~Q(reason=""),
                name="response_gives_a_reason",
                violation_error_message=_("Write the reason. Whoever wrote to us can read it."),
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("reason"), ANSWER_LENGTH),
                name="response_is_not_endless",
                violation_error_message=_("An answer has at most 4,000 characters. Make it shorter."),
            ),
            models.CheckConstraint(
                condition=Q(shown_in__isnull=True) | Q(published_at__isnull=False),
                name="response_shown_once_published",
                violation_error_message=_("Only a published answer is shown in a draft."),
            ),
        ]

    def __str__(self):
        return f"{self.get_outcome_display()}: {self.reason[:60]}" if self.reason else str(self.get_outcome_display())

    @classmethod
    def to_translate(cls):
        """Answers to what people said about the current drafts; older ones are history."""
        current = Draft.objects.current().values("pk")
        of_current = Q(settlements__feedback__draft__in=current) | Q(shown_in__in=current)
        return cls.objects.published().filter(of_current).distinct()

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class SettlementQuerySet(models.QuerySet):
    def live(self):
        return self.filter(superseded_at__isnull=True)


class Settlement(models.Model):
    """That an answer settles a remark and credits it. `superseded_at`: a newer answer took its place."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+", editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="settlements")
    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="settlements")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SettlementQuerySet.as_manager()

    class Meta:
        verbose_name = _("settled remark")
        verbose_name_plural = _("settled remarks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["feedback"],
                condition=Q(superseded_at__isnull=True),
                name="settlement_one_live_answer",
                violation_error_message=_("Somebody else has answered this remark. Look at their answer first."),
            ),
            models.UniqueConstraint(
                fields=["response", "feedback"],
                name="settlement_once_per_answer",
                violation_error_message=_("This answer already counts for this remark."),
            ),
        ]

    def __str__(self):
        return f"{self.feedback} – {self.response}"
