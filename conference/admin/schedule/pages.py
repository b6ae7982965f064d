"""What all the organizers' own pages about a schedule have in common."""

from collections.abc import Callable
from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from ...models import Conference, Slot
from ...schedule.standing import Standing
from ...schedule.words import clocks, place_of, title_of

# Rules of the database, each with the field of a form it is about.
FIELDS = {
    "slot_ends_after_it_starts": "ends",
    "slot_lasts_a_day_at_most": "ends",
    "slot_room_of_its_conference": "room",
    "shift_too_far": "minutes",
    "same_day": "target",
    "same_conference": "source",
}


FARTHEST_DAY = timedelta(days=366)


class SchedulePages:
    """Mixed into the admin of slots, below what has pages."""

    def pages_of_a_schedule(self, pages: list[tuple[str, str, Callable]]) -> list:
        return [
            path(f"board/<conference:year>/{address}", self.admin_site.admin_view(view), name=f"conference_slot_{name}")
            for address, name, view in pages
        ]

    def conference_to_arrange(self, request, year: str) -> Conference:
        conference = get_object_or_404(Conference, slug=year)
        if not self.has_change_permission(request):
            raise PermissionDenied
        return conference

    def demand_right_to_publish(self, request) -> None:
        if not request.user.has_perm("conference.add_release"):
            raise PermissionDenied

    def schedule_page(self, request, name: str, conference: Conference, *, title: str, status: int = 200, **values):
        context = self.admin_site.each_context(request) | {
            "title": title, "conference": conference, "opts": self.opts, "status": status, **values,
        }  # fmt: skip
        return render(request, f"admin/conference/schedule/{name}.html", context, status=status)


def sent(request):
    """What was posted, also when it is nothing; None where nothing was sent."""
    return request.POST if request.method == "POST" else None


def day_in(conference: Conference, text: str) -> date | None:
    """A day written as 2007-07-27, in the conference's year or near it; None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if abs(day - conference.starts_on) <= FARTHEST_DAY else None


def board_url(
    conference: Conference, day: date | None = None, *, slot: Slot | None = None, is_picked: bool = False
) -> str:
    """The board, at a slot; `is_picked`: with the slot chosen, for the next press of a button."""
    if day is None:
        return reverse("admin:conference_slot_today", args=[conference.slug])
    url = reverse("admin:conference_slot_board", args=[conference.slug, day.isoformat()])
    query = f"?picked={slot.key}" if slot and is_picked else ""
    return f"{url}{query}#{anchor(slot)}" if slot else url


def anchor(slot: Slot) -> str:
    return f"slot-{slot.key}"


def slot_url(slot: Slot) -> str:
    return reverse("admin:conference_slot_edit", args=[slot.conference.slug, slot.key])


def spot_in_words(slot: Slot) -> str:
    """“Raids”, 10:00–11:00, Hall A."""
    words = [title_of(slot), clocks(slot.conference, slot.starts_at, slot.ends_at), place_of(slot)]
    return ", ".join(filter(None, words))


def add_errors(form, error: ValidationError) -> None:
    """Each next to the field it is about, all others on top."""
    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for field, errors in by_field.items():
        for one in errors:
            name = field if field in form.fields else FIELDS.get(one.code)
            form.add_error(name if name in form.fields else None, one)


def tell_clashes(request, standing: Standing, *slots: Slot) -> None:
    """What is now wrong with slots that were just changed."""
    changed = {slot.key for slot in slots}
    for clash in standing.clashes:
        if beside := next((one for one in clash.slots if one.key in changed), None):
            messages.warning(request, _("Look: %(words)s") % {"words": clash.words_beside(beside)})
