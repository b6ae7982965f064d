"""The forms of the organizers' pages about a schedule. Days and times are those of the conference's zone."""

from datetime import date, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from ...models import Conference, Release, Session, Slot
from ...schedule.copying import FRAME
from ...schedule.days import day_of, days_of, moment_of
from ...schedule.words import day_name

DETAILS = ("room", "shares_room", "cancelled", "note")


def time_field(label, **options) -> forms.TimeField:
    widget = forms.TimeInput({"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, **options)


def day_choices(conference: Conference, *others: date) -> list[tuple[str, str]]:
    return [(day.isoformat(), day_name(day)) for day in sorted({*days_of(conference), *others})]


class DayField(forms.ChoiceField):
    """A day of the schedule, as a date."""

    def clean(self, value):
        value = super().clean(value)
        return date.fromisoformat(value) if value else None


class SlotForm(forms.Form):
    """When and where a session is; `starts_at` and `ends_at` in the cleaned data are moments."""

    day = DayField(label=gettext_lazy("Day"))
    starts = time_field(
        gettext_lazy("From"), help_text=gettext_lazy("For example 10:00. 00:30 is in the night after the day.")
    )
    ends = time_field(gettext_lazy("To"))
    ends_next_day = forms.BooleanField(label=gettext_lazy("It goes on until the next morning"), required=False)
    room = forms.ModelChoiceField(None, required=False, empty_label=gettext_lazy("No room"))
    shares_room = Slot._meta.get_field("shares_room").formfield()
    cancelled = Slot._meta.get_field("cancelled").formfield()
    note = Slot._meta.get_field("note").formfield(widget=forms.TextInput({"dir": "auto"}))
    opened = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31)

    def __init__(self, data=None, *, conference: Conference, slot: Slot | None = None, initial=None):
        self.conference, self.slot = conference, slot
        super().__init__(data, initial=(self.values_of(slot) if slot else {}) | (initial or {}))
        days = [day_of(conference, slot.starts_at)] if slot else []
        self.fields["day"].choices = day_choices(conference, *days)
        room = self.fields["room"]
        room.label, room.help_text = Slot._meta.get_field("room").verbose_name, Slot._meta.get_field("room").help_text
        room.queryset = conference.rooms.in_order()

    def values_of(self, slot: Slot) -> dict:
        zone, day = self.conference.zone, day_of(self.conference, slot.starts_at)
        values = {name: getattr(slot, name) for name in DETAILS}
        return values | {
            "day": day.isoformat(), "starts": slot.starts_at.astimezone(zone).time(),
            "ends": slot.ends_at.astimezone(zone).time(), "opened": slot.version,
            "ends_next_day": day_of(self.conference, slot.ends_at) != day,
        }  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if day := cleaned.get("day"):
            self.add_moment("starts_at", day, cleaned.get("starts"), field="starts")
            last = day + timedelta(days=1) if cleaned.get("ends_next_day") else day
            self.add_moment("ends_at", last, cleaned.get("ends"), field="ends")
        return cleaned

    def add_moment(self, name: str, day: date, clock: time | None, *, field: str) -> None:
        if clock is not None:
            try:
                self.cleaned_data[name] = moment_of(self.conference, day, clock)
            except ValidationError as error:
                self.add_error(field, error)

    @property
    def values(self) -> dict:
        """For the deeds."""
        names = (*DETAILS, "starts_at", "ends_at")
        return {name: self.cleaned_data[name] for name in names}


class NoteForm(forms.Form):
    """What readers should know about a release."""

    note = Release._meta.get_field("note").formfield(widget=forms.Textarea({"rows": 3, "dir": "auto"}))
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)


class ShiftForm(forms.Form):
    """Move a day by minutes."""

    day = DayField(label=gettext_lazy("Day"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=1,
        max_value=720,
        widget=forms.NumberInput({"inputmode": "numeric"}),
        help_text=gettext_lazy("For example 15."),
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Earlier or later"),
        choices=[("later", gettext_lazy("Later")), ("earlier", gettext_lazy("Earlier"))],
    )
    since = time_field(
        gettext_lazy("Only what begins at this time or after it"),
        required=False,
        help_text=gettext_lazy("Empty: the whole day."),
    )
    room = forms.ModelChoiceField(
        None, label=gettext_lazy("Only in this room"), required=False, empty_label=gettext_lazy("In all rooms")
    )

    def __init__(self, data=None, *, conference: Conference):
        self.conference = conference
        super().__init__(data, prefix="shift")
        self.fields["day"].choices = day_choices(conference)
        self.fields["room"].queryset = conference.rooms.in_order()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("since"):
            try:
                cleaned["since"] = moment_of(self.conference, cleaned["day"], cleaned["since"])
            except ValidationError as error:
                self.add_error("since", error)
        return cleaned

    @property
    def values(self) -> dict:
        by = timedelta(minutes=self.cleaned_data["minutes"])
        by = by if self.cleaned_data["direction"] == "later" else -by
        return {name: self.cleaned_data[name] for name in ("day", "since", "room")} | {"by": by}


class KindsForm(forms.Form):
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Which sessions come along"),
        choices=Session.Kind.choices,
        initial=list(FRAME),
        widget=forms.CheckboxSelectMultiple,
    )


class CopyDayForm(KindsForm):
    """Use a day again."""

    source = DayField(label=gettext_lazy("Copy this day"))
    target = DayField(label=gettext_lazy("To this day"))
    field_order = ["source", "target", "kinds"]

    def __init__(self, data=None, *, conference: Conference):
        super().__init__(data, prefix="day")
        for name in ("source", "target"):
            self.fields[name].choices = day_choices(conference)
        self.initial["target"] = days_of(conference)[-1].isoformat()

    @property
    def values(self) -> dict:
        return self.cleaned_data


class CopyFrameForm(KindsForm):
    """Take over the frame of another conference."""

    source = forms.ModelChoiceField(
        None,
        label=gettext_lazy("From this conference"),
        empty_label=None,
        help_text=gettext_lazy("Its rooms and topics come along, and its times on the same clock. Nobody’s name does."),
    )
    field_order = ["source", "kinds"]

    def __init__(self, data=None, *, conference: Conference):
        super().__init__(data, prefix="frame")
        others = Conference.objects.exclude(pk=conference.pk)
        self.fields["source"].queryset = others
        self.initial["source"] = others.filter(starts_on__lt=conference.starts_on).first()  # the one before

    @property
    def values(self) -> dict:
        return self.cleaned_data
