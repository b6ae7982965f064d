import uuid
from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.edit_conflicts import Versioned
from nisn_site.kit.translation import Translatable

from .conferences import Conference
from .people import Organization, Person
from .releases import Release
from .rooms import Room
from .sessions import Session, SessionPerson

LONGEST = timedelta(hours=24)


class TsTzRange(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


def span() -> TsTzRange:
    """From the start to the end, the end not included: what begins at 11:00 may follow what ends at 11:00."""
    return TsTzRange("starts_at", "ends_at", RangeBoundary())


class SlotQuerySet(models.QuerySet):
    def draft(self):
        return self.filter(release__isnull=True)

    def of_release(self, release: Release):
        return self.filter(release=release)

    def in_order(self):
        """By time, then by room as rooms are ordered; what has no room comes first."""
        return self.order_by("starts_at", F("room__position").asc(nulls_first=True), "room_id", "pk")

    def standing(self):
        return self.filter(cancelled=False)

    def between(self, start, end):
        """What begins in the moments from `start` on and before `end`."""
        return self.filter(starts_at__gte=start, starts_at__lt=end)


class Slot(Versioned, Translatable):
    """One session at one time in one room. Without a release it is the draft, which organizers rearrange freely.

    `key` is the same in the draft and in every release: it is how a moved slot is known again. A slot without a room
    is at the session's own `place`, or concerns everybody (a break).
    """

    translated_fields = ("note",)

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="slots", verbose_name=_("conference"))
    release = models.ForeignKey(Release, models.CASCADE, null=True, blank=True, editable=False, related_name="slots")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        Session,
        models.CASCADE,
        related_name="slots",
        verbose_name=_("session"),
        help_text=_("A session can have more than one time."),
    )
    room = models.ForeignKey(
        Room,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="slots",
        verbose_name=_("room"),
        help_text=_("Empty: not in one of our rooms, or for everybody."),
    )
    starts_at = models.DateTimeField(_("starts"), help_text=_("In the conference’s time."))
    ends_at = models.DateTimeField(_("ends"), help_text=_("24 hours later at most."))
    shares_room = models.BooleanField(
        _("shares the room"), default=False, help_text=_("Others may use the room at the same time.")
    )
    cancelled = models.BooleanField(
        _("cancelled"), default=False, help_text=_("It stays in the schedule with this word; the room is free.")
    )
    note = models.CharField(
        _("note for readers"),
        max_length=190,
        blank=True,
        help_text=_("For example: Moved inside because of the rain."),
    )
    # How often readers saw another time or place, for calendars; and the release in which they saw it last.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_in = models.PositiveIntegerField(default=0, editable=False)
    blocks = models.GeneratedField(
        expression=Case(
            # Where the end is before the start a range is an error, and the constraint could not say so.
            When(shares_room=False, cancelled=False, ends_at__gt=F("starts_at"), then=span()),
            default=Value(None),
            output_field=DateTimeRangeField(),
        ),
        output_field=DateTimeRangeField(),
        db_persist=True,
    )

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("time of a session")
        verbose_name_plural = _("times of sessions")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="slot_ends_after_it_starts",
                violation_error_message=_("A session ends after it starts. Check both times."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("starts_at") + LONGEST),
                name="slot_lasts_a_day_at_most",
                violation_error_message=_("A session lasts 24 hours at most. Check the day and the end."),
            ),
            models.UniqueConstraint(
                fields=["release", "key"],
                nulls_distinct=False,
                name="slot_key_once",
                violation_error_message=_("This time is already in the schedule."),
            ),
            models.UniqueConstraint(fields=["id", "release", "starts_at", "ends_at"], name="slot_with_its_span"),
            # In the draft the release is NULL, which equals nothing: the draft may clash, a release cannot.
            ExclusionConstraint(
                name="release_room_once",
                index_type="GIST",
                expressions=[
                    ("release", RangeOperators.EQUAL),
                    ("room", RangeOperators.EQUAL),
                    ("blocks", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Two sessions are in the same room at the same time."),
            ),
        ]
        indexes = [
            models.Index(fields=["release", "starts_at"], name="slot_by_time"),
            models.Index(fields=["conference", "starts_at"], name="slot_draft", condition=Q(release__isnull=True)),
        ]

    def __str__(self):
        return f"{self.session}, {self.starts_at.astimezone(self.conference.zone):%Y-%m-%d %H:%M}"

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at

    @classmethod
    def to_translate(cls):
        """Notes are translated in the draft; releases take the translations along."""
        return cls.objects.draft().exclude(note="").select_related("session", "conference")


class Appearance(models.Model):
    """Somebody at a slot of a release, as it was published. The slot's times are copied, and the database keeps them equal.

    `may_overlap` is also set for groups and for cancelled slots: nobody has to be there.
    """

    release = models.ForeignKey(Release, models.CASCADE, related_name="appearances")
    slot = models.ForeignKey(Slot, models.CASCADE, related_name="appearances")
    person = models.ForeignKey(Person, models.RESTRICT, related_name="appearances")
    organization = models.ForeignKey(Organization, models.RESTRICT, null=True, related_name="appearances")
    role = models.CharField(max_length=12, choices=SessionPerson.Role)
    position = models.PositiveSmallIntegerField(default=10)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    may_overlap = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["slot", "person"], name="appearance_once"),
            ExclusionConstraint(
                name="release_person_once",
                index_type="GIST",
                expressions=[
                    ("release", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (span(), RangeOperators.OVERLAPS),
                ],
                condition=Q(may_overlap=False),
                violation_error_message=_("Somebody is in two sessions at the same time."),
            ),
        ]

    def __str__(self):
        return self.get_role_display()
