from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.translation import Translatable

from .conferences import Conference


class ReleaseQuerySet(models.QuerySet):
    def of(self, conference):
        """Newest first; the first one is what everybody sees."""
        return self.filter(conference=conference).order_by("-number")

    def public(self):
        """Of conferences that are on the site, newest first."""
        return self.filter(conference__is_public=True).order_by("-number")


class Release(Translatable):
    """A published schedule. It is complete, numbered, and nothing in it changes any more: see `0005_schedule_rules`.

    `changes` says what is different from the release before, without words (`conference.schedule.changes`).
    """

    translated_fields = ("note",)

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="releases", verbose_name=_("conference"))
    number = models.PositiveIntegerField(_("number"), editable=False)
    note = models.TextField(
        _("what readers should know"),
        max_length=500,
        blank=True,
        help_text=_("For example: The march starts an hour earlier because of the heat. May stay empty."),
    )
    # Empty only inside the transaction that writes the release: filling it in closes the release for good.
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, verbose_name=_("published by")
    )
    repeats = models.ForeignKey(
        "self", models.RESTRICT, null=True, editable=False, verbose_name=_("the earlier release it brings back")
    )
    changes = models.JSONField(default=list, editable=False)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release of the schedule")
        verbose_name_plural = _("releases of the schedule")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "number"],
                name="release_number_once",
                violation_error_message=_("Somebody else published at this moment. Look again, then publish."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="release_number_counts_from_one",
                violation_error_message=_("Releases are numbered from 1."),
            ),
            models.UniqueConstraint(fields=["id", "conference"], name="release_with_its_conference"),
        ]

    def __str__(self):
        return _("Release %d") % self.number
