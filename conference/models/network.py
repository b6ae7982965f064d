from django.db import models
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.edit_conflicts import Versioned
from nisn_site.kit.privacy.addresses import normalized
from nisn_site.kit.translation import Translatable

from .choices import spoken_languages_field


class Network(Versioned, Translatable):
    """The organization behind the site; there is one row."""

    translated_fields = ("slogan", "summary")

    name = models.CharField(
        _("name"), max_length=120, help_text=_("In full, for example: National Immigrant Solidarity Network.")
    )
    short_name = models.CharField(_("short name"), max_length=20, help_text=_("For small screens, for example: NISN."))
    slogan = models.CharField(
        _("slogan"), max_length=120, blank=True, help_text=_("One line under the name. May stay empty.")
    )
    summary = models.TextField(_("who you are, in two sentences"), blank=True, max_length=400)
    email = models.EmailField(
        _("email"),
        blank=True,
        validators=[normalized],
        help_text=_("Shown on the contact page. Use an address of the network, not a person's."),
    )
    postal_address = models.TextField(
        _("postal address"),
        blank=True,
        max_length=300,
        help_text=_("At the foot of every mail of the site. Newsletters must carry one, by law. A P.O. box will do."),
    )
    founded_year = models.PositiveSmallIntegerField(
        _("founded in"), null=True, blank=True, help_text=_("For example: 2002.")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("network")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="network_is_one_row",
                violation_error_message=_("There is one network on this site. Change it instead of adding another."),
            )
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)


class PhoneLine(Translatable):
    """A telephone of the network: where it rings, and who can speak to whom and when."""

    translated_fields = ("hours", "note")

    network = models.ForeignKey(Network, models.CASCADE, related_name="phones")
    place = models.CharField(_("place or purpose"), max_length=80, help_text=_("For example: Washington, DC."))
    number = models.CharField(
        _("number"), max_length=30, help_text=_("As people dial it, for example: (202) 595-8990.")
    )
    languages_spoken = spoken_languages_field()
    hours = models.CharField(
        _("hours"), max_length=120, blank=True, help_text=_("For example: Monday to Friday, 10 am to 6 pm Eastern.")
    )
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("For example: Leave a message, we call back in two days.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=10)

    class Meta:
        verbose_name = _("phone line")
        verbose_name_plural = _("phone lines")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__regex=r"^[+(]?[0-9][0-9 ()./-]{4,}$"),
                name="phone_line_number_can_be_dialled",
                violation_error_message=_("Write the number with digits, spaces, dots, dashes and brackets only."),
            )
        ]

    def __str__(self):
        return f"{self.place}: {self.number}"

    @property
    def tel(self) -> str:
        """The number as a `tel:` address; a number of ten digits is a North American one."""
        digits = "".join(sign for sign in self.number if sign.isdigit())
        return f"tel:+1{digits}" if len(digits) == 10 and not self.number.startswith("+") else f"tel:+{digits}"
