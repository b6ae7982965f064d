from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from nisn_site.kit.deeds.away import away_page
from nisn_site.kit.gate.arrival import Arrival, arrival
from nisn_site.kit.gate.counting import HOUR, add, seen
from nisn_site.kit.gate.network import network_of
from nisn_site.kit.gate.ticket import Ticket
from nisn_site.kit.pages import render_page
from nisn_site.kit.text.fields import ManyLinesField, OneLineField

from ...models import OpenTime, Session
from ...models.choices import SPOKEN
from ...schedule.open_space import is_code, put_up
from ...schedule.timetable import Timetable
from .finding import released_timetable

PURPOSE = "open-space"
MOST_WRONG_CODES = 100  # an hour from one network: a whole conference may sit behind it
AGAIN = _("Press the button once more. Your text is still here.")


class PutUpForm(forms.Form):
    title = OneLineField(label=_("What is it about?"), longest=150)
    summary = ManyLinesField(label=_("More (optional)"), longest=400, rows=3, required=False)
    language = forms.ChoiceField(label=_("In which language?"), choices=[("", "—"), *SPOKEN.items()], required=False)
    name = OneLineField(
        label=_("Your name or group (optional)"),
        longest=80,
        required=False,
        help_text=_("Everybody will see it. Leave it empty if you do not want that."),
    )
    code = OneLineField(label=_("The code from the desk"), longest=30, help_text=_("It hangs at the welcome desk."))

    def __init__(self, data=None, *, conference=None, may_guess=True):
        super().__init__(data)
        self.conference, self.may_guess = conference, may_guess

    def clean_code(self):
        code = self.cleaned_data["code"]
        if not self.may_guess:
            raise ValidationError(_("Too many wrong codes from your network. Ask at the desk."), code="too_many")
        if not is_code(self.conference, code):
            raise ValidationError(_("This is not the code. Look at the welcome desk again."), code="wrong_code")
        return code


@require_safe
def open_times(request, *, conference: str):
    """Free times, and what others have put up."""
    timetable = released_timetable(request, conference)
    times = [
        (time, time.session or used_by(time, timetable))
        for time in OpenTime.objects.filter(conference=timetable.conference).select_related("room", "session")
    ]
    context = {"conference": timetable.conference, "times": times, "release": timetable.release}
    texts = [thing for time, session in times for thing in (time.room, session)]
    template = "conference/schedule/open_space.html"
    return render_page(request, template, context, conference=timetable.conference, texts=texts)


def used_by(time: OpenTime, timetable: Timetable) -> Session | None:
    """What organizers have put into the room meanwhile: the time is not free, though nobody took it."""
    there = (
        one.session
        for one in timetable.entries
        if one.room == time.room and not (one.slot.cancelled or one.slot.shares_room)
        and one.slot.starts_at < time.ends_at and time.starts_at < one.slot.ends_at
    )  # fmt: skip
    return next(there, None)


@csrf_exempt  # there is no cookie that could be abused; `arrival` tells where the form comes from
@require_http_methods(["GET", "HEAD", "POST"])
def put_up_form(request, *, conference: str, number: int):
    if request.method == "POST" and arrival(request) is Arrival.FOREIGN:
        raise PermissionDenied
    try:
        response = answer(request, conference, number)
    except (OperationalError, InterfaceError):
        if request.method != "POST":
            raise
        response = away_page(request, PutUpForm)
    add_never_cache_headers(response)
    return response


def answer(request, slug: str, number: int):
    conference = released_timetable(request, slug).conference
    times = OpenTime.objects.filter(conference=conference).select_related("room", "conference", "session")
    time = get_object_or_404(times, pk=number)
    if request.method != "POST":
        return show(request, time, PutUpForm(conference=conference), Ticket.new(PURPOSE))
    ticket = Ticket.read(request.POST, PURPOSE).settled(arrival(request))
    form = PutUpForm(request.POST, conference=conference, may_guess=may_guess(request))
    if not form.is_valid():
        if form.has_error("code", "wrong_code"):
            add(wrong_codes_of(request), HOUR)
        return show(request, time, form, ticket, status=422)
    if ticket.fault:
        return show(request, time, form, ticket, status=422, notice=AGAIN)
    return do(request, time, form, ticket)


def do(request, time: OpenTime, form: PutUpForm, ticket: Ticket):
    values = {name: form.cleaned_data[name] for name in ("title", "summary", "language", "name")}
    try:
        session = put_up(time=time, key=ticket.key, written_in=get_language(), **values)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return show(request, time, form, ticket, status=409, others=other_times(time))
    place = {"conference": time.conference.slug, "slug": session.slug}
    return HttpResponseRedirect(reverse("conference:session", kwargs=place), status=303)


def other_times(time: OpenTime) -> list[OpenTime]:
    """Where the same text can go instead, with one press."""
    free = OpenTime.objects.free().filter(conference=time.conference).exclude(pk=time.pk)
    return list(free.select_related("room__conference"))


def may_guess(request) -> bool:
    return seen(wrong_codes_of(request), HOUR) < MOST_WRONG_CODES


def wrong_codes_of(request) -> str:
    return f"{PURPOSE} wrong codes {network_of(request)}"


def show(request, time: OpenTime, form: PutUpForm, ticket: Ticket, *, status: int = 200, notice: str = "", others=None):
    context = {"conference": time.conference, "time": time, "form": form, "ticket": ticket, "notice": notice}
    context["others"] = others
    template = "conference/schedule/put_up.html"
    texts = [time.room, time.session, *(other.room for other in others or [])]
    return render_page(request, template, context, conference=time.conference, texts=texts, status=status)
