from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from nisn_site.kit.pages import render_page

from ...models import Room
from .finding import for_paper, released_timetable


@require_safe
def rooms(request, *, conference: str):
    """All rooms and how to get into them; printed, a sheet for each door."""
    timetable = released_timetable(request, conference)
    found = [(room, timetable.only(lambda one, room=room: one.room == room)) for room in timetable.rooms]
    context = {"conference": timetable.conference, "rooms": found, "release": timetable.release}
    template = "conference/schedule/rooms.html"
    return render_page(request, template, context, conference=timetable.conference, texts=timetable.translatable)


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
