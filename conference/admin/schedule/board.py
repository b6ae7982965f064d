"""The board: one page a day, rooms by time, one form. Dragging is an extra; picking and pressing does the same."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone

from ...models import Conference, Session
from ...schedule.clashes import by_slot
from ...schedule.days import day_of, days_of
from ...schedule.standing import Standing
from ...schedule.words import day_name
from .grid import MOST_ROOMS, Grid, cards_of_day
from .pages import SchedulePages, board_url, day_in, tell_clashes
from .wishes import fulfil

MOST_WAITING = 200
PRESSED_AGAIN = ("longer", "shorter")  # by 15 minutes: what is chosen stays chosen


class BoardPages(SchedulePages):
    """Mixed into the admin of slots; its addresses come last, since a day's could be any word."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.boards_view)
        pages = [("", "today", self.today_view), ("<str:day>/", "board", self.board_view)]
        return [
            path("board/", view, name="conference_slot_boards"),
            *self.pages_of_a_schedule(pages),
            *super().get_urls(),
        ]

    def boards_view(self, request):
        """The board of the current conference, or the list to choose another one from."""
        current = Conference.objects.filter(is_current=True).first() or Conference.objects.first()
        url = board_url(current) if current else reverse("admin:conference_conference_changelist")
        return HttpResponseRedirect(url)

    def today_view(self, request, year: str):
        conference = self.conference_to_arrange(request, year)
        today = day_of(conference, timezone.now())
        days = days_of(conference)
        return HttpResponseRedirect(board_url(conference, today if today in days else days[0]))

    def board_view(self, request, year: str, day: str):
        conference = self.conference_to_arrange(request, year)
        if (day := day_in(conference, day)) is None:
            raise Http404("not a day of this conference")
        if request.method != "POST":
            return self.board_page(request, conference, day)
        try:
            slot, words = fulfil(request.POST, conference=conference, day=day)
        except ValidationError as error:
            return self.board_page(request, conference, day, errors=error.messages, status=422)
        self.log_change(request, conference, words)
        messages.success(request, words)
        if slot.pk is None:
            return HttpResponseRedirect(board_url(conference, day))
        tell_clashes(request, Standing.of(conference), slot)
        day, again = day_of(conference, slot.starts_at), request.POST.get("do") in PRESSED_AGAIN
        return HttpResponseRedirect(board_url(conference, day, slot=slot, is_picked=again))

    def board_page(self, request, conference: Conference, day: date, *, status: int = 200, **values):
        standing = Standing.of(conference)
        clashes = by_slot(standing.clashes)
        cards = cards_of_day(conference, day, standing.draft.placed, clashes, standing.marks)
        rooms = list(conference.rooms.in_order())
        columns = [None, *rooms] if any(card.slot.room_id is None for card in cards) or not rooms else rooms
        shown = Paginator(columns, MOST_ROOMS).get_page(request.GET.get("rooms"))
        waiting = Session.objects.unscheduled().filter(conference=conference).only("title", "kind", "language")
        return self.schedule_page(
            request, "board", conference, status=status, title=f"{conference.slug}: {day_name(day)}", day=day,
            standing=standing, grid=Grid(conference, day, list(shown), cards), days=day_tabs(standing, day),
            rooms=rooms, shown=shown, waiting=list(waiting[:MOST_WAITING]), waiting_count=waiting.count(),
            picked=picked_key(request.POST.get("pick")) or request.GET.get("picked"), posted=request.POST, tab="board", **values,
        )  # fmt: skip


def picked_key(pick: str | None) -> str:
    """Of the slot or session that was chosen, whatever version it had."""
    return (pick or "").partition(":")[2].partition(":")[0]


def day_tabs(standing: Standing, here: date) -> list[dict]:
    """Every day of the conference, and others that have slots; with how many, and how many stop a release."""
    conference = standing.conference
    on_day = [day_of(conference, one.slot.starts_at) for one in standing.draft.placed]
    stops = [day_of(conference, clash.slots[-1].slot.starts_at) for clash in standing.stops]
    return [
        {
            "day": day, "name": day_name(day), "url": board_url(conference, day), "is_here": day == here,
            "slots": on_day.count(day), "stops": stops.count(day),
        }
        for day in sorted({*days_of(conference), *on_day, here})
    ]  # fmt: skip
