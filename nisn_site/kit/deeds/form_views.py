"""The form on its own page: shown, and taken."""

from django.utils.translation import gettext_lazy as _

from nisn_site.kit.gate.arrival import arrival
from nisn_site.kit.gate.hall import hall_query, is_open
from nisn_site.kit.gate.ladder import Reason, Verdict, is_under_attack, judge
from nisn_site.kit.gate.ticket import Ticket
from nisn_site.kit.gate.work import ROUNDS, ZEROS

from .answers import see_other, show
from .receiving import receive, received_before

AGAIN = _("Press the button once more. Your text is still here.")
TOO_MANY = _(
    "Very many people wrote from your network this hour. Your text is still here: send it again in an hour, or call us."
)


def form_page(pages, request, **parts):
    place = pages.find_place(request, **parts)
    if request.method == "POST":
        return take(pages, request, place)
    hall = request.GET.get("hall", "")
    ticket = Ticket.new(pages.purpose, hall=hall if is_open(hall, pages.purpose) else "")
    return show_form(pages, request, place, pages.make_form(place=place), ticket)


def take(pages, request, place):
    form = pages.make_form(request.POST, place=place)
    ticket = Ticket.read(request.POST, pages.purpose).settled(arrival(request))
    if not form.is_valid():
        return show_form(pages, request, place, form, ticket, status=422)
    if ticket.fault:
        return show_form(pages, request, place, form, ticket, status=422, notice=AGAIN)
    deed = received_before(pages, form, ticket.key)
    if deed is None:
        verdict = verdict_on(pages, request, form, ticket)
        if verdict.is_refused:
            return show_form(pages, request, place, form, ticket, status=429, notice=TOO_MANY)
        deed = receive(pages=pages, form=form, place=place, key=ticket.key, verdict=verdict)
        is_busy = verdict.held_for == Reason.BUSY_NETWORK
    else:
        is_busy = deed.held_for == Reason.BUSY_NETWORK
    return see_other(
        next_page(pages, place, ticket, has_address=bool(form.cleaned_data.get("address")), is_busy=is_busy)
    )


def verdict_on(pages, request, form, ticket: Ticket) -> Verdict:
    return judge(
        request, purpose=pages.purpose, limits=pages.limits, ticket=ticket, address=form.cleaned_data.get("address", ""),
        texts=pages.texts_of(form),
    )  # fmt: skip


def next_page(pages, place, ticket: Ticket, *, has_address: bool, is_busy: bool) -> str:
    """By what was typed and by the sender's own network alone: nothing here says what we know of an address."""
    if has_address and not is_busy:
        url = pages.url("sent", place, receipt=ticket.key)
    else:
        url = pages.url("later" if has_address else "thanks", place)
    return url + (hall_query(ticket.hall) if is_open(ticket.hall, pages.purpose) else "")


def show_form(pages, request, place, form, ticket: Ticket, *, status: int = 200, notice: str = ""):
    context = {
        "form": form, "ticket": ticket, "notice": notice,
        "needs_work": is_under_attack(pages.purpose, pages.limits), "zeros": ZEROS, "rounds": ROUNDS,
    }  # fmt: skip
    return show(request, pages, "form", context, place=place, status=status)
