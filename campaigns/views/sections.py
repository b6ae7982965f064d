from django.http import Http404
from django.views.decorators.http import require_safe

from nisn_site.kit.pages import render_page

from ..drafting.history import history_of
from ..feedback.reading import tallies
from ..finding import published_drafts
from ..models import Feedback, Section


@require_safe
def section(request, *, conference: str, proposal: str, key: str):
    """All that one section ever said, the newest first, with what changed from draft to draft."""
    drafts = published_drafts(conference=conference, proposal=proposal)
    found = Section.objects.filter(proposal=drafts[-1].proposal_id, key=key).first()
    history = history_of(found, drafts) if found else None
    if not (history and history.steps):
        raise Http404("no published section with this key")
    proposal = drafts[-1].proposal
    texts = [step.text for step in history.steps if step.text]
    said = tallies(Feedback.objects.filter(section=found), "draft")
    context = {"proposal": proposal, "section": found, "history": history, "newest": texts[0], "said": said}
    return render_page(
        request,
        "campaigns/section.html",
        context,
        conference=proposal.conference,
        texts=[proposal, *drafts, *texts],
    )
