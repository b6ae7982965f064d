from django.views.decorators.http import require_safe

from nisn_site.kit.pages import render_page
from nisn_site.kit.qr import qr_svg
from nisn_site.kit.translation_lookup import attach_translations

from ..drafting.paper import numbered_lines
from ..drafting.parts import parts_of
from ..feedback.reading import on_draft
from ..finding import newest_standing, next_after, numbered, published_drafts
from ..models import Draft
from .exports import FILE_KINDS


@require_safe
def newest(request, *, conference: str, proposal: str):
    drafts = published_drafts(conference=conference, proposal=proposal)
    return show_draft(request, drafts[-1], drafts, is_numbered=False)


@require_safe
def draft(request, *, conference: str, proposal: str, number: int):
    drafts = published_drafts(conference=conference, proposal=proposal)
    return show_draft(request, numbered(drafts, number), drafts, is_numbered=True)


def show_draft(request, draft: Draft, drafts: list[Draft], *, is_numbered: bool):
    texts = list(draft.texts.select_related("section"))
    context = {
        "proposal": draft.proposal,
        "draft": draft,
        "drafts": drafts,
        "newest": drafts[-1],
        "standing": newest_standing(drafts),
        "previous": next((one for one in drafts if one.pk == draft.previous_id), None),
        "next_draft": next_after(draft, drafts),
        "parts": parts_of(texts, marks=draft.change_marks or {}),
        "is_numbered": is_numbered,
        "feedback": on_draft(draft),
        "file_kinds": FILE_KINDS,
    }
    return render_page(
        request,
        "campaigns/draft.html",
        context,
        conference=draft.proposal.conference,
        texts=[draft.proposal, *drafts, *texts],
    )


@require_safe
def print_page(request, *, conference: str, proposal: str, number: int):
    """One draft for paper: sections and lines are numbered, so that people in a room find the same place."""
    drafts = published_drafts(conference=conference, proposal=proposal)
    draft = numbered(drafts, number)
    texts = list(draft.texts.select_related("section"))
    attach_translations(texts)  # before the frame does it, since the lines depend on the language
    context = {
        "proposal": draft.proposal,
        "draft": draft,
        "newest": drafts[-1],
        "standing": newest_standing(drafts),
        "sections": numbered_lines(parts_of(texts)),
        "qr": qr_svg(request.build_absolute_uri(draft.get_absolute_url())),
    }
    return render_page(
        request,
        "campaigns/print.html",
        context,
        conference=draft.proposal.conference,
        texts=[draft.proposal, *drafts, *texts],
    )
