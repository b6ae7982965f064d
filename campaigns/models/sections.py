import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .proposals import Proposal

# Letters and digits that nobody mistakes for each other when a key is read aloud or copied from paper.
DIGITS = "23456789"
LETTERS = "abcdefghjkmnpqrstuvwxyz"


def new_key() -> str:
    """For example `s7kmqx2`. A digit comes second, so that no key is ever a word of an address."""
    return "s" + secrets.choice(DIGITS) + "".join(secrets.choice(LETTERS + DIGITS) for _ in range(5))


class SectionQuerySet(models.QuerySet):
    def add(self, *, proposal: Proposal, kinds: list[str]) -> list["Section"]:
        """New sections of a proposal, one for each kind, in one query."""
        taken = set(self.filter(proposal=proposal).values_list("key", flat=True))
        keys = []
        while len(keys) < len(kinds):
            if (key := new_key()) not in taken:
                taken.add(key)
                keys.append(key)
        return self.bulk_create(
            Section(proposal=proposal, key=key, kind=kind) for key, kind in zip(keys, kinds, strict=True)
        )


class Section(models.Model):
    """A section's identity for life: its texts differ from draft to draft, its key and address never do.

    Once a text of it is published, the database refuses to change or delete it (migration 0002).
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        CAMPAIGN = "campaign", _("Campaign")

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="sections", verbose_name=_("proposal"))
    key = models.CharField(_("key"), max_length=7, default=new_key, editable=False)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=Kind,
        default=Kind.TEXT,
        help_text=_("A campaign can be endorsed by itself. This stays once a draft with it is published."),
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["proposal", "pk"]
        constraints = [
            # The target of keys from texts, so that a text cannot take a section of another proposal.
            models.UniqueConstraint(fields=["id", "proposal"], name="section_of_proposal"),
            models.UniqueConstraint(
                fields=["proposal", "key"],
                name="section_key_once",
                violation_error_message=_("This proposal already has a section with this key."),
            ),
            models.CheckConstraint(
                condition=Q(key__regex="^s[2-9][a-z2-9]{5}$"),
                name="section_key_can_be_cited",
                violation_error_message=_("A key is the letter s, a digit, and five more letters or digits."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["text", "campaign"]),
                name="section_kind_is_known",
                violation_error_message=_("A section is a text or a campaign."),
            ),
        ]

    def __str__(self):
        return self.key
