from django.urls import reverse
from django.views.decorators.http import require_safe

from nisn_site.kit.pages import render_page
from nisn_site.kit.qr import qr_svg

from ...frame import origin
from .finding import released_timetable


@require_safe
def paper(request, *, conference: str):
    """All days on two sheets to fold and carry; `?size=large` in large print. Its code leads to what changed since."""
    timetable = released_timetable(request, conference)
    number = timetable.release.number
    address = origin(request) + reverse(
        "conference:schedule_since", kwargs={"conference": conference, "number": number}
    )
    context = {
        "conference": timetable.conference,
        "timetable": timetable,
        "release": timetable.release,
        "is_large": request.GET.get("size") == "large",
        "address": address,
        "qr": qr_svg(address),
    }
    texts = timetable.translatable
    return render_page(request, "conference/schedule/print.html", context, conference=timetable.conference, texts=texts)
