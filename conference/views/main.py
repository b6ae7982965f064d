from django.views.decorators.http import require_safe

from nisn_site.kit.pages import render_page

from ..frame import current_conference, find_conference, public_conferences
from ..models import Action, Announcement, Conference


@require_safe
def home(request):
    """The current conference, or a kind empty page on a site that has none yet."""
    conference = current_conference(request)
    if conference is None:
        return render_page(request, "conference/empty.html", {})
    return show_main(request, conference)


@require_safe
def main(request, *, conference: str):
    return show_main(request, find_conference(request, conference))


def show_main(request, conference: Conference):
    page = conference.main_pages.filter(phase=conference.phase).first()
    actions = list(page.actions.all()) if page else []
    news = list(Announcement.objects.published().filter(conference=conference)[:2])
    past = [other for other in public_conferences(request) if other.starts_on < conference.starts_on]
    context = {
        "conference": conference,
        "main_page": page,
        "buttons": [action for action in actions if action.kind == Action.Kind.BUTTON][:2],
        "cards": [action for action in actions if action.kind == Action.Kind.CARD][:3],
        "announcements": news,
        "past_conferences": past,
    }
    return render_page(
        request, "conference/main.html", context, conference=conference, texts=[page, *actions, *news, *past]
    )


@require_safe
def archive(request):
    """All conferences but the current one."""
    current = current_conference(request)
    past = [conference for conference in public_conferences(request) if conference != current]
    return render_page(request, "conference/archive.html", {"conferences": past}, texts=past)
