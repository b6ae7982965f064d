"""What of conferences can be found besides their pages and news: sessions of the published schedule, newsletters."""

from django.utils.html import strip_tags

from .models import Conference, NewsletterIssue, Release, SearchEntry, Session
from .models.search import Findable

Kind = SearchEntry.Kind
SESSION_WORDS = ("summary", "goal", "bring", "place")


def released_sessions():
    """Those in the current release of a conference that is on the site."""
    newest = (
        Release.objects.filter(published_at__isnull=False)
        .order_by("conference_id", "-number")
        .distinct("conference_id")
    )
    return Session.objects.filter(slots__release__in=newest.values("pk"), conference__is_public=True)


SOURCES = {Kind.SESSION: released_sessions, Kind.ISSUE: NewsletterIssue.objects.in_archive}


def index_sessions(conference: Conference) -> None:
    """Of the release that is the current one."""
    sessions = released_sessions_of(conference)
    found = [
        Findable(one.pk, address_of(one), [one, one.topic] if one.topic else [one], words_of(one)) for one in sessions
    ]
    SearchEntry.objects.renew(Kind.SESSION, conference.pk, found, conference=conference)


def released_sessions_of(conference: Conference) -> list[Session]:
    release = Release.objects.of(conference).first()
    if release is None:
        return []
    sessions = Session.objects.filter(pk__in=release.slots.values("session"))
    return list(sessions.select_related("topic", "conference"))


def address_of(session: Session) -> str:
    return f"{session.conference.slug}/schedule/sessions/{session.slug}/"


def words_of(session: Session):
    def read():
        words = [session.read(name).text for name in SESSION_WORDS]
        words.append(strip_tags(session.read("body").html))
        if session.topic:
            words.append(session.topic.read("name").text)
        return session.read("title"), " ".join(filter(None, words))

    return read


def index_issue(issue: NewsletterIssue) -> None:
    def read():
        words = (issue.read("summary").text, strip_tags(issue.read("body").html))
        return issue.read("subject"), " ".join(filter(None, words))

    found = [Findable(issue.pk, f"newsletter/{issue.slug}/", [issue], read)]
    SearchEntry.objects.renew(Kind.ISSUE, issue.pk, found)
