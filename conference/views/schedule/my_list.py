from urllib.parse import urlencode

from django.urls import reverse
from django.views.decorators.http import require_safe

from nisn_site.kit.pages import render_page
from nisn_site.kit.qr import qr_svg

from ...frame import origin
from ...models import Session
from ...schedule.picks import picks_of
from .finding import released_timetable

LONGEST_FOR_QR = 1_500  # bytes; a denser code is hard to read from paper


@require_safe
def my_list(request, *, conference: str):
    """What somebody has picked, kept in the address alone: `?pick=opening,march`. Without a pick: a form to make one."""
    timetable = released_timetable(request, conference)
    picks = picks_of(request.GET.getlist("pick"))
    mine = timetable.of_sessions(picks)
    known = {one.session.slug for one in mine.entries}
    missing = [slug for slug in picks if slug not in known]
    gone = Session.objects.public().filter(conference=timetable.conference, slug__in=missing) if missing else []
    taken_out = {session.slug: session for session in gone}
    query = urlencode({"pick": ",".join(slug for slug in picks if slug in known)}, safe=",")
    address = f"{origin(request)}{request.path}?{query}"
    context = {
        "conference": timetable.conference,
        "timetable": mine,
        "whole": timetable,
        "picked": known,
        "missing": [(slug, taken_out.get(slug)) for slug in missing],
        "clashing": clashing(mine.entries),
        "query": query,
        "address": address,
        "qr": qr_svg(address) if known and len(address) < LONGEST_FOR_QR else "",
        "calendar": reverse("conference:picked_ics", kwargs={"conference": conference}) + f"?{query}",
        "is_changing": "change" in request.GET or not known,
    }
    texts = [*timetable.translatable, *taken_out.values()]
    response = render_page(
        request, "conference/schedule/my_list.html", context, conference=timetable.conference, texts=texts
    )
    response.headers["X-Robots-Tag"] = "noindex"  # every list has an address of its own
    return response


def clashing(entries) -> set[int]:
    """Keys of slots that overlap with another one of the list: nobody can be at both."""
    standing = [one for one in entries if not one.slot.cancelled]
    return {one.slot.pk for one in standing if any(one.is_at_the_same_time(other) for other in standing)}
