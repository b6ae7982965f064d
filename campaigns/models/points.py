from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.models import Conference, RecordedFact
from nisn_site.kit.edit_conflicts import Versioned
from nisn_site.kit.translation import Translatable

from .decisions import Decision
from .limits import HEADING_LENGTH
from .texts import SectionText


class UnityStatementQuerySet(models.QuerySet):
    def on_site(self):
        return self.filter(is_public=True).filter(Q(conference__isnull=True) | Q(conference__is_public=True))

    def newest_first(self):
        return self.order_by("-year")

    def with_count(self):
        """Each with `count`: how many points we know."""
        return self.annotate(count=Count("points"))


class UnityStatement(Versioned, Translatable):
    """The Points of Unity of one year: what a conference adopted, or what the network stood for."""

    translated_fields = ("title", "introduction")
    Certainty = RecordedFact.Certainty

    conference = models.OneToOneField(
        Conference,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="unity",
        verbose_name=_("conference"),
        help_text=_("Empty: the network said this outside of a conference."),
    )
    year = models.CharField(
        _("year in the address"),
        max_length=20,
        help_text=_("For example 2008. That of a conference is the word in its address."),
    )
    title = models.CharField(_("title"), max_length=120, help_text=_("For example: Points of Unity."))
    introduction = models.TextField(
        _("introduction"), max_length=600, blank=True, help_text=_("A few sentences above the points. Plain text.")
    )
    certainty = models.CharField(_("how sure"), max_length=10, choices=Certainty, default=Certainty.STATED)
    source = models.CharField(
        _("where it was read"),
        max_length=300,
        blank=True,
        help_text=_("The page's address or path, so that a historian can check. Empty: it was decided on this site."),
    )
    is_sample = models.BooleanField(_("sample"), default=False)
    is_public = models.BooleanField(_("on the site"), default=True)

    objects = UnityStatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("Points of Unity of a year")
        verbose_name_plural = _("Points of Unity by year")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                name="unity_year_once",
                violation_error_message=_("The Points of Unity of this year are here already."),
            ),
            models.CheckConstraint(
                condition=Q(year__regex=r"^[0-9]{4}(-[a-z0-9]+)*$"),
                name="unity_year_is_a_year",
                violation_error_message=_("Write the year with four digits, for example 2008."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""), name="unity_has_a_title", violation_error_message=_("Give it a title.")
            ),
        ]

    def __str__(self):
        return f"{self.title} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("unity:points", args=[self.year])


class PointOfUnityQuerySet(models.QuerySet):
    def on_site(self):
        return self.filter(statement__in=UnityStatement.objects.on_site())

    def in_order(self):
        return self.order_by("statement", "number")

    def number_of_conference(self):
        """How many are on the site of each conference, for annotating a query of conferences."""
        of_one = self.on_site().filter(statement__conference=OuterRef("pk")).order_by()
        numbers = of_one.values("statement__conference").annotate(number=Count("pk")).values("number")
        return Coalesce(Subquery(numbers), 0)

    def in_force(self):
        """All but those whose adoption does not stand any more; see `Decision.objects.standing`."""
        standing = Decision.objects.standing().about_the_text().filter(result=Decision.Result.ADOPTED)
        return self.filter(Q(decision__isnull=True) | Exists(standing.filter(text=OuterRef("decision__text"))))

    def with_sources(self):
        """Each with its text, the draft, proposal and conference of that, its decision, and what it was before."""
        return self.select_related(
            "text__draft__proposal__conference", "text__section", "decision", "same_as__statement"
        )


class PointOfUnity(Versioned, Translatable):
    """One point, at an address for good.

    A point that a conference adopted has the exact words in `text` and the decision beside it; the database keeps its
    number and both as they are (migration 0007). Its title and sentence are for posters and may be made better. A point
    that we only know of has neither; then title and sentence are our own words.
    """

    translated_fields = ("title", "sentence", "change")

    class Side(models.TextChoices):
        NONE = "", pgettext_lazy("side of a point", "Neither")
        NO = "no", pgettext_lazy("side of a point", "No")
        YES = "yes", pgettext_lazy("side of a point", "Yes")

    statement = models.ForeignKey(
        UnityStatement, models.PROTECT, related_name="points", verbose_name=_("Points of Unity of a year")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    side = models.CharField(
        _("no or yes"), max_length=3, choices=Side, blank=True, default=Side.NONE,
        help_text=_("What we refuse, or what we demand. Leave it empty when the points are not sorted that way."),
    )  # fmt: skip
    title = models.CharField(_("title"), max_length=HEADING_LENGTH, help_text=_("As on a poster, at most 8 words."))
    sentence = models.TextField(
        _("sentence"), max_length=300, blank=True, help_text=_("What it means, in one easy sentence.")
    )
    change = models.TextField(
        _("what is new in it"), max_length=300, blank=True, help_text=_("Compared with the same point before.")
    )
    same_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="later_ones",
        verbose_name=_("same point in an earlier year"),
    )  # fmt: skip
    text = models.ForeignKey(SectionText, models.PROTECT, null=True, blank=True, related_name="points", editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="points", editable=False)

    objects = PointOfUnityQuerySet.as_manager()

    class Meta:
        verbose_name = _("Point of Unity")
        verbose_name_plural = _("Points of Unity")
        ordering = ["statement", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "number"],
                name="point_number_once",
                violation_error_message=_("There is already a point with this number in this year."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="point_number_starts_at_one",
                violation_error_message=_("Points are numbered 1, 2, 3 and so on."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="point_has_a_title",
                violation_error_message=_("Give the point a title."),
            ),
            models.CheckConstraint(
                condition=Q(side__in=["", "no", "yes"]),
                name="point_side_is_known",
                violation_error_message=_("A point says no or yes, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(text__isnull=True, decision__isnull=True)
                | Q(text__isnull=False, decision__isnull=False),
                name="point_has_its_text_and_decision",
                violation_error_message=_("An adopted point has its exact text and the decision on it."),
            ),
            models.UniqueConstraint(
                fields=["text"], name="point_once_for_a_text",
                violation_error_message=_("This text is a point already."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        """Needs its statement."""
        return reverse("unity:point", args=[self.statement.year, self.number])
