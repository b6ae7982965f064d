from django.core.paginator import Paginator
from django.http import Http404
from django.views.decorators.http import require_safe

from nisn_site.kit.pages import render_page

from ..exporting.decisions import FILE_KINDS, export_of
from ..finding import published_drafts
from ..hall.asked import Asked, asked, in_text_order
from ..models import Amendment, Draft

PER_PAGE = 40
TALLIED = ("open", "withdrawn", "adopted", "rejected", "referred")


@require_safe
def amendments(request, *, conference: str, proposal: str):
    """All amendments to a proposal, by number or, with `?order=text`, as they come in the text."""
    drafts = deciding_drafts(conference=conference, proposal=proposal)
    proposal = drafts[-1].proposal
    in_order_of_text = request.GET.get("order") == "text"
    rows = list(amendments_of(proposal).with_outcome())
    page_obj = page_of(request, in_text_order(rows) if in_order_of_text else rows)
    page_obj.object_list = asked(page_obj.object_list)
    context = {
        "proposal": proposal, "page_obj": page_obj, "tally": tally(rows), "in_order_of_text": in_order_of_text,
        "final": final_of(drafts), "adopted": adopted_of(drafts), "file_kinds": FILE_KINDS,
    }  # fmt: skip
    return show(request, "campaigns/amendments.html", context, drafts, page_obj.object_list)


@require_safe
def amendment(request, *, conference: str, proposal: str, number: int):
    """One amendment at its address for good: what it asks for and everything that was decided on it."""
    drafts = deciding_drafts(conference=conference, proposal=proposal)
    proposal = drafts[-1].proposal
    around = list(amendments_of(proposal).filter(number__in=[number - 1, number, number + 1]))
    [shown] = [one for one in asked(around) if one.amendment.number == number] or [None]
    if shown is None:
        raise Http404("no such amendment")
    numbers = {one.number for one in around}
    context = {
        "proposal": proposal, "shown": shown, "amendment": shown.amendment, "drafts": drafts,
        "earlier": number - 1 if number - 1 in numbers else None,
        "later": number + 1 if number + 1 in numbers else None,
    }  # fmt: skip
    return show(request, "campaigns/amendment.html", context, drafts, [shown])


@require_safe
def export(request, *, conference: str, proposal: str, extension: str):
    """Every amendment with every decision on it, and those on the text, as a table or as JSON."""
    if extension not in dict(FILE_KINDS):
        raise Http404("no such kind of file")
    drafts = deciding_drafts(conference=conference, proposal=proposal)
    return export_of(drafts[-1].proposal, asked(amendments_of(drafts[-1].proposal)), extension, request=request)


def deciding_drafts(*, conference: str, proposal: str) -> list[Draft]:
    """The published drafts of a proposal that has come before a conference; else a 404."""
    drafts = published_drafts(conference=conference, proposal=proposal)
    if final_of(drafts) is None:
        raise Http404("no text of this proposal has come before a conference")
    return drafts


def final_of(drafts: list[Draft]) -> Draft | None:
    """The newest text that lay before the conference."""
    return next((draft for draft in reversed(drafts) if draft.kind == Draft.Kind.FINAL), None)


def adopted_of(drafts: list[Draft]) -> Draft | None:
    return next((draft for draft in reversed(drafts) if draft.kind == Draft.Kind.ADOPTED), None)


def amendments_of(proposal):
    rows = Amendment.objects.on_site().filter(proposal=proposal).order_by("number")
    return rows.select_related("section", "beside", "draft", "from_feedback")


def page_of(request, rows: list[Amendment]):
    number = request.GET.get("page", "1")
    paginator = Paginator(rows, PER_PAGE)
    if not (number.isascii() and number.isdigit() and len(number) < 7 and 1 <= int(number) <= paginator.num_pages):
        raise Http404("no such page of the list")
    return paginator.page(int(number))


def tally(rows: list[Amendment]) -> dict[str, int]:
    """How many there are of each result; `open` and `withdrawn` among them."""
    names = ["withdrawn" if one.is_withdrawn else one.outcome or "open" for one in rows]
    return {"all": len(rows)} | {name: names.count(name) for name in TALLIED}


def show(request, template: str, context: dict, drafts: list[Draft], found: list[Asked]):
    proposal = drafts[-1].proposal
    texts = [thing for one in found for thing in (one.text, one.beside, one.amendment)]
    by_key = {draft.pk: draft for draft in drafts}
    for one in found:
        one.amendment.proposal = proposal
        one.amendment.draft = by_key[one.amendment.draft_id]
        one.amendment.taken_up_in = by_key.get(one.amendment.taken_up_in_id)
    return render_page(request, template, context, conference=proposal.conference, texts=[proposal, *drafts, *texts])
