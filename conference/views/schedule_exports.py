"""The current release as files for calendars and apps, at fixed addresses.

The bytes are the same until something changes, so that the middleware can answer 304. Last-Modified is the moment of the
release: times, rooms and people change only by releases; a mended word in a text shows in the ETag alone.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.http import Http404, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..frame import find_conference
from ..models import Conference, Session
from ..schedule.exporting.calendar import as_calendar, calendar_name
from ..schedule.exporting.descriptions import name_of
from ..schedule.exporting.released import Released, ReleasedSlot, current_release, released
from ..schedule.exporting.schedule_json import as_schedule_json
from ..schedule.exporting.schedule_xml import as_schedule_xml
from ..schedule.words import day_name

FRESH = "public, max-age=60"  # on the day itself a moved session must not be an hour late


def released_of(request, slug: str) -> Released:
    """Raises Http404 where nothing is published."""
    conference = find_conference(request, slug)
    release = current_release(conference)
    if release is None:
        raise Http404("no release")
    return released(conference, release)


def page_of(request, conference: Conference) -> Callable[[Session], str]:
    """The full address of a session's page."""

    def address(session: Session) -> str:
        try:
            path = reverse("conference:session", args=[conference.slug, session.slug])
        except NoReverseMatch:  # until the public pages are there
            path = conference.get_absolute_url()
        return request.build_absolute_uri(path)

    return address


def file(content, content_type: str, name: str, found: Released) -> HttpResponse:
    response = HttpResponse(content, content_type=f"{content_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Last-Modified"] = http_date(found.release.published_at.timestamp())
    response.headers["Cache-Control"] = FRESH
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def calendar(
    request, found: Released, slots: Iterable[ReleasedSlot], *, file_name: str, part: str = ""
) -> HttpResponse:
    address = request.build_absolute_uri()
    name = calendar_name(found, part)
    content = as_calendar(found, slots, name=name, address=address, page_of=page_of(request, found.conference))
    return file(content, "text/calendar", f"{file_name}.ics", found)


def found_or_404(slots: list[ReleasedSlot]) -> list[ReleasedSlot]:
    if not slots:
        raise Http404("nothing of this in the schedule")
    return slots


@require_safe
def schedule_ics(request, *, conference: str):
    found = released_of(request, conference)
    return calendar(request, found, found.slots, file_name=f"schedule-{conference}")


@require_safe
def day_ics(request, *, conference: str, day: str):
    found = released_of(request, conference)
    try:
        wanted = date.fromisoformat(day)
    except ValueError as error:
        raise Http404("no day") from error
    slots = found_or_404(found.of_day(wanted))
    return calendar(request, found, slots, part=day_name(wanted), file_name=f"schedule-{wanted.isoformat()}")


@require_safe
def session_ics(request, *, conference: str, slug: str):
    found = released_of(request, conference)
    slots = found_or_404([one for one in found.slots if one.session.slug == slug])
    return calendar(request, found, slots, part=slots[0].text("title"), file_name=slug)


@require_safe
def room_ics(request, *, conference: str, slug: str):
    found = released_of(request, conference)
    slots = found_or_404([one for one in found.slots if one.room and one.room.slug == slug])
    return calendar(request, found, slots, part=slots[0].room_name, file_name=slug)


@require_safe
def person_ics(request, *, conference: str, slug: str):
    found = released_of(request, conference)
    mine = [(one, row.person) for one in found.slots for row in one.people if row.person.slug == slug]
    slots = found_or_404([one for one, _person in mine])
    return calendar(request, found, slots, part=mine[0][1].name, file_name=slug)


@require_safe
def language_ics(request, *, conference: str, code: str):
    """Everything that somebody can follow in a language: spoken, interpreted, signed or captioned."""
    found = released_of(request, conference)
    slots = found_or_404([one for one in found.slots if any(row.language == code for row in one.languages)])
    return calendar(request, found, slots, part=name_of(code), file_name=f"schedule-{conference}-{code}")


@require_safe
def picked_ics(request, *, conference: str):
    """The sessions that somebody picked: `?pick=` with the words of their addresses, repeated or divided by commas."""
    found = released_of(request, conference)
    wanted = {word for value in request.GET.getlist("pick") for word in value.split(",")}
    slots = [one for one in found.slots if one.session.slug in wanted]
    return calendar(request, found, slots, part=_("my list"), file_name="my-list")


@require_safe
def schedule_xml(request, *, conference: str):
    found = released_of(request, conference)
    content = as_schedule_xml(
        found,
        address=request.build_absolute_uri(),
        home=home_of(request, found),
        page_of=page_of(request, found.conference),
    )
    return file(content, "application/xml", "schedule.xml", found)


@require_safe
def schedule_json(request, *, conference: str):
    found = released_of(request, conference)
    content = as_schedule_json(found, home=home_of(request, found), page_of=page_of(request, found.conference))
    return file(content, "application/json", "schedule.json", found)


def home_of(request, found: Released) -> str:
    return request.build_absolute_uri(found.conference.get_absolute_url())
