from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.translation import Translatable

from .choices import spoken_languages_field
from .conferences import Conference


class Checked(Translatable):
    """Something about a city that goes out of date, so it says when it was checked, or that it is a sample."""

    price_cents = models.PositiveIntegerField(
        _("price in cents"),
        null=True,
        blank=True,
        help_text=_("For example 4000 for $40. Empty when unknown; 0 when free."),
    )
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    link = models.URLField(_("link"), blank=True, help_text=_("A full https:// address."))
    checked_on = models.DateField(
        _("checked on"), null=True, blank=True, help_text=_("When somebody last made sure that this is true.")
    )
    source = models.CharField(_("where it was read"), max_length=300, blank=True)
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Invented for demonstration; carries a visible mark.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=10)

    class Meta:
        abstract = True


class TravelOption(Checked):
    """One way to get there, to get around, to eat, to have children cared for, or to travel safely."""

    translated_fields = ("title", "body", "duration")
    markdown_fields = {"body": 4}

    class Section(models.TextChoices):
        GET_THERE = "get_there", _("Get there")
        LOCAL = "local", _("Get around")
        CHILD_CARE = "child_care", _("Child care")
        FOOD = "food", _("Food")
        ACCESS = "access", _("Access")
        SAFETY = "safety", _("Travel safely")

    class Mode(models.TextChoices):
        NONE = "", _("None")
        TRAIN = "train", _("Train")
        COACH = "coach", _("Long-distance bus")
        PLANE = "plane", _("Plane")
        CAR = "car", _("Car")
        BUS = "bus", _("City bus")
        METRO = "metro", _("Metro")
        WALK = "walk", _("On foot")

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="travel_options", verbose_name=_("conference")
    )
    section = models.CharField(_("section"), max_length=12, choices=Section)
    mode = models.CharField(_("by"), max_length=10, choices=Mode, blank=True, default=Mode.NONE)
    title = models.CharField(_("title"), max_length=100, help_text=_("For example: By train to Staples Mill Road."))
    body = models.TextField(_("text"), blank=True)
    body_html = models.TextField(editable=False, blank=True)
    duration = models.CharField(
        _("how long"), max_length=60, blank=True, help_text=_("For example: about 15 minutes by taxi.")
    )

    class Meta:
        verbose_name = _("travel advice")
        verbose_name_plural = _("travel advice")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


class HousingOption(Checked):
    """One place to sleep."""

    translated_fields = ("kind", "distance", "how_to_book")

    class StepFree(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        UNKNOWN = "unknown", _("Ask first")

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="housing_options", verbose_name=_("conference")
    )
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=60, help_text=_("For example: Hostel, or Student residence."))
    address = models.CharField(_("address"), max_length=200, blank=True)
    distance = models.CharField(
        _("distance"), max_length=80, blank=True, help_text=_("For example: 10 minutes on foot.")
    )
    step_free = models.CharField(_("step-free"), max_length=10, choices=StepFree, default=StepFree.UNKNOWN)
    languages_spoken = spoken_languages_field()
    how_to_book = models.CharField(
        _("how to book"),
        max_length=200,
        blank=True,
        help_text=_("For example: Call and say the name of the conference."),
    )

    class Meta:
        verbose_name = _("place to stay")
        verbose_name_plural = _("places to stay")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="housing_option_has_a_name",
                violation_error_message=_("Give the place a name."),
            )
        ]

    def __str__(self):
        return self.name
