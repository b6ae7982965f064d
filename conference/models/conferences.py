from datetime import time
from zoneinfo import ZoneInfo

from django.contrib.admin import display
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.edit_conflicts import Versioned
from nisn_site.kit.translation import Translatable

from .choices import validate_time_zone
from .network import Network, PhoneLine
from .venues import Venue


class Phase(models.TextChoices):
    BEFORE = "before", _("Before: save the date")
    OPEN = "open", _("Open: plan your trip")
    NOW = "now", _("On now")
    AFTER = "after", _("After: the report")


class Accent(models.TextChoices):
    """Second inks that were measured to keep AAA contrast in light and dark; see the style sheet's tokens."""

    MARIGOLD = "marigold", _("Marigold")
    BRICK = "brick", _("Brick red")
    TEAL = "teal", _("Teal")
    PLUM = "plum", _("Plum")
    SKY = "sky", _("Sky blue")


class ConferenceQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True)

    def with_frame(self):
        """What the frame of every page needs, in one query: network, venue and the network's phones."""
        phones = PhoneLine.objects.filter(network=models.OuterRef("network")).order_by("position", "pk")
        as_json = JSONObject(place=F("place"), number=F("number"))
        return self.select_related("network", "venue__map_picture").annotate(
            network_phones=ArraySubquery(phones.values(json=as_json))
        )


class Conference(Versioned, Translatable):
    """One edition. Past ones stay at their addresses as an archive."""

    translated_fields = ("name", "theme", "summary")

    network = models.ForeignKey(Network, models.PROTECT, default=1, editable=False)
    slug = models.CharField(
        _("year in the address"),
        max_length=20,
        unique=True,
        help_text=_(
            "Four digits, for example 2007; a second conference in one year is 2007-fall. Do not change it later."
        ),
    )
    name = models.CharField(
        _("name"), max_length=120, help_text=_("For example: National Grassroots Immigrant Strategy Conference.")
    )
    theme = models.CharField(
        _("promise"),
        max_length=140,
        blank=True,
        help_text=_("What people will do there, in one line. For example: Three days to plan what we do next."),
    )
    summary = models.TextField(
        _("summary"), max_length=400, blank=True, help_text=_("Two sentences for search engines and lists.")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        default="America/New_York",
        validators=[validate_time_zone],
        help_text=_("Of the place, for example America/Chicago."),
    )
    day_starts_at = models.TimeField(
        _("a day of the schedule begins at"),
        default=time(5),
        help_text=_("What is earlier belongs to the evening before: a song at 00:30 on Sunday is listed on Saturday."),
    )
    city = models.CharField(_("city"), max_length=80)
    region = models.CharField(_("state or region"), max_length=80, help_text=_("For example: Virginia."))
    venue = models.ForeignKey(Venue, models.SET_NULL, null=True, blank=True, verbose_name=_("venue"))
    phase = models.CharField(
        _("phase"),
        max_length=10,
        choices=Phase,
        default=Phase.BEFORE,
        help_text=_("Decides which of the four main pages people see."),
    )
    accent = models.CharField(
        _("second ink"),
        max_length=10,
        choices=Accent,
        default=Accent.MARIGOLD,
        help_text=_("The color of this conference. All of them are easy to read."),
    )
    is_public = models.BooleanField(_("on the site"), default=False, help_text=_("Off: only organizers see it."))
    is_current = models.BooleanField(
        _("the current conference"),
        default=False,
        help_text=_("The one that the site opens with. Others are shown as past."),
    )

    open_space_code = models.CharField(
        _("code for open space"),
        max_length=30,
        blank=True,
        help_text=_(
            "Show it at the desk: with it, people put sessions of their own on open space times. Empty: nobody can."
        ),
    )

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("conference")
        verbose_name_plural = _("conferences")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="conference_ends_after_it_starts",
                violation_error_message=_("The last day is before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[0-9]{4}(-[a-z0-9]+)*$"),
                name="conference_slug_starts_with_year",
                violation_error_message=_("Write the year with four digits, for example 2007 or 2007-fall."),
            ),
            models.UniqueConstraint(
                fields=["is_current"],
                condition=Q(is_current=True),
                name="conference_one_is_current",
                violation_error_message=_("Another conference is the current one. Take that mark away there first."),
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(is_public=True),
                name="conference_current_is_public",
                violation_error_message=_("The current conference must be on the site."),
            ),
        ]

    def __str__(self):
        return f"{self.slug} {self.name}"

    def get_absolute_url(self):
        return reverse("conference:main", kwargs={"conference": self.slug})

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    @display(description=_("Place"))
    def place_line(self) -> str:
        return f"{self.city}, {self.region}"


