import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.edit_conflicts import Versioned
from nisn_site.kit.translation import Translatable

from .choices import PUBLIC_ROLES
from .conferences import Conference


class OrganizationQuerySet(models.QuerySet):
    def released(self):
        """Those that readers of any release have seen."""
        return self.filter(pk__in=self.model.objects.filter(appearances__isnull=False).values("pk"))


class Organization(Versioned, Translatable):
    """A group that leads or supports sessions of one conference."""

    translated_fields = ("about",)

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="organizations", verbose_name=_("conference")
    )
    guid = models.UUIDField(default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("word in the address"), max_length=80, help_text=_("For example: workers-center."))
    name = models.CharField(_("name"), max_length=160)
    city = models.CharField(_("city"), max_length=80, blank=True)
    about = models.TextField(_("about the group"), max_length=600, blank=True, help_text=_("Two or three sentences."))
    website = models.URLField(_("website"), blank=True, help_text=_("A full https:// address."))

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "name"],
                name="organization_name_once",
                violation_error_message=_("This conference already has an organization with this name."),
            ),
            models.UniqueConstraint(
                fields=["conference", "slug"],
                name="organization_address_once",
                violation_error_message=_("Another organization has this word in its address. Choose another one."),
            ),
            models.UniqueConstraint(fields=["id", "conference"], name="organization_with_its_conference"),
        ]

    def __str__(self):
        return f"{self.name} ({self.conference.slug})"


class PersonQuerySet(models.QuerySet):
    def named(self):
        """Those who agreed that their name is on the site."""
        return self.filter(is_named=True)

    def released(self):
        """Those that readers of any release have seen in a role that is shown."""
        shown = self.model.objects.filter(appearances__role__in=PUBLIC_ROLES)
        return self.filter(pk__in=shown.values("pk"))


class Person(Versioned, Translatable):
    """Somebody who leads, speaks, interprets or helps at one conference. Two people may have the same name."""

    translated_fields = ("about",)

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="people", verbose_name=_("conference"))
    guid = models.UUIDField(default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("word in the address"), max_length=80, help_text=_("Made from the name."))
    name = models.CharField(_("name"), max_length=160, help_text=_("As they want to be called."))
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True, help_text=_("Only if they told you."))
    organization = models.ForeignKey(
        Organization,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organization"),
        help_text=_("The group they usually speak for."),
    )
    about = models.TextField(_("about them"), max_length=600, blank=True, help_text=_("Two or three sentences."))
    is_named = models.BooleanField(
        _("name may be shown"),
        default=False,
        help_text=_(
            "Tick it when they agreed that their name is on the site. Otherwise only organizers see it; two places at once are still found."
        ),
    )
    is_collective = models.BooleanField(
        _("is a group"),
        default=False,
        help_text=_("A collective listed like a person can be in two places at once."),
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person of the schedule")
        verbose_name_plural = _("people of the schedule")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "slug"],
                name="person_address_once",
                violation_error_message=_("Another person has this word in their address. Choose another one."),
            ),
            models.UniqueConstraint(
                fields=["conference", "guid"],
                name="person_guid_once",
                violation_error_message=_("This person is already there."),
            ),
            models.UniqueConstraint(fields=["id", "conference"], name="person_with_their_conference"),
        ]

    def __str__(self):
        return f"{self.name} ({self.conference.slug})"
