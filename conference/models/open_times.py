from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.edit_conflicts import Versioned

from .conferences import Conference
from .rooms import Room
from .sessions import Session
from .slots import span


class OpenTimeQuerySet(models.QuerySet):
    def free(self):
        return self.filter(session__isnull=True)


class OpenTime(Versioned):
    """A free time in a room that organizers leave to participants: open space. `session` is what one of them put there."""

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="open_times", verbose_name=_("conference"), editable=False
    )
    room = models.ForeignKey(
        Room,
        models.CASCADE,
        related_name="open_times",
        limit_choices_to={"is_open_space": True},
        verbose_name=_("room"),
        help_text=_("Only rooms that are marked as open space."),
    )
    starts_at = models.DateTimeField(_("starts"), help_text=_("In the conference’s time."))
    ends_at = models.DateTimeField(_("ends"))
    session = models.OneToOneField(
        Session,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="open_time",
        verbose_name=_("taken by"),
    )

    objects = OpenTimeQuerySet.as_manager()

    class Meta:
        verbose_name = _("open space time")
        verbose_name_plural = _("open space times")
        ordering = ["starts_at", "room__position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="open_time_ends_after_it_starts",
                violation_error_message=_("It ends before it starts. Check both times."),
            ),
            ExclusionConstraint(
                name="open_time_room_once",
                index_type="GIST",
                expressions=[("room", RangeOperators.EQUAL), (span(), RangeOperators.OVERLAPS)],
                violation_error_message=_("This room has another open space time that overlaps."),
            ),
        ]

    def __str__(self):
        return f"{self.room.name}, {self.starts_at.astimezone(self.room.conference.zone):%Y-%m-%d %H:%M}"

    def save(self, *args, **kwargs):
        self.conference_id = self.room.conference_id
        super().save(*args, **kwargs)

    @property
    def day(self):
        """The day people look for it; past midnight it is still the evening before."""
        local = self.starts_at.astimezone(self.conference.zone)
        return local.date() if local.time() >= self.conference.day_starts_at else local.date() - timedelta(days=1)
