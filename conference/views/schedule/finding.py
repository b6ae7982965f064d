"""What the schedule's pages begin with: the public conference and its current release."""

from django.http import Http404

from nisn_site.kit.qr import qr_svg

from ...frame import find_conference, origin
from ...models import Conference, Page
from ...schedule.timetable import Timetable


def timetable_of(request, slug: str) -> Timetable:
    """Raises Http404 for a conference that is not on the site; an empty timetable is a page of its own."""
    return Timetable.current(find_conference(request, slug))


def released_timetable(request, slug: str) -> Timetable:
    """Raises Http404 also where nothing is published yet."""
    timetable = timetable_of(request, slug)
    if timetable.release is None:
        raise Http404("no release")
    return timetable


def introduction_of(conference: Conference) -> Page | None:
    """The organizers' page with the address `schedule`, whose text stands above the schedule."""
    return Page.objects.published().filter(conference=conference, slug="schedule").first()


def for_paper(request) -> dict:
    """The full address of this page, and the same as a code that phones read from paper."""
    address = origin(request) + request.path
    return {"address": address, "qr": qr_svg(address)}
