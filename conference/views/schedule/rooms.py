from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from nisn_site.kit.pages import render_page
from nisn_site.kit.qr import qr_svg

from ...frame import origin
from ...models import Room
from ...schedule.timetable import Timetable
from .finding import for_paper, released_timetable


@require_safe
def rooms(request, *, conference: str):
    """All rooms and how to get into them."""
    timetable = released_timetable(request, conference)
    context = {"conference": timetable.conference, "rooms": by_room(timetable), "release": timetable.release}
    template = "conference/schedule/rooms.html"
    return render_page(request, template, context, conference=timetable.conference, texts=timetable.translatable)


def by_room(timetable: Timetable) -> list[tuple[Room, Timetable]]:
    return [(room, timetable.only(lambda one, room=room: one.room == room)) for room in timetable.rooms]


@require_safe
def doors(request, *, conference: str):
    """Printed, a sheet for the door of each room; its code leads to the page of the room."""
    timetable = released_timetable(request, conference)
    sheets = [sheet_of(request, room, mine) for room, mine in by_room(timetable)]
    context = {"conference": timetable.conference, "sheets": sheets, "release": timetable.release}
    template = "conference/schedule/doors.html"
    return render_page(request, template, context, conference=timetable.conference, texts=timetable.translatable)


def sheet_of(request, room: Room, timetable: Timetable) -> dict:
    address = origin(request) + reverse("conference:room", args=[timetable.conference.slug, room.slug])
    return {"room": room, "timetable": timetable, "address": address, "qr": qr_svg(address)}


@require_safe
def room(request, *, conference: str, slug: str):
    """What is in one room, day by day: for the sheet on its door, which leads here."""
    timetable = released_timetable(request, conference)
    room = get_object_or_404(Room, conference=timetable.conference, slug=slug)
    mine = timetable.only(lambda one: one.room == room)
    if not mine.entries:
        raise Http404("nothing was ever published here")
    context = {"conference": timetable.conference, "room": room, "timetable": mine, "release": timetable.release}
    context |= for_paper(request)
    template = "conference/schedule/room.html"
    texts = [room, *mine.translatable]
    return render_page(request, template, context, conference=timetable.conference, texts=texts)
