from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from conference.models import Conference, Page
from nisn_site.kit.pages import render_page

from ..feedback.reading import with_tally
from ..models import Draft, PointOfUnity


@require_safe
def proposals(request, *, conference: str):
    """All proposals of a conference by number. Its page `proposals`, if there is one, is the introduction."""
    number_of_points = PointOfUnity.objects.number_of_conference()
    conferences = Conference.objects.public().annotate(number_of_points=number_of_points)
    conference = get_object_or_404(conferences, slug=conference)
    introduction = Page.objects.published().filter(conference=conference, slug="proposals").first()
    newest = Draft.objects.published().filter(proposal__conference=conference).newest_of_each_proposal()
    drafts = Draft.objects.filter(pk__in=newest.values("pk")).order_by("proposal__number")
    drafts = with_tally(drafts.with_changes().select_related("proposal__conference"))
    texts = [introduction, *(draft.proposal for draft in drafts), *drafts]
    context = {"conference": conference, "introduction": introduction, "drafts": drafts}
    return render_page(request, "campaigns/proposals.html", context, conference=conference, texts=texts)
