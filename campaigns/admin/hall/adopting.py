"""The pages on which adopted amendments become a text: merge what nobody is against; decide on the text as a whole."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from nisn_site.kit.markdown import render
from nisn_site.kit.tags import long_date

from ...changes import compare
from ...drafting.comparing import wordings_of
from ...hall.adopting import adopt_text, merge_uncontested
from ...hall.amended import MisfitError
from ...hall.asked import asked
from ...hall.deciding import adopted_so_far, made_in
from ...models import Amendment, Draft, Proposal, Section
from ...models.texts import TOP_HEADING_IN_BODY
from ..pages import sent
from ..publishing import add_errors
from .forms import AdoptForm, MergeForm
from .pages import RECORD, addresses, desk_url, doubts, final_text, hall_page, is_sure, is_to_confirm, need, proposal_at


class AdoptingPages:
    """Mixed into the admin of proposals."""

    def get_urls(self):
        pages = [("merge/", "merge", self.merge_view), ("adopt/", "adopt", self.adopt_view)]
        return [*addresses(self, "proposal", pages), *super().get_urls()]

    def merge_view(self, request, object_id: int):
        proposal = proposal_at(object_id)
        need(request, RECORD)
        final = final_text(proposal)
        rows = list(Amendment.objects.filter(proposal=proposal).open().select_related("section", "beside", "draft"))
        pending = adopted_so_far(proposal) if final else []
        if final is None or not (rows or pending):
            messages.info(request, _("There is nothing to merge at this moment."))
            return HttpResponseRedirect(desk_url(proposal))
        form = MergeForm(sent(request), amendments=rows, initial=beginning_of_merge(final, rows))
        if (
            request.method == "POST"
            and is_sure(request, form)
            and (answer := self.merge(request, proposal, rows, form))
        ):
            return answer
        chosen = set(form.cleaned_data["amendments"]) if form.is_bound and form.is_valid() else set()
        is_last_step = is_to_confirm(request, form)
        return hall_page(
            self, request, "merge_sure" if is_last_step else "merge", proposal, title=_("Merge what nobody is against"),
            form=form, found=asked(rows), pending=pending, chosen=[one for one in rows if str(one.pk) in chosen],
            status=422 if form.errors else 200,
        )  # fmt: skip

    def merge(self, request, proposal: Proposal, rows: list[Amendment], form: MergeForm):
        chosen = [one for one in rows if str(one.pk) in set(form.cleaned_data["amendments"])]
        try:
            text = merge_uncontested(
                proposal=proposal, amendments=chosen, vote=form.vote(), wording=form.wording(), organizer=request.user
            )
        except ValidationError as error:
            add_errors(form, error)
            return None
        words = _("“%(text)s” is published. All other amendments are decided on it.") % {"text": text}
        messages.success(request, words)
        return HttpResponseRedirect(desk_url(proposal))

    def adopt_view(self, request, object_id: int):
        """Look at the text that comes out, then record the decision on exactly that."""
        proposal = proposal_at(object_id)
        need(request, RECORD)
        final = final_text(proposal)
        if final is None:
            messages.info(request, _("No text lies before the conference."))
            return HttpResponseRedirect(desk_url(proposal))
        adopted = adopted_so_far(proposal)
        waiting = list(proposal.amendments.open())
        last = proposal.decisions.about_the_text().filter(replaced_by__isnull=True).first()
        compiled = Compiled(final, adopted)
        form = AdoptForm(
            sent(request), zone=proposal.conference.zone, replaces=last, has_open=bool(waiting),
            initial=beginning_of_adoption(proposal, final, adopted, compiled),
        )  # fmt: skip
        if request.method == "POST" and is_sure(request, form) and (answer := self.adopt(request, proposal, form)):
            return answer
        if form.is_bound and form.errors:
            form.data = form.data.copy()
            form.data["seen"] = compiled.seen
        is_last_step = is_to_confirm(request, form)
        return hall_page(
            self, request, "adopt_sure" if is_last_step else "adopt", proposal,
            title=_("Decide on the text: %(proposal)s") % {"proposal": proposal}, form=form, final=final,
            adopted=adopted, waiting=waiting, compiled=compiled, last=last,
            vote=form.vote() if is_last_step else None, has_doubts=is_last_step and doubts(form),
            status=422 if form.errors else 200,
        )  # fmt: skip

    def adopt(self, request, proposal: Proposal, form: AdoptForm):
        try:
            decision = adopt_text(
                proposal=proposal, vote=form.vote(), wording=form.wording(), seen=form.cleaned_data["seen"],
                leave_open=bool(form.cleaned_data.get("leave_open")), organizer=request.user,
            )  # fmt: skip
        except ValidationError as error:
            add_errors(form, error)
            return None
        if decision.is_adopted:
            count = decision.points.count()
            words = ngettext(
                "The text is adopted. %d Point of Unity is published.",
                "The text is adopted. %d Points of Unity are published.",
                count,
            )
            messages.success(request, words % count)
        else:
            messages.success(request, _("The decision is recorded."))
        return HttpResponseRedirect(desk_url(proposal))


class Compiled:
    """The text that would come out, or why none does."""

    def __init__(self, final: Draft, adopted: list[Amendment]):
        self.misfit, self.seen, self.changes, self.points = None, "", None, []
        try:
            text = made_in(final, adopted)
        except MisfitError as error:
            self.misfit = error
            return
        self.seen, texts = text.sha256, text.finished()
        for one in texts:
            if one.pk is None or one.section_id in text.reworded:
                one.body_html = render(one.body, top_heading=TOP_HEADING_IN_BODY)
        before = made_in(final, []).finished()
        self.changes = compare(wordings_of(before, readable=set()), wordings_of(texts, readable=set()))
        self.points = [one for one in texts if one.section.kind == Section.Kind.CAMPAIGN]


def beginning_of_merge(final: Draft, rows: list[Amendment]) -> dict:
    today = timezone.localdate(timezone=final.proposal.conference.zone)
    with override(final.language):
        label = _("Final text with amendments, %(day)s") % {"day": long_date(today)}
        summary = _("The conference took up amendments that nobody was against.")
    chosen = [str(one.pk) for one in rows if one.is_uncontested]
    return {"amendments": chosen, "decided_on": today, "label": label, "change_summary": summary}


def beginning_of_adoption(proposal: Proposal, final: Draft, adopted: list[Amendment], compiled: Compiled) -> dict:
    today = timezone.localdate(timezone=proposal.conference.zone)
    with override(final.language):
        label = _("Adopted text, %(day)s") % {"day": long_date(today)}
        names = ", ".join(one.name for one in adopted)
        summary = _("The conference adopted this text with these amendments: %(names)s.") % {"names": names}
        if not adopted:
            summary = _("The conference adopted this text.")
    return {"label": label, "change_summary": summary, "plain_summary": final.plain_summary, "seen": compiled.seen}
