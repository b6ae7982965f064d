import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.edit_conflicts import Versioned
from nisn_site.kit.translation import Translatable

from .conferences import Conference


class RoomQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("position", "pk")

    def open_space(self):
        """Where people may put sessions of their own."""
        return self.filter(is_open_space=True)


class Room(Versioned, Translatable):
    """A place with a door, or a yard. Its name may change; its `guid` stays, since apps and maps know it by that."""

    translated_fields = ("name", "floor", "access_notes")

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="rooms", verbose_name=_("conference"))
    guid = models.UUIDField(default=uuid.uuid4, editable=False)
    slug = models.SlugField(
        _("word in the address"),
        max_length=60,
        help_text=_("Short, small English letters, for example: hall-a. The sheet on the door leads there."),
    )
    name = models.CharField(_("name"), max_length=80, help_text=_("As it is written on the door, for example: Hall A."))
    position = models.PositiveSmallIntegerField(_("order"), default=10)
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, help_text=_("How many people fit in. Empty when you do not know.")
    )
    floor = models.CharField(
        _("floor"), max_length=80, blank=True, help_text=_("For example: 2nd floor of the student center.")
    )
    step_free = models.BooleanField(
        _("can be reached without steps"),
        null=True,
        blank=True,
        help_text=_("Say “Unknown” until somebody has tried the way."),
    )
    access_notes = models.TextField(
        _("more about access"),
        max_length=400,
        blank=True,
        help_text=_("The elevator, the width of the door, a hearing loop, where it is quiet."),
    )
    is_shared = models.BooleanField(
        _("several things at once"),
        default=False,
        help_text=_("For a yard or a lobby: sessions may overlap here, and nobody warns you."),
    )
    is_open_space = models.BooleanField(
        _("open space"), default=False, help_text=_("People may put sessions of their own on free times here.")
    )

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "name"],
                name="room_name_once",
                violation_error_message=_("This conference already has a room with this name."),
            ),
            models.UniqueConstraint(
                fields=["conference", "slug"],
                name="room_address_once",
                violation_error_message=_("Another room has this word in its address. Choose another one."),
            ),
            models.UniqueConstraint(
                fields=["conference", "guid"],
                name="room_guid_once",
                violation_error_message=_("This room is already there."),
            ),
            models.UniqueConstraint(fields=["id", "conference"], name="room_with_its_conference"),
        ]

    def __str__(self):
        return self.name
