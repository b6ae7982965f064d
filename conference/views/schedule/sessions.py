from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from nisn_site.kit.pages import render_page

from ...models import Release, Session
from ...schedule.change_words import said
from ...schedule.changes import Change
from ...schedule.timetable import Entry, Timetable
from .finding import for_paper, timetable_of

CHANGES_SHOWN = 5


@require_safe
def session(request, *, conference: str, slug: str):
    """One session with all its times, what is on beside it, and what follows in its room."""
    timetable = timetable_of(request, conference)
    times = [one for one in timetable.entries if one.session.slug == slug]
    session = times[0].session if times else timeless_session(timetable, slug)
    beside = [one for one in timetable.entries if any(one.is_at_the_same_time(mine) for mine in times)]
    following = [one for one in (next_in_room(timetable, mine) for mine in times) if one]
    people = {one.person_id: one for mine in times for one in mine.people}
    history = history_of(session, timetable)
    news = {said.change.slot: said.words for release, said in history if release == timetable.release}
    context = {
        "conference": timetable.conference,
        "session": session,
        "times": times,
        "notices": [(mine, news.get(mine.slot.key, "")) for mine in times],
        "beside": beside,
        "following": following,
        "people": list(people.values()),
        "history": history,
        "release": timetable.release,
    } | for_paper(request)
    shown = [thing for one in (*times, *beside, *following) for thing in one.translatable if thing]
    texts = [session, session.topic, *shown]
    template = "conference/schedule/session.html"
    return render_page(request, template, context, conference=timetable.conference, texts=texts)


def timeless_session(timetable: Timetable, slug: str) -> Session:
    """One that was taken off the schedule, or that is on record only."""
    sessions = Session.objects.public().filter(conference=timetable.conference)
    return get_object_or_404(sessions.select_related("topic").prefetch_related("languages"), slug=slug)


def next_in_room(timetable: Timetable, mine: Entry) -> Entry | None:
    """The first that begins in this room on this day after it."""
    later = (
        one
        for one in timetable.entries
        if one.room and one.room == mine.room and one.day == mine.day and one.slot.starts_at >= mine.slot.ends_at
    )
    return next(later, None)


def history_of(session: Session, timetable: Timetable) -> list:
    """What readers were told of this session, newest first: pairs of release and what was said."""
    releases = Release.objects.of(timetable.conference).filter(
        number__gt=1, changes__contains=[{"session": session.pk}]
    )[:CHANGES_SHOWN]
    found = [(release, Change.from_json(one)) for release in releases for one in release.changes
             if one["session"] == session.pk]  # fmt: skip
    words = said([change for _release, change in found], conference=timetable.conference)
    return list(zip([release for release, _change in found], words, strict=True))
