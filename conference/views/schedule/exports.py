"""The current release as files for calendars and apps, at fixed addresses.

The bytes are the same until something changes, so that the middleware can answer 304. Last-Modified is the moment of the
release: times, rooms and people change only by releases; a mended word in a text shows in the ETag alone.
"""

from collections.abc import Callable
from datetime import date

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nisn_site.kit.translation_lookup import attach_translations

from ...frame import origin
from ...models import Conference, Release, Session
from ...schedule.exporting.calendar import as_calendar, calendar_name
from ...schedule.exporting.entries import room_name, text
from ...schedule.exporting.schedule_json import as_schedule_json
from ...schedule.exporting.schedule_xml import as_schedule_xml
from ...schedule.language_words import language_label
from ...schedule.picks import picks_of
from ...schedule.taken_out import with_what_was_taken_out
from ...schedule.timetable import Entry, Timetable
from ...schedule.words import day_name
from .finding import released_timetable

FRESH = "public, max-age=60"  # on the day itself a moved session must not be an hour late


def timetable_of(request, slug: str) -> Timetable:
    """The current release."""
    timetable = released_timetable(request, slug)
    attach_translations([timetable.conference])
    return timetable.with_texts()


def for_calendars(request, slug: str, only: Callable[[Entry], bool] | None = None) -> Timetable:
    """The current release and what it takes out of calendars, or the part of both that is `only` this.

    Raises Http404 where there is nothing.
    """
    timetable = with_what_was_taken_out(released_timetable(request, slug))
    timetable = timetable.only(only) if only else timetable
    if only and not timetable.entries:
        raise Http404("nothing of this in the schedule")
    attach_translations([timetable.conference])
    return timetable.with_texts()


def page_of(request, conference: Conference) -> Callable[[Session], str]:
    """The full address of a session's page."""

    def address(session: Session) -> str:
        return origin(request) + reverse("conference:session", args=[conference.slug, session.slug])

    return address


def file(content, content_type: str, name: str, timetable: Timetable) -> HttpResponse:
    response = HttpResponse(content, content_type=f"{content_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Last-Modified"] = http_date(timetable.release.published_at.timestamp())
    response.headers["Cache-Control"] = FRESH
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def calendar(request, timetable: Timetable, *, file_name: str, part: str = "") -> HttpResponse:
    conference = timetable.conference
    content = as_calendar(
        timetable,
        name=calendar_name(timetable, part),
        address=origin(request) + request.get_full_path(),
        moments=dict(Release.objects.of(conference).values_list("number", "published_at")),
        page_of=page_of(request, conference),
    )
    return file(content, "text/calendar", f"{file_name}.ics", timetable)


@require_safe
def schedule_ics(request, *, conference: str):
    return calendar(request, for_calendars(request, conference), file_name=f"schedule-{conference}")


@require_safe
def day_ics(request, *, conference: str, day: date):
    timetable = for_calendars(request, conference, lambda one: one.day == day)
    return calendar(request, timetable, part=day_name(day), file_name=f"schedule-{day}")


@require_safe
def session_ics(request, *, conference: str, slug: str):
    timetable = for_calendars(request, conference, lambda one: one.session.slug == slug)
    return calendar(request, timetable, part=text(timetable.entries[0], "title"), file_name=slug)


@require_safe
def room_ics(request, *, conference: str, slug: str):
    timetable = for_calendars(request, conference, lambda one: one.room is not None and one.room.slug == slug)
    return calendar(request, timetable, part=room_name(timetable.entries[0]), file_name=slug)


@require_safe
def person_ics(request, *, conference: str, slug: str):
    """Of somebody who agreed to be named."""
    timetable = for_calendars(request, conference, lambda one: any(row.person.slug == slug for row in one.people))
    person = next(row.person for row in timetable.entries[0].people if row.person.slug == slug)
    return calendar(request, timetable, part=person.name, file_name=slug)


@require_safe
def language_ics(request, *, conference: str, code: str):
    """Everything that somebody can follow in a language: spoken, interpreted, signed or captioned."""
    timetable = for_calendars(request, conference, lambda one: any(row.language == code for row in one.languages))
    return calendar(request, timetable, part=language_label(code), file_name=f"schedule-{conference}-{code}")


@require_safe
def picked_ics(request, *, conference: str):
    """What somebody has picked; the addresses are those of the page with the list."""
    timetable = for_calendars(request, conference).of_sessions(picks_of(request.GET.getlist("pick")))
    return calendar(request, timetable, part=_("my list"), file_name="my-list")


@require_safe
def schedule_xml(request, *, conference: str):
    timetable = timetable_of(request, conference)
    addresses = addresses_of(request, timetable)
    content = as_schedule_xml(timetable, address=origin(request) + request.path, **addresses)
    return file(content, "application/xml", "schedule.xml", timetable)


@require_safe
def schedule_json(request, *, conference: str):
    timetable = timetable_of(request, conference)
    content = as_schedule_json(timetable, **addresses_of(request, timetable))
    return file(content, "application/json", "schedule.json", timetable)


def addresses_of(request, timetable: Timetable) -> dict:
    conference = timetable.conference
    return {"home": origin(request) + conference.get_absolute_url(), "page_of": page_of(request, conference)}
