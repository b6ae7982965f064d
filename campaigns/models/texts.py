from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.edit_conflicts import Versioned
from nisn_site.kit.translation import Translatable

from .drafts import Draft
from .limits import BODY_LENGTH, HEADING_LENGTH
from .proposals import Proposal
from .sections import Section

# Headings inside a section lie below the section's own, which lies below the title of the page.
TOP_HEADING_IN_BODY = 4


class SectionTextQuerySet(models.QuerySet):
    def in_order(self):
        """In the order of their places. Of a working draft, `numbering.outline` knows the true order."""
        return self.order_by("position")


class SectionText(Versioned, Translatable):
    """What one section says in one draft.

    `parent` is the section it lies in, as in `2.1` inside `2`; it must have a text in the same draft.
    `position` orders the whole draft; two texts may swap places within one transaction. `number` is made when
    the draft is published. The database keeps texts of published drafts as they are (migration 0002); there
    also live the keys that hold draft, section, parent and proposal together.
    """

    translated_fields = ("heading", "body")
    markdown_fields = {"body": TOP_HEADING_IN_BODY}

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+", editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="texts", verbose_name=_("draft"))
    section = models.ForeignKey(Section, models.PROTECT, related_name="texts", verbose_name=_("section"))
    parent = models.ForeignKey(
        Section,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("inside"),
        help_text=_("Empty: not inside another section."),
    )
    position = models.PositiveIntegerField(_("place"))
    number = models.CharField(_("number"), max_length=40, blank=True, editable=False)
    heading = models.CharField(_("heading"), max_length=HEADING_LENGTH, blank=True)
    body = models.TextField(_("text"), blank=True, max_length=BODY_LENGTH)
    body_html = models.TextField(editable=False, blank=True)

    objects = SectionTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a section")
        verbose_name_plural = _("texts of sections")
        ordering = ["draft", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "section"],
                name="text_once_per_draft",
                violation_error_message=_("This section already has a text in this draft."),
            ),
            models.UniqueConstraint(
                fields=["draft", "position"],
                deferrable=models.Deferrable.DEFERRED,
                name="text_place_once",
                violation_error_message=_("Two sections have the same place in the draft."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("section")),
                name="text_not_inside_itself",
                violation_error_message=_("A section cannot lie inside itself."),
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("body"), BODY_LENGTH),
                name="text_is_not_endless",
                violation_error_message=_(
                    "This section is longer than 200,000 characters. Divide it into several sections."
                ),
            ),
        ]

    @classmethod
    def to_translate(cls):
        return cls.objects.filter(draft__in=Draft.to_translate()).select_related("draft")

    def __str__(self):
        return f"{self.number} {self.heading}".strip() or str(self.section_id)

    def clean(self):
        super().clean()
        if self.draft_id:
            self.draft.refuse_if_published()
            self.proposal_id = self.draft.proposal_id
