"""Whole days at once: move by minutes, use a day again, take over the frame of another conference."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models import Conference
from ...schedule.copying import copy_frame
from ...schedule.days import day_of
from ...schedule.whole_days import copy_day, shift_slots
from .forms import CopyDayForm, CopyFrameForm, ShiftForm
from .pages import SchedulePages, add_errors, board_url, sent


class DayTools(SchedulePages):
    """Mixed into the admin of slots."""

    def get_urls(self):
        return [*self.pages_of_a_schedule([("days/", "days", self.days_view)]), *super().get_urls()]

    def days_view(self, request, year: str):
        """Three forms; each has a button of its own and is read only when that was pressed."""
        conference = self.conference_to_arrange(request, year)
        pressed = request.POST.get("do")
        forms = {
            name: form(sent(request) if pressed == name else None, conference=conference)
            for name, form in (("shift", ShiftForm), ("day", CopyDayForm), ("frame", CopyFrameForm))
        }
        if pressed in forms and forms[pressed].is_valid():
            try:
                words, day = do(pressed, conference, forms[pressed].values)
            except ValidationError as error:
                add_errors(forms[pressed], error)
            else:
                self.log_change(request, conference, words)
                messages.success(request, words)
                return HttpResponseRedirect(board_url(conference, day))
        status = 422 if any(form.errors for form in forms.values()) else 200
        title = _("Whole days: %(conference)s") % {"conference": conference}
        return self.schedule_page(request, "days", conference, title=title, forms=forms, tab="days", status=status)


def do(tool: str, conference: Conference, values: dict):
    """What happened in words, and the day to look at. Raises ValidationError."""
    if tool == "shift":
        count = shift_slots(conference=conference, **values)
        return moved(count), values["day"]
    if tool == "day":
        count = len(copy_day(conference=conference, **values))
        return copied(count), values["target"]
    slots = copy_frame(target=conference, **values)
    day = min((day_of(conference, slot.starts_at) for slot in slots), default=None)
    return copied(len(slots)), day


def moved(count: int) -> str:
    if count == 0:
        return _("Nothing was moved: no session begins then and there.")
    return ngettext("%d session moved.", "%d sessions moved.", count) % count


def copied(count: int) -> str:
    if count == 0:
        return _("No session was copied: there are none of these kinds with a time, or they are here already.")
    return ngettext("%d session copied.", "%d sessions copied.", count) % count