class MainPage(Versioned, Translatable):
    """What the main page of a conference says in one of its phases."""

    translated_fields = ("heading", "lead", "body")
    markdown_fields = {"body": 2}

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="main_pages", verbose_name=_("conference"))
    phase = models.CharField(_("phase"), max_length=10, choices=Phase)
    heading = models.CharField(
        _("heading"),
        max_length=100,
        help_text=_("The largest line of the page. For example: Three days to plan what we do next."),
    )
    lead = models.TextField(
        _("lead"), max_length=300, blank=True, help_text=_("One or two short sentences under the heading.")
    )
    body = models.TextField(_("more"), blank=True)
    body_html = models.TextField(editable=False, blank=True)

    class Meta:
        verbose_name = _("main page")
        verbose_name_plural = _("main pages")
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "phase"],
                name="main_page_one_per_phase",
                violation_error_message=_("This conference already has a main page for this phase."),
            )
        ]

    def __str__(self):
        return f"{self.get_phase_display()} ({self.conference.slug})"


class Action(Translatable):
    """A button or a card on a main page: one thing to do now."""

    translated_fields = ("label", "text")

    class Kind(models.TextChoices):
        BUTTON = "button", _("Button under the heading (at most two)")
        CARD = "card", _("Card under “What to do now” (at most three)")

    main_page = models.ForeignKey(MainPage, models.CASCADE, related_name="actions")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CARD)
    label = models.CharField(
        _("words on it"), max_length=60, help_text=_("Start with a verb. For example: Plan your trip.")
    )
    text = models.CharField(_("explanation"), max_length=160, blank=True, help_text=_("One sentence, on cards only."))
    target = models.CharField(
        _("leads to"),
        max_length=300,
        help_text=_("A page of this site such as 2007/travel/ or contact/, or a full https:// address."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=10)

    class Meta:
        verbose_name = _("button or card")
        verbose_name_plural = _("buttons and cards")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target__regex=r"^(https://[^\s/]+\S*|[a-z0-9][a-z0-9/_-]*/(\?\S*|#\S*)?)$"),
                name="action_target_is_a_page",
                violation_error_message=_("Write a page such as 2007/travel/ or an address that starts with https://."),
            )
        ]

    def __str__(self):
        return self.label

    @property
    def url(self) -> str:
        return self.target if self.target.startswith("https://") else reverse("conference:home") + self.target


class RecordedFact(Translatable):
    """One thing that is, or is not, known about a conference, with where it was read."""

    translated_fields = ("label", "value")

    class Certainty(models.TextChoices):
        STATED = "stated", _("A page of that time says so")
        DERIVED = "derived", _("Follows from what is stated")
        INFERRED = "inferred", _("Our reading; check before you quote it")
        UNKNOWN = "unknown", _("We have no record of this")

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="facts", verbose_name=_("conference"))
    label = models.CharField(_("what"), max_length=80, help_text=_("For example: Place."))
    value = models.TextField(
        _("what is known"), blank=True, max_length=600, help_text=_("Empty when nothing is known.")
    )
    certainty = models.CharField(_("how sure"), max_length=10, choices=Certainty, default=Certainty.STATED)
    source = models.CharField(
        _("where it was read"),
        max_length=300,
        blank=True,
        help_text=_("The page's address or path, so that a historian can check."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=10)

    class Meta:
        verbose_name = _("recorded fact")
        verbose_name_plural = _("recorded facts")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(certainty="unknown", value="") | (~Q(certainty="unknown") & ~Q(value="")),
                name="recorded_fact_is_known_or_not",
                violation_error_message=_(
                    "Write what is known, or choose “We have no record of this” and leave it empty."
                ),
            )
        ]

    def __str__(self):
        return self.label
