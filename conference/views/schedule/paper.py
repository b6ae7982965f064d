from django.views.decorators.http import require_safe

from nisn_site.kit.pages import render_page
from nisn_site.kit.qr import qr_svg

from ...frame import origin
from .finding import released_timetable


@require_safe
def paper(request, *, conference: str):
    """All days on two sheets to fold and carry; `?size=large` in large print."""
    timetable = released_timetable(request, conference)
    address = origin(request) + request.path.removesuffix("print/")
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
