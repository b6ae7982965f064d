from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.edit_conflicts import Versioned
from nisn_site.kit.translation import Translatable

from .drafts import Draft
from .feedback import Feedback
from .limits import BODY_LENGTH, HEADING_LENGTH, MOVER_LENGTH, REASON_LENGTH
from .proposals import Proposal
from .sections import Section
from .texts import TOP_HEADING_IN_BODY


class AmendmentQuerySet(models.QuerySet):
    def on_site(self):
        """What everybody may read: amendments are public from the first moment, as the text they are about is."""
        return self.filter(proposal__conference__is_public=True)

    def with_outcome(self):
        """Each with `outcome`: what was decided last, or None where nothing stands."""
        decisions = self.model._meta.get_field("decisions").related_model.objects.standing()
        return self.annotate(outcome=Subquery(decisions.filter(amendment=OuterRef("pk")).values("result")[:1]))

    def standing(self):
        """Not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def open(self):
        """What the conference still has to decide on."""
        return self.standing().with_outcome().filter(outcome__isnull=True)

    def to_take_up(self):
        """Adopted, and not yet part of a published text."""
        return self.with_outcome().filter(outcome="adopted", taken_up_in__isnull=True)


class Amendment(Versioned, Translatable):
    """A change of the final text that the conference is asked to make; people call it by its number: A-7.

    `draft` is the text that its wording was written on. When consensual amendments have been taken up meanwhile, their
    changes and these are merged word by word (see `amended`); only where both touch is it written anew.

    `section` is the one that changes; of an insertion it is the new one's identity, reserved for it. `place` says
    where an inserted or moved section goes, seen from `beside`; without one at the end of the text. The database
    gives the number and keeps an amendment as it is once something was decided about it (migration 0007).
    """

    translated_fields = ("heading", "body", "reason")
    markdown_fields = {"body": TOP_HEADING_IN_BODY}

    class Kind(models.TextChoices):
        REPLACE = "replace", _("Change the wording of a section")
        INSERT = "insert", _("Insert a new section")
        DELETE = "delete", _("Take a section out")
        MOVE = "move", _("Move a section")

    class Place(models.TextChoices):
        BEFORE = "before", _("Before it")
        AFTER = "after", _("After it")
        INSIDE = "inside", _("Inside it, as its last part")

    proposal = models.ForeignKey(
        Proposal, models.PROTECT, related_name="amendments", editable=False, verbose_name=_("proposal")
    )
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="amendments", editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, editable=False)
    section = models.ForeignKey(Section, models.PROTECT, related_name="amendments", editable=False)
    place = models.CharField(_("where"), max_length=10, choices=Place, blank=True, editable=False)
    beside = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    heading = models.CharField(_("heading"), max_length=HEADING_LENGTH, blank=True)
    body = models.TextField(_("text"), max_length=BODY_LENGTH, blank=True)
    body_html = models.TextField(editable=False, blank=True)

    mover = models.CharField(
        _("who moves it"),
        max_length=MOVER_LENGTH,
        blank=True,
        help_text=_("Everybody can read it. Name a group or a working group; a person only if they want that."),
    )
    reason = models.TextField(
        _("reason"), max_length=REASON_LENGTH, blank=True, help_text=_("Why, in a sentence or two. Plain text.")
    )
    from_feedback = models.ForeignKey(
        Feedback,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        verbose_name=_("made from the remark"),
    )
    is_uncontested = models.BooleanField(
        _("nobody is against it"), default=False, help_text=_("It is proposed for the first step: merge by consensus.")
    )
    is_sample = models.BooleanField(_("sample"), default=False)

    moved_at = models.DateTimeField(_("moved"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    taken_up_in = models.ForeignKey(
        Draft, models.PROTECT, null=True, blank=True, related_name="amendments_taken_up", editable=False
    )

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["proposal", "number"]
        constraints = [
            # The target of keys from decisions, so that nothing points across proposals.
            models.UniqueConstraint(fields=["id", "proposal"], name="amendment_of_proposal"),
            models.UniqueConstraint(
                fields=["proposal", "number"],
                name="amendment_number_once",
                violation_error_message=_("This proposal already has an amendment with this number."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["replace", "insert"]) & (~Q(body="") | ~Q(heading=""))
                | Q(kind__in=["delete", "move"], body="", heading=""),
                name="amendment_has_the_words_it_needs",
                violation_error_message=_("Write the new wording. To take the whole section out, choose that."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["replace", "delete"], place="", beside__isnull=True)
                | Q(kind="insert", place="", beside__isnull=True)
                | Q(kind__in=["insert", "move"], place__in=["before", "after", "inside"], beside__isnull=False)
                & ~Q(beside=F("section")),
                name="amendment_says_where",
                violation_error_message=_("Choose where the section goes, seen from another section."),
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("body"), BODY_LENGTH),
                name="amendment_is_not_endless",
                violation_error_message=_("The text is longer than 200,000 characters."),
            ),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def to_translate(cls):
        """What the conference still deals with or has made part of its text."""
        return cls.objects.standing()

    @property
    def name(self) -> str:
        """As people call it, for example A-7."""
        return f"A-{self.number}"

    def get_absolute_url(self) -> str:
        """Its page for good; needs its proposal with the conference."""
        return reverse("campaigns:amendment", args=[self.proposal.conference.slug, self.proposal.slug, self.number])

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None
