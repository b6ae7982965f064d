from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from conference.models import Conference, Page
from nisn_site.kit.pages import render_page

from ..models import Draft


@require_safe
def proposals(request, *, conference: str):
    """All proposals of a conference by number. Its page `proposals`, if there is one, is the introduction."""
    conference = get_object_or_404(Conference.objects.public(), slug=conference)
    introduction = Page.objects.published().filter(conference=conference, slug="proposals").first()
    drafts = Draft.objects.published().filter(proposal__conference=conference)
    drafts = list(drafts.newest_of_each_proposal().with_changes().select_related("proposal__conference"))
    texts = [introduction, *(draft.proposal for draft in drafts), *drafts]
    context = {"conference": conference, "introduction": introduction, "drafts": drafts}
    return render_page(request, "campaigns/proposals.html", context, conference=conference, texts=texts)
