"""The pages after the form. They are the same for everybody: none says whether an address is known."""

from django.utils.translation import gettext_lazy as _

from nisn_site.kit.gate.hall import hall_query, is_open

from .answers import see_other, show
from .confirming import confirm_by_code
from .mailing import mail_again

WRONG_CODE = _("This code does not fit. Look at the newest mail, or use the link in it.")


def sent(pages, request, *, receipt, **parts):
    """Check your mail; for those who read it on another device, a field for the code."""
    place = pages.find_place(request, **parts)
    if request.method != "POST":
        return show_sent(pages, request, place)
    if request.POST.get("do") == "again":
        if deed := pages.model.objects.unconfirmed().filter(submit_key=receipt).first():
            mail_again(pages=pages, deed=deed)
        return see_other(pages.url("sent", place, receipt=receipt) + "?again")
    if deed := confirm_by_code(pages=pages, key=receipt, typed=request.POST.get("code", "")[:50]):
        return see_other(pages.own_path(deed))
    return show_sent(pages, request, place, status=422, error=WRONG_CODE)


def show_sent(pages, request, place, *, status: int = 200, error: str = ""):
    context = {"error": error, "is_again": "again" in request.GET, "next_url": next_person(pages, request, place)}
    return show(request, pages, "sent", context, place=place, status=status)


def thanks(pages, request, **parts):
    return show_held(pages, request, is_later=False, **parts)


def later(pages, request, **parts):
    """A volunteer looks first, then the mail goes out."""
    return show_held(pages, request, is_later=True, **parts)


def show_held(pages, request, *, is_later: bool, **parts):
    place = pages.find_place(request, **parts)
    context = {"is_later": is_later, "next_url": next_person(pages, request, place)}
    return show(request, pages, "held", context, place=place)


def erased(pages, request, **parts):
    return show(request, pages, "erased", {}, place=pages.find_place(request, **parts))


def next_person(pages, request, place) -> str:
    """On a laptop in a hall: the way to the next empty form."""
    hall = request.GET.get("hall", "")
    return pages.url("form", place) + hall_query(hall) if is_open(hall, pages.purpose) else ""
