from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .conferences import Conference


class ScheduleImportQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-pk")

    def without_content(self):
        """For lists: the file itself may have 8 MB."""
        return self.defer("content", "before")


class ScheduleImport(models.Model):
    """A file with a schedule that an organizer uploaded, between the upload and the decision, and what it changed.

    `layout` and `choices` are the organizer's corrections. `before` is what the import replaced, so that it can be taken
    back as long as nobody worked on the draft since: then `left_behind` still is the fingerprint of the draft.
    """

    KEPT = timedelta(days=30)  # files, and what they replaced, hold names of people

    class State(models.TextChoices):
        OPEN = "open", _("Not decided yet")
        DONE = "done", _("In the draft")
        TAKEN_BACK = "taken_back", _("Taken back")

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="schedule_imports", verbose_name=_("conference")
    )
    file_name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField(editable=False)  # compressed; emptied when the import is done
    layout = models.JSONField(default=dict, editable=False)
    choices = models.JSONField(default=dict, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    counts = models.JSONField(default=dict, editable=False)
    before = models.JSONField(null=True, editable=False)
    left_behind = models.CharField(max_length=64, editable=False, blank=True)
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False)

    objects = ScheduleImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of a schedule")
        verbose_name_plural = _("imports of schedules")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done") | Q(before__isnull=True),
                name="schedule_import_can_go_back_only_when_done",
                violation_error_message=_("This import was not put into the draft."),
            )
        ]

    def __str__(self):
        return self.file_name
