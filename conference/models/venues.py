from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.edit_conflicts import Versioned
from nisn_site.kit.translation import Translatable

from .pictures import Picture


class Venue(Versioned, Translatable):
    """A building: how to find its door and how to get through it."""

    translated_fields = ("entrance", "landmark", "step_free")

    name = models.CharField(_("name"), max_length=120)
    street = models.CharField(_("street"), max_length=120, blank=True)
    city = models.CharField(_("city"), max_length=80)
    region = models.CharField(_("state or region"), max_length=80)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    country = models.CharField(_("country"), max_length=80, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        help_text=_("For example 37.57570. Copy it from a map."),
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True, help_text=_("For example -77.53940.")
    )
    entrance = models.TextField(_("the entrance, in words"), blank=True, max_length=400)
    landmark = models.TextField(_("a landmark nearby"), blank=True, max_length=400)
    step_free = models.TextField(_("the way in without steps"), blank=True, max_length=400)
    map_picture = models.ForeignKey(
        Picture,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("map"),
        help_text=_("Your own drawing. Describe the way in its text alternative."),
    )
    source_note = models.CharField(_("where this comes from"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="venue_coordinates_are_on_earth",
                violation_error_message=_(
                    "Give both coordinates or none: latitude from -90 to 90, longitude from -180 to 180."
                ),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def geo(self) -> str:
        return f"geo:{self.latitude},{self.longitude}"

    @property
    def openstreetmap(self) -> str:
        return f"https://www.openstreetmap.org/?mlat={self.latitude}&mlon={self.longitude}#map=17/{self.latitude}/{self.longitude}"
