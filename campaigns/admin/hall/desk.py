"""The desk at the conference: every amendment to a proposal, and what can be done next."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.translation import gettext as _

from ...exporting.decisions import FILE_KINDS
from ...hall.asked import asked
from ...hall.deciding import adopted_so_far
from ...hall.floor import put_up
from ...hall.laying import lay_before_conference
from ...models import Amendment, Draft, Floor, Proposal
from .pages import RECORD, addresses, desk_url, final_text, hall_page, need, proposal_at


class DeskPages:
    """Mixed into the admin of proposals."""

    def get_urls(self):
        pages = [
            ("hall/", "hall", self.hall_view),
            ("lay/", "lay", self.lay_view),
            ("put/", "put", self.put_view),
        ]
        return [*addresses(self, "proposal", pages), *super().get_urls()]

    def hall_view(self, request, object_id: int):
        proposal = proposal_at(object_id)
        need(request, "campaigns.view_proposal")
        final = final_text(proposal)
        rows = Amendment.objects.filter(proposal=proposal).order_by("number")
        found = asked(rows.select_related("section", "beside", "draft"))
        drafts = list(proposal.drafts.newest_first())
        return hall_page(
            self, request, "desk", proposal,
            title=_("At the conference: %(proposal)s") % {"proposal": proposal},
            final=final, current=next((draft for draft in drafts if draft.state == Draft.State.CURRENT), None),
            working=next((draft for draft in drafts if not draft.is_published), None),
            adopted=next((draft for draft in drafts if draft.kind == Draft.Kind.ADOPTED), None),
            is_public=bool(final or any(draft.kind != Draft.Kind.DRAFT for draft in drafts)),
            waiting=[one for one in found if one.is_open], done=[one for one in found if not one.is_open],
            pending=adopted_so_far(proposal) if final else [], floor=Floor.objects.filter(conference=proposal.conference).first(),
            decisions=proposal.decisions.about_the_text().select_related("text").oldest_first(), file_kinds=FILE_KINDS,
        )  # fmt: skip

    def lay_view(self, request, object_id: int):
        """The current draft becomes the final text; a page asks first, since that stays."""
        proposal = proposal_at(object_id)
        need(request, "campaigns.change_proposal")
        current = proposal.drafts.current().first()
        if current is None or current.kind != Draft.Kind.DRAFT:
            return HttpResponseRedirect(desk_url(proposal))
        current.proposal = proposal
        if request.method == "POST":
            try:
                lay_before_conference(draft=current, organizer=request.user)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            else:
                messages.success(request, _("“%(draft)s” lies before the conference.") % {"draft": current})
            return HttpResponseRedirect(desk_url(proposal))
        title = _("Lay before the conference: %(draft)s") % {"draft": current}
        working = proposal.drafts.working().first()
        return hall_page(self, request, "lay", proposal, title=title, draft=current, working=working)

    def put_view(self, request, object_id: int):
        """Show an amendment, the text as a whole, or nothing on the projector."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        proposal = proposal_at(object_id)
        need(request, RECORD)
        number = request.POST.get("amendment", "")
        amendment = amendment_numbered(proposal, number)
        whole = proposal if request.POST.get("text") else None
        put_up(conference=proposal.conference, amendment=amendment, proposal=None if amendment else whole)
        if amendment:
            words = _("%(name)s is on the projector.") % {"name": amendment.name}
        else:
            words = _("The text is on the projector.") if whole else _("The projector shows nothing.")
        messages.success(request, words)
        return HttpResponseRedirect(f"{desk_url(proposal)}#{amendment.name}" if amendment else desk_url(proposal))


def amendment_numbered(proposal: Proposal, number: str) -> Amendment | None:
    is_number = number.isascii() and number.isdigit() and len(number) < 9
    return proposal.amendments.filter(number=int(number)).first() if is_number else None
