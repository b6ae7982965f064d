from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conference.models import Conference
from nisn_site.kit.edit_conflicts import Versioned
from nisn_site.kit.translation import Translatable

from .limits import SUMMARY_LENGTH, TITLE_LENGTH, TOO_MANY_WORDS


class ProposalQuerySet(models.QuerySet):
    def published(self):
        """What everybody may see: at least one draft was published, and the conference is on the site."""
        return self.filter(conference__is_public=True, drafts__published_at__isnull=False).distinct()


class Proposal(Versioned, Translatable):
    """A text that the network discusses, changes draft by draft, and may adopt at a conference."""

    translated_fields = ("title", "summary")

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="proposals", verbose_name=_("conference"))
    number = models.PositiveSmallIntegerField(
        _("number"), help_text=_("People cite it, so it stays once a draft is published.")
    )
    slug = models.SlugField(
        _("word in the address"),
        max_length=60,
        help_text=_("Short, small English letters, for example: strategy. It stays once a draft is published."),
    )
    title = models.CharField(
        _("title"), max_length=TITLE_LENGTH, help_text=_("Drafts that are published keep the title they had then.")
    )
    summary = models.TextField(
        _("plain summary"),
        max_length=SUMMARY_LENGTH,
        blank=True,
        help_text=_("What we propose, in at most 60 easy words. Shown in lists and on top of the page."),
    )
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Invented for demonstration; carries a visible mark.")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign proposal")
        verbose_name_plural = _("campaign proposals")
        ordering = ["conference", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "number"],
                name="proposal_number_once",
                violation_error_message=_("This conference already has a proposal with this number."),
            ),
            models.UniqueConstraint(
                fields=["conference", "slug"],
                name="proposal_address_once",
                violation_error_message=_(
                    "This conference already has a proposal with this word in its address. Choose another word."
                ),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="proposal_number_starts_at_one",
                violation_error_message=_("Proposals are numbered 1, 2, 3 and so on."),
            ),
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z][a-z0-9-]*$"),
                name="proposal_slug_is_a_word",
                violation_error_message=_("Start with a letter and use small letters, digits and dashes."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="proposal_has_a_title",
                violation_error_message=_("Give the proposal a title."),
            ),
            models.CheckConstraint(
                condition=~Q(summary__regex=TOO_MANY_WORDS),
                name="proposal_summary_is_short",
                violation_error_message=_("The plain summary has more than 60 words. Make it shorter."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self) -> str:
        """The newest published draft; this address never changes once there is one."""
        return reverse("campaigns:proposal", args=[self.conference.slug, self.slug])
