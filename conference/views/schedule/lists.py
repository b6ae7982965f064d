from datetime import date

from django.http import Http404
from django.views.decorators.http import require_safe

from nisn_site.kit.pages import render_page

from ...frame import find_conference
from ...models import Session
from ...schedule.filtering import FilterForm
from ...schedule.room_grid import grid_of
from ...schedule.timetable import Timetable, released_dates
from .finding import introduction_of, timetable_of


@require_safe
def schedule(request, *, conference: str):
    """All days on one page, or what matches the filters; before the first release, what is known."""
    timetable = timetable_of(request, conference)
    if timetable.release is None:
        return not_ready(request, timetable.conference)
    whole = timetable.with_texts()
    form = FilterForm(request.GET, timetable=whole)
    status = 200 if form.is_valid() else 400
    found = form.filtered()
    introduction = introduction_of(timetable.conference)
    recorded = recorded_in(timetable.conference)
    context = context_of(found) | {
        "form": form,
        "all_days": whole.dates,
        "introduction": introduction,
        "is_filtered": form.is_asking,
        "found": len(found.entries),
        "recorded": recorded,
    }
    texts = [introduction, *whole.translatable, *texts_of(recorded)]
    template = "conference/schedule/schedule.html"
    return render_page(request, template, context, conference=timetable.conference, texts=texts, status=status)


def not_ready(request, conference):
    introduction = introduction_of(conference)
    recorded = recorded_in(conference)
    context = {"conference": conference, "introduction": introduction, "recorded": recorded}
    texts = [introduction, *texts_of(recorded)]
    return render_page(request, "conference/schedule/not_ready.html", context, conference=conference, texts=texts)


def recorded_in(conference) -> list[Session]:
    return list(Session.objects.recorded().filter(conference=conference).select_related("topic"))


def texts_of(sessions: list[Session]) -> list:
    return [*sessions, *(session.topic for session in sessions)]


@require_safe
def day(request, *, conference: str, day: date):
    """One day as a list; `?view=grid` as a table of rooms and times."""
    found = find_conference(request, conference)
    if day not in (dates := released_dates(found)):
        raise Http404("nothing on this day")
    shown = Timetable.current(found, day=day).with_texts()
    as_grid = request.GET.get("view") == "grid"
    context = context_of(shown) | {"day": day, "all_days": dates, "as_grid": as_grid}
    if as_grid:
        context["grid"] = grid_of(shown)
    texts = shown.translatable
    return render_page(request, "conference/schedule/day.html", context, conference=shown.conference, texts=texts)


def context_of(timetable) -> dict:
    return {"conference": timetable.conference, "timetable": timetable, "release": timetable.release}
