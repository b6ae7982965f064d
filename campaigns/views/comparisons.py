from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from nisn_site.kit.languages import active_language
from nisn_site.kit.pages import render_page

from ..drafting.comparing import compare_drafts
from ..finding import numbered, published_drafts
from ..models import Draft

VIEWS = {
    "": "campaigns/changes.html",
    "side_by_side": "campaigns/changes_side_by_side.html",
    "as_list": "campaigns/changes_as_list.html",
}


def address_name(view: str) -> str:
    return f"campaigns:changes_{view}" if view else "campaigns:changes"


@require_safe
def choose(request, *, conference: str, proposal: str):
    """Lead to the page of the pair that the form names, or else of the newest draft and the one before it."""
    drafts = published_drafts(conference=conference, proposal=proposal)
    if len(drafts) < 2:
        return redirect(drafts[-1].proposal)
    newer = numbered(drafts, number_in(request, "to", drafts[-1].number))
    older = numbered(drafts, number_in(request, "from", (newer.previous or drafts[0]).number))
    if older == newer and newer.previous:
        older = numbered(drafts, newer.previous.number)
    if older == newer:
        return redirect(older)
    view = request.GET.get("view", "")
    name = address_name(view if view in VIEWS else "")
    # Comparisons go on in time, whichever draft is named first.
    return redirect(name, conference, proposal, *sorted([older.number, newer.number]))


def number_in(request, name: str, default: int) -> int:
    value = request.GET.get(name, "")
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and len(value) < 6):
        raise Http404("not the number of a draft")
    return int(value)


@require_safe
def changes(request, *, conference: str, proposal: str, older: int, newer: int, view: str = ""):
    """Two published drafts: in one text, `side_by_side`, or `as_list`."""
    drafts = published_drafts(conference=conference, proposal=proposal)
    if older == newer:
        return redirect(numbered(drafts, older))
    if older > newer:
        return redirect(address_name(view), conference, proposal, newer, older)
    pair = [numbered(drafts, older), numbered(drafts, newer)]
    context = {
        "proposal": pair[0].proposal,
        "older": pair[0],
        "newer": pair[1],
        "pair": pair,
        "drafts": drafts,
        "changes": compare_drafts(one=pair[0], other=pair[1], language=active_language()),
        "steps": steps(drafts, *pair),
        "view": view,
        "address_name": address_name(view),
    }
    texts = [pair[0].proposal, *drafts]
    return render_page(request, VIEWS[view], context, conference=pair[0].proposal.conference, texts=texts)


def steps(drafts: list[Draft], older: Draft, newer: Draft) -> dict[str, tuple[Draft, Draft] | None]:
    """The neighbouring pairs in time, for going through all changes one after the other."""
    before, after = drafts.index(older), drafts.index(newer)
    return {
        "earlier": (drafts[before - 1], older) if before else None,
        "later": (newer, drafts[after + 1]) if after + 1 < len(drafts) else None,
    }
