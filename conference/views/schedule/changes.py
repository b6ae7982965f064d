from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nisn_site.kit.pages import render_page
from nisn_site.kit.translation_lookup import attach_translations

from ...frame import find_conference
from ...models import Release
from ...schedule.change_words import said
from ...schedule.changes import Change, changes_between
from ...schedule.layout import Layout

RELEASES_SHOWN = 20


@require_safe
def changes(request, *, conference: str):
    """What changed since the first release, newest first."""
    found = find_conference(request, conference)
    releases = list(Release.objects.of(found)[:RELEASES_SHOWN])
    context = {"conference": found, "releases": told(releases, found)}  # translations of sessions come along
    template = "conference/schedule/changes.html"
    return render_page(request, template, context, conference=found, texts=releases)


def told(releases: list[Release], conference) -> list[tuple[Release, list]]:
    """Each release with its changes in words. The first one has none: everything was new."""
    later = [release for release in releases if release.number > 1]
    words = iter(said([Change.from_json(one) for release in later for one in release.changes], conference=conference))
    return [
        (release, [next(words) for _change in release.changes] if release.number > 1 else []) for release in releases
    ]


@require_safe
def since(request, *, conference: str, number: int):
    """What is different now from a release that somebody has on paper: steps there and back again are left out."""
    found = find_conference(request, conference)
    releases = Release.objects.of(found).select_related("conference")
    older, newest = get_object_or_404(releases, number=number), releases.first()
    differences = changes_between(Layout.of_release(older), Layout.of_release(newest))
    context = {"conference": found, "older": older, "release": newest, "changed": said(differences, conference=found)}
    return render_page(request, "conference/schedule/changes_since.html", context, conference=found)


class ChangesFeed(Feed):
    """Atom: one entry a release, in the language of its address."""

    feed_type = Atom1Feed

    def get_object(self, request, conference: str):
        return find_conference(request, conference)

    def title(self, conference):
        return _("Changes of the schedule, %(year)s") % {"year": conference.slug}

    def link(self, conference):
        return reverse("conference:schedule_changes", kwargs={"conference": conference.slug})

    def items(self, conference):
        releases = list(Release.objects.of(conference)[:RELEASES_SHOWN])
        attach_translations(releases)
        return told(releases, conference)

    def item_title(self, item):
        release, _words = item
        return _("Release %(number)d of the schedule") % {"number": release.number}

    def item_description(self, item):
        release, words = item
        lines = [f"{one.session.read('title').text}: {one.words}" for one in words]
        return "\n".join([*([release.read("note").text] if release.note else []), *lines])

    def item_link(self, item):
        release, _words = item
        year = release.conference.slug
        return reverse("conference:schedule_changes", kwargs={"conference": year}) + f"#release-{release.number}"

    def item_pubdate(self, item):
        return item[0].published_at

    item_updateddate = item_pubdate


feed = require_safe(ChangesFeed())
