from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from conference.models import Conference
from nisn_site.kit.pages import render_page

from ..changes import SectionChange
from ..hall.amended import MisfitError
from ..hall.asked import Asked, asked, change_now
from ..hall.deciding import adopted_so_far
from ..models import Amendment, Decision, Draft, Floor, Proposal


@dataclass
class OnFloor:
    """What the projector shows: an amendment, or the text of a proposal as a whole, or nothing yet.

    `change` is what an amendment would change in the text as it is now; `misfit` says why that cannot be shown.
    """

    proposal: Proposal | None = None
    asked: Asked | None = None
    change: SectionChange | None = None
    misfit: MisfitError | None = None
    text: Draft | None = None
    decision: Decision | None = None

    @property
    def mark(self) -> str:
        """Another one as soon as the page would look different; the page's module looks for it."""
        amendment = self.asked.amendment if self.asked else None
        things = (self.proposal, amendment, self.text, self.decision)
        keys = [str(thing.pk) if thing else "" for thing in things]
        return "-".join([*keys, str(amendment.version) if amendment else ""])


@require_safe
def floor(request, *, conference: str):
    """What is put to the vote now, for the projector and for phones in the hall."""
    conference = get_object_or_404(Conference.objects.public(), slug=conference)
    row = Floor.objects.filter(conference=conference).first()
    shown = on_floor(row, conference)
    texts = [shown.proposal, shown.text]
    if shown.asked:
        texts += [shown.asked.text, shown.asked.beside, shown.asked.amendment]
    context = {"conference": conference, "shown": shown}
    return render_page(request, "campaigns/floor.html", context, conference=conference, texts=texts)


def on_floor(row: Floor | None, conference: Conference) -> OnFloor:
    if row is None:
        return OnFloor()
    if row.amendment_id:
        return amendment_on_floor(row.amendment_id, conference)
    if row.proposal_id:
        return text_on_floor(row.proposal_id, conference)
    return OnFloor()


def amendment_on_floor(key: int, conference: Conference) -> OnFloor:
    rows = Amendment.objects.select_related("section", "beside", "draft__proposal", "taken_up_in", "from_feedback")
    [shown] = asked([rows.get(pk=key)])
    amendment = shown.amendment
    amendment.proposal = amendment.draft.proposal
    amendment.proposal.conference = conference
    found = OnFloor(amendment.proposal, asked=shown, change=shown.change, decision=shown.decision)
    final = Draft.objects.before_the_conference().filter(proposal=amendment.proposal).first()
    if final and shown.is_open:
        try:
            found.change = change_now(amendment, final, adopted_so_far(amendment.proposal)) or shown.change
        except MisfitError as error:
            found.misfit = error
    return found


def text_on_floor(key: int, conference: Conference) -> OnFloor:
    proposal = Proposal.objects.get(pk=key)
    proposal.conference = conference
    decision = Decision.objects.standing().about_the_text().filter(proposal=proposal).select_related("text").first()
    current = Draft.objects.current().filter(proposal=proposal).first()
    return OnFloor(proposal, text=decision.text if decision else current, decision=decision)
