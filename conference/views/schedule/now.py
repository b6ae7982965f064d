from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from nisn_site.kit.pages import render_page

from ...frame import find_conference
from ...models import Conference
from ...schedule.days import moment_of
from ...schedule.now_and_next import next_start, now_and_next
from ...schedule.timetable import Timetable
from ...schedule.words import clock_as_read, day_name, when


class MomentForm(forms.Form):
    """Another moment to look at: "what can I go to at 2 on Saturday?\""""

    day = forms.ChoiceField(label=_("Day"), required=False)
    time = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"placeholder": "14:00", "size": 5}, format="%H:%M"),
    )

    def __init__(self, data, *, timetable: Timetable):
        super().__init__(data)
        self.conference = timetable.conference
        self.fields["day"].choices = [(day.isoformat(), day_name(day)) for day in timetable.dates]

    def clean(self):
        values = super().clean()
        if bool(values.get("day")) != bool(values.get("time")) and not self.errors:
            raise ValidationError(_("Choose a day and a time."), code="incomplete")
        return values

    def moment(self) -> datetime | None:
        if not self.is_valid() or not self.cleaned_data["day"]:
            return None
        day = datetime.fromisoformat(self.cleaned_data["day"]).date()
        try:
            return moment_of(self.conference, day, self.cleaned_data["time"])
        except ValidationError as problem:
            self.add_error("time", problem)
            return None


@require_safe
def now(request, *, conference: str):
    """Now and next in every room; with a day and a time, then and next."""
    timetable = Timetable.current(find_conference(request, conference))
    form = MomentForm(request.GET or None, timetable=timetable)
    asked = form.moment() if form.is_bound else None
    if asked:
        timetable = timetable.at(asked)
    context = {
        "conference": timetable.conference,
        "timetable": timetable,
        "rooms": now_and_next(timetable),
        "next_start": moment_in_words(timetable.conference, next_start(timetable)),
        "form": form,
        "asked": asked,
    }
    status = 400 if form.is_bound and form.errors else 200
    template = "conference/schedule/now.html"
    texts = timetable.translatable
    return render_page(request, template, context, conference=timetable.conference, texts=texts, status=status)


def moment_in_words(conference: Conference, moment: datetime | None) -> str:
    """In the conference's zone; a night session belongs to the day before."""
    return when(conference, moment, clock_as_read(conference, moment)) if moment else ""
