"""The current release as files for calendars and apps, at fixed addresses.

The bytes are the same until something changes, so that the middleware can answer 304. Last-Modified is the moment of the
release: times, rooms and people change only by releases; a mended word in a text shows in the ETag alone.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..frame import find_conference
from ..models import Conference, Release, Session, SessionLanguage
from ..schedule.days import bounds_of
from ..schedule.exporting.calendar import as_calendar, calendar_name
from ..schedule.exporting.descriptions import name_of
from ..schedule.exporting.released import SHOWN, Released, current_release, released
from ..schedule.exporting.schedule_json import as_schedule_json
from ..schedule.exporting.schedule_xml import as_schedule_xml
from ..schedule.words import day_name

FRESH = "public, max-age=60"  # on the day itself a moved session must not be an hour late


def found_release(request, slug: str) -> tuple[Conference, Release]:
    """Raises Http404 where nothing is published."""
    conference = find_conference(request, slug)
    release = current_release(conference)
    if release is None:
        raise Http404("no release")
    return conference, release


def released_of(request, slug: str, only: Q | None = None) -> Released:
    """Raises Http404 where nothing is published, or nothing of `only` this."""
    found = released(*found_release(request, slug), only)
    if only and not found.slots:
        raise Http404("nothing of this in the schedule")
    return found


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


def calendar(request, found: Released, *, file_name: str, part: str = "") -> HttpResponse:
    address = request.build_absolute_uri()
    name = calendar_name(found, part)
    content = as_calendar(found, name=name, address=address, page_of=page_of(request, found.conference))
    return file(content, "text/calendar", f"{file_name}.ics", found)


@require_safe
def schedule_ics(request, *, conference: str):
    return calendar(request, released_of(request, conference), file_name=f"schedule-{conference}")


@require_safe
def day_ics(request, *, conference: str, day: str):
    try:
        wanted = date.fromisoformat(day)
        start, end = bounds_of(find_conference(request, conference), wanted)
    except (ValueError, OverflowError) as error:
        raise Http404("no day") from error
    found = released_of(request, conference, Q(starts_at__gte=start, starts_at__lt=end))
    return calendar(request, found, part=day_name(wanted), file_name=f"schedule-{wanted.isoformat()}")


@require_safe
def session_ics(request, *, conference: str, slug: str):
    found = released_of(request, conference, Q(session__slug=slug))
    return calendar(request, found, part=found.slots[0].text("title"), file_name=slug)


@require_safe
def room_ics(request, *, conference: str, slug: str):
    found = released_of(request, conference, Q(room__slug=slug))
    return calendar(request, found, part=found.slots[0].room_name, file_name=slug)


@require_safe
def person_ics(request, *, conference: str, slug: str):
    """Of somebody who agreed to be named, in parts that are public."""
    shown = SHOWN.filter(person__slug=slug)
    found = released_of(request, conference, Q(pk__in=shown.values("slot")))
    person = next(row.person for row in found.slots[0].people if row.person.slug == slug)
    return calendar(request, found, part=person.name, file_name=slug)


@require_safe
def language_ics(request, *, conference: str, code: str):
    """Everything that somebody can follow in a language: spoken, interpreted, signed or captioned."""
    sessions = SessionLanguage.objects.filter(language=code).values("session")
    found = released_of(request, conference, Q(session__in=sessions))
    return calendar(request, found, part=name_of(code), file_name=f"schedule-{conference}-{code}")


@require_safe
def picked_ics(request, *, conference: str):
    """The sessions that somebody picked: `?pick=` with the words of their addresses, repeated or divided by commas."""
    wanted = {word for value in request.GET.getlist("pick") for word in value.split(",")}
    found = released(*found_release(request, conference), Q(session__slug__in=wanted))
    return calendar(request, found, part=_("my list"), file_name="my-list")


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
