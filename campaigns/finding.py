"""What the addresses of proposals name; whatever is not published, or not of a public conference, is a 404."""

from django.http import Http404

from .models import Draft


def published_drafts(*, conference: str, proposal: str) -> list[Draft]:
    """All published drafts of one proposal, the oldest first, each with the same proposal and its conference."""
    drafts = Draft.objects.on_site().filter(proposal__conference__slug=conference, proposal__slug=proposal)
    drafts = list(drafts.with_changes().select_related("proposal__conference").order_by("number"))
    if not drafts:
        raise Http404("no published draft of such a proposal")
    for draft in drafts:
        draft.proposal = drafts[-1].proposal
    return drafts


def newest_standing(drafts: list[Draft]) -> Draft | None:
    """The newest of these drafts, the oldest first, that was not withdrawn."""
    return next((draft for draft in reversed(drafts) if draft.state != Draft.State.WITHDRAWN), None)


def next_after(draft: Draft, drafts: list[Draft]) -> Draft | None:
    """The one of these drafts that came after this one; it has the answers to what was said about this one."""
    return next((one for one in drafts if one.previous_id == draft.pk), None)


def numbered(drafts: list[Draft], number: int) -> Draft:
    for draft in drafts:
        if draft.number == number:
            return draft
    raise Http404(f"no published draft {number}")
