"""What people say about the drafts of a proposal: all of it as a list, each remark on its own page, and the answers."""

from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.views.decorators.http import require_safe

from nisn_site.kit.pages import render_page
from nisn_site.kit.spreadsheets import as_file, csv_download

from ..feedback.exporting import Reach, json_lines, rows
from ..feedback.filters import FilterForm
from ..feedback.lists import PUBLIC, narrowed, of_proposal, with_answers
from ..feedback.reading import counts_of, tallies
from ..feedback.said import said_of, we_did
from ..feedback.statistics import statistics_of
from ..feedback.story import story_of
from ..finding import newest_standing, numbered, published_drafts
from ..models import Feedback

A_PAGE = 20
JSON = "application/json; charset=utf-8"


@require_safe
def remarks(request, *, conference: str, proposal: str):
    """Everything that was said, narrowed by GET; what was hidden or taken back stays as a trace."""
    drafts = published_drafts(conference=conference, proposal=proposal)
    everything = of_proposal(drafts[-1].proposal_id)
    counts = counts_of(everything)
    form = FilterForm(request.GET, drafts=drafts, languages=counts.languages)
    found = narrowed(everything, form.wanted(), readable=PUBLIC)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    items = said_of(page.object_list, drafts)
    context = {
        "proposal": drafts[-1].proposal, "drafts": drafts, "form": form, "page": page, "items": items,
        "tallies": counts.by_draft, "is_narrowed": form.is_narrowed,
    }  # fmt: skip
    texts = [thing for item in items for thing in (item.text, item.response)]
    return show(request, "campaigns/feedback/list.html", context, drafts, texts)


@require_safe
def remark(request, *, conference: str, proposal: str, number: int):
    drafts = published_drafts(conference=conference, proposal=proposal)
    found = with_answers(of_proposal(drafts[-1].proposal_id)).select_related("section", "same_as", "wording_change")
    one = found.filter(number=number).first()
    if one is None:
        raise Http404("no public remark with this number")
    one.proposal, one.draft = drafts[-1].proposal, next(draft for draft in drafts if draft.pk == one.draft_id)
    story = story_of(one, newest=newest_standing(drafts) or one.draft)
    context = {"proposal": one.proposal, "drafts": drafts, "story": story, "item": story.item, "remark": one}
    texts = [story.text, *(answer.response for answer in story.answers)]
    texts += [answer.response.shown_in for answer in story.answers]
    return show(request, "campaigns/feedback/remark.html", context, drafts, texts)


@require_safe
def answers(request, *, conference: str, proposal: str, number: int):
    """You said, we did: all that was answered with this draft, and how much was not."""
    drafts = published_drafts(conference=conference, proposal=proposal)
    draft = numbered(drafts, number)
    before = next((one for one in drafts if one.pk == draft.previous_id), None)
    groups = we_did(draft)
    tally = tallies(Feedback.objects.filter(draft=before), "draft").get(before.pk) if before else None
    context = {
        "proposal": draft.proposal,
        "draft": draft,
        "drafts": drafts,
        "before": before,
        "groups": groups,
        "tally": tally,
    }
    texts = [thing for group in groups for thing in (group.text, *(one.response for one in group.answers))]
    return show(request, "campaigns/feedback/answers.html", context, drafts, texts)


@require_safe
def statistics(request, *, conference: str, proposal: str):
    drafts = published_drafts(conference=conference, proposal=proposal)
    found = statistics_of(drafts)
    context = {"proposal": drafts[-1].proposal, "drafts": drafts, "statistics": found}
    texts = [one.name for one in found.sections if one.name not in drafts]
    return show(request, "campaigns/feedback/statistics.html", context, drafts, texts)


@require_safe
def export(request, *, conference: str, proposal: str, extension: str):
    """All that everybody may read, as a table or for programs, piece by piece."""
    proposal = published_drafts(conference=conference, proposal=proposal)[-1].proposal
    address, name = request.build_absolute_uri, f"{proposal.conference.slug}-{proposal.slug}-feedback"
    match extension:
        case "csv":
            response = csv_download(rows(proposal, Reach(), address=address), name=name)
        case "json":
            pieces = json_lines(proposal, address=address)
            response = as_file(StreamingHttpResponse(pieces, content_type=JSON), f"{name}.json")
        case _:
            raise Http404("no such kind of file")
    del response.headers["Cache-Control"]
    return response


def show(request, template: str, context: dict, drafts: list, texts: list):
    proposal = context["proposal"]
    return render_page(
        request, template, context, conference=proposal.conference, texts=[proposal, *drafts, *filter(None, texts)]
    )
