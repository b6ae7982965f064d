"""Publishing: what would change in words, who sees it, one button. And the releases there are, to go back to one."""

from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models import Conference, Release
from ...schedule.change_words import said
from ...schedule.changes import Change, changes_between
from ...schedule.days import day_of
from ...schedule.layout import Layout
from ...schedule.releasing import publish_again, publish_draft
from ...schedule.standing import Standing
from ...schedule.whole_days import reset_draft
from ...schedule.words import clocks, day_name, place_of
from .forms import NoteForm
from .pages import SchedulePages, add_errors, board_url, sent


class ReleasePages(SchedulePages):
    """Mixed into the admin of slots."""

    def get_urls(self):
        pages = [
            ("publish/", "publish", self.publish_view),
            ("releases/", "releases", self.releases_view),
            ("releases/<int:number>/", "release", self.release_view),
        ]
        return [*self.pages_of_a_schedule(pages), *super().get_urls()]

    def conference_to_publish(self, request, year: str) -> Conference:
        self.demand_right_to_publish(request)
        return self.conference_to_arrange(request, year)

    def publish_view(self, request, year: str):
        conference = self.conference_to_publish(request, year)
        standing = Standing.of(conference)
        form = NoteForm(sent(request), initial={"seen": standing.draft.fingerprint})
        if request.method == "POST" and form.is_valid():
            try:
                release = publish_draft(conference=conference, by=request.user, **form.cleaned_data)
            except ValidationError as error:
                add_errors(form, error)
                form.data = form.data.copy()
                form.data["seen"] = standing.draft.fingerprint  # the page that comes back shows the draft as it is now
            else:
                return self.after_publishing(request, release)
        title = _("Publish the schedule: %(conference)s") % {"conference": conference}
        return self.schedule_page(
            request, "publish", conference, title=title, form=form, standing=standing, tab="publish",
            changes=said(standing.changes, conference=conference, for_organizers=True) if standing.release else [],
            preview=preview(standing), status=422 if form.errors else 200,
        )  # fmt: skip

    def after_publishing(self, request, release: Release):
        words = _("%(release)s is published. Everybody sees it now.") % {"release": release}
        if not release.conference.is_public:
            words = _("%(release)s is published. People see it when the conference is on the site.") % {
                "release": release
            }
        self.log_change(request, release.conference, words)
        messages.success(request, words)
        return HttpResponseRedirect(release_url(release))

    def releases_view(self, request, year: str):
        conference = self.conference_to_arrange(request, year)
        releases = list(Release.objects.of(conference).select_related("published_by", "repeats"))
        rows = [{"release": one, "url": release_url(one), "words": count_in_words(one)} for one in releases]
        title = _("Releases: %(conference)s") % {"conference": conference}
        return self.schedule_page(request, "releases", conference, title=title, rows=rows, tab="releases")

    def release_view(self, request, year: str, number: int):
        """What a release changed, and, for an earlier one, what would change if it were published again."""
        conference = self.conference_to_arrange(request, year)
        releases = Release.objects.of(conference).select_related("conference", "published_by", "repeats")
        release = get_object_or_404(releases, number=number)
        form = NoteForm(sent(request) if request.POST.get("do") == "again" else None)
        if request.POST.get("do") == "reset":
            return self.reset(request, release)
        if form.is_bound and form.is_valid():
            self.demand_right_to_publish(request)
            try:
                return self.after_publishing(
                    request, publish_again(release=release, note=form.cleaned_data["note"], by=request.user)
                )
            except ValidationError as error:
                add_errors(form, error)
        newest = releases.first()
        undone = changes_between(Layout.of_release(newest), Layout.of_release(release)) if newest != release else []
        return self.schedule_page(
            request, "release", conference, title=f"{release}: {conference}", release=release, form=form,
            changes=said(map(Change.from_json, release.changes), conference=conference, for_organizers=True),
            undone=said(undone, conference=conference, for_organizers=True), is_newest=newest == release, tab="releases",
            draft_differs=bool(Standing.of(conference).changes) if newest == release else True,
            status=422 if form.errors else 200,
        )  # fmt: skip

    def reset(self, request, release: Release):
        try:
            reset_draft(release=release)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(release_url(release))
        words = _("The times and places of the draft are those of %(release)s.") % {"release": release}
        self.log_change(request, release.conference, words)
        messages.success(request, words)
        return HttpResponseRedirect(board_url(release.conference))


def preview(standing: Standing) -> list[dict]:
    """The draft day by day, as a reader's list; what is new or not where it was carries a mark."""
    conference, days = standing.conference, defaultdict(list)
    for one in standing.draft.placed:
        slot = one.slot
        hours = clocks(conference, slot.starts_at, slot.ends_at)
        line = {"slot": slot, "hours": hours, "place": place_of(slot), "mark": standing.marks.get(one.key, "")}
        days[day_of(conference, slot.starts_at)].append(line)
    return [{"name": day_name(day), "lines": days[day]} for day in sorted(days)]


def release_url(release: Release) -> str:
    return reverse("admin:conference_slot_release", args=[release.conference.slug, release.number])


def count_in_words(release: Release) -> str:
    if release.repeats:
        return _("%(release)s again") % {"release": release.repeats}
    count = len(release.changes)
    return ngettext("%d change", "%d changes", count) % count
