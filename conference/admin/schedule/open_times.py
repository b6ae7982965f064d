from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from nisn_site.kit.edit_conflicts import ConflictCheckedForm

from ...models import OpenTime
from ...schedule.days import day_of, moment_of
from ...schedule.open_space import take_off
from ...schedule.words import clocks, day_name
from .forms import time_field


class OpenTimeForm(ConflictCheckedForm):
    """Day and hours are those of the conference to which the room belongs."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    starts = time_field(_("From"), help_text=_("In the conference’s time. 00:30 is in the night after the day."))
    ends = time_field(_("To"))

    class Meta:
        model = OpenTime
        fields = ("room",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            conference, start, end = self.instance.conference, self.instance.starts_at, self.instance.ends_at
            self.initial |= {
                "day": day_of(conference, start),
                "starts": start.astimezone(conference.zone).time(),
                "ends": end.astimezone(conference.zone).time(),
            }

    def clean(self):
        cleaned = super().clean()
        if (room := cleaned.get("room")) and (day := cleaned.get("day")):
            for name, field in (("starts_at", "starts"), ("ends_at", "ends")):
                if cleaned.get(field) is not None:
                    self.set_moment(name, field, room.conference, day)
            if not self.errors and self.instance.ends_at <= self.instance.starts_at:
                self.add_error("ends", _("It ends before it starts. Check both times."))
        return cleaned

    def set_moment(self, name: str, field: str, conference, day) -> None:
        try:
            setattr(self.instance, name, moment_of(conference, day, self.cleaned_data[field]))
        except ValidationError as error:
            self.add_error(field, error)

    def _get_validation_exclusions(self):
        """The constraints about both moments are checked as if these were fields of the form."""
        if self.errors:
            return super()._get_validation_exclusions()
        return super()._get_validation_exclusions() - {"starts_at", "ends_at"}


@admin.register(OpenTime)
class OpenTimeAdmin(admin.ModelAdmin):
    """Which times are free for participants, and what they put there."""

    form = OpenTimeForm
    fields = ["room", "day", "starts", "ends", "session", "opened_version"]
    list_display = ["day", "hours", "room", "session"]
    list_filter = ["conference", ("session", admin.EmptyFieldListFilter)]
    list_select_related = ["room__conference", "session"]
    readonly_fields = ["session"]
    actions = ["take_off"]

    @admin.display(description=_("day"), ordering="starts_at")
    def day(self, obj):
        return day_name(day_of(obj.room.conference, obj.starts_at))

    @admin.display(description=_("hours"), ordering="starts_at")
    def hours(self, obj):
        return clocks(obj.room.conference, obj.starts_at, obj.ends_at)

    @admin.action(description=_("Take the participants’ sessions off the schedule"), permissions=["change"])
    def take_off(self, request, queryset):
        done = 0
        for time in queryset.filter(session__isnull=False).select_related("conference"):
            try:
                take_off(time=time, by=request.user)
                done += 1
            except ValidationError as refusal:
                self.message_user(request, f"{time}: {' '.join(refusal.messages)}", messages.ERROR)
        words = ngettext(
            "%d session was taken off; its time is free.", "%d sessions were taken off; their times are free.", done
        )
        self.message_user(request, words % done, messages.SUCCESS if done else messages.WARNING)
