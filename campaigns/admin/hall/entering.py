"""The pages on which organizers enter an amendment: choose what it does to which section, then write it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.utils.translation import gettext as _

from ...changes.merging import merge
from ...drafting.numbering import outline
from ...hall.amending import move_amendment, texts_by_key
from ...models import Amendment, Draft, Feedback, Proposal, SectionText
from ..pages import sent
from ..publishing import add_errors
from .forms import MotionForm
from .pages import ENTER, addresses, desk_url, final_text, hall_page, need, proposal_at


class EnteringPages:
    """Mixed into the admin of proposals."""

    def get_urls(self):
        pages = [("amend/", "amend", self.amend_view)]
        return [*addresses(self, "proposal", pages), *super().get_urls()]

    def amend_view(self, request, object_id: int):
        """Without `?kind=` the sections to choose from. `?section=` is the one it changes or goes beside."""
        proposal = proposal_at(object_id)
        need(request, ENTER)
        final = final_text(proposal)
        if final is None:
            messages.info(request, _("No text lies before the conference. Lay the current draft before it first."))
            return HttpResponseRedirect(desk_url(proposal))
        texts = in_order(final)
        remark = remark_of(proposal, request.GET.get("feedback", ""))
        kind, text = request.GET.get("kind", ""), find(texts, request.GET.get("section", ""))
        if not kind:
            title = _("Enter an amendment: %(draft)s") % {"draft": final}
            return hall_page(
                self, request, "choose", proposal, title=title, final=final, texts=outline(texts), remark=remark
            )
        if kind not in Amendment.Kind.values or (text is None and kind != Amendment.Kind.INSERT):
            raise Http404("no such kind of amendment or no such section")
        return self.write_amendment(request, proposal, texts, kind, text, remark)

    def write_amendment(self, request, proposal: Proposal, texts, kind: str, text: SectionText | None, remark):
        is_new = kind == Amendment.Kind.INSERT
        section = "" if is_new else text.section.key
        form = MotionForm(sent(request), kind=kind, texts=texts, section=section, initial=beginning(kind, text, remark))
        if request.method == "POST" and form.is_valid():
            values = {name: form.cleaned_data[name] for name in ("mover", "reason", "is_uncontested")}
            try:
                amendment = move_amendment(
                    proposal=proposal, motion=form.motion(), from_feedback=remark, organizer=request.user, **values
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                words = _("%(name)s is entered. Everybody can read it now.") % {"name": amendment.name}
                messages.success(request, words)
                return HttpResponseRedirect(f"{desk_url(proposal)}#{amendment.name}")
        return hall_page(
            self, request, "amend", proposal, title=title_of(kind, text), form=form, kind=kind, text=text,
            remark=remark, parts=parts_inside(texts, text) if kind == Amendment.Kind.DELETE else [],
            status=422 if form.errors else 200,
        )  # fmt: skip


def title_of(kind: str, text: SectionText | None) -> str:
    words = {
        Amendment.Kind.REPLACE: _("Amendment: change %(section)s"),
        Amendment.Kind.DELETE: _("Amendment: take out %(section)s"),
        Amendment.Kind.MOVE: _("Amendment: move %(section)s"),
        Amendment.Kind.INSERT: _("Amendment: insert a new section"),
    }
    return words[kind] % {"section": f"{text.number} {text.heading}" if text else ""}


def beginning(kind: str, text: SectionText | None, remark: Feedback | None) -> dict:
    """What the form begins with: the words of the text, or what a remark suggests, brought into them."""
    if kind == Amendment.Kind.INSERT:
        place = {"place": Amendment.Place.AFTER, "beside": text.section.key} if text else {}
        return place | ({"kind_of_new": text.section.kind} if text else {})
    if kind == Amendment.Kind.MOVE:
        return {"place": Amendment.Place.AFTER}
    if kind == Amendment.Kind.REPLACE:
        return {"heading": text.heading, "body": text.body} | suggested(text, remark)
    return {}


def suggested(text: SectionText, remark: Feedback | None) -> dict:
    """Only of the section that the remark is about, in the language of the text; else the words stay as they are."""
    if remark is None or remark.kind != Feedback.Kind.EDIT or remark.section_id != text.section_id:
        return {}
    heading = merge(base=remark.base_heading, mine=text.heading, theirs=remark.suggested_heading)
    body = merge(base=remark.base_body, mine=text.body, theirs=remark.suggested_body)
    found = {"heading": heading.text, "body": body.text}
    return {name: words for name, words in found.items() if words is not None}


def in_order(draft: Draft) -> list[SectionText]:
    return [text for text, _number, _depth in outline(texts_by_key(draft).values())]


def find(texts: list[SectionText], key: str) -> SectionText | None:
    return next((text for text in texts if text.section.key == key), None)


def parts_inside(texts: list[SectionText], text: SectionText) -> list[SectionText]:
    """Everything that lies in a section, however deep: by their numbers, which are those of a published text."""
    return [one for one in texts if one.number.startswith(f"{text.number}.")]


def remark_of(proposal: Proposal, key: str) -> Feedback | None:
    is_number = key.isascii() and key.isdigit() and len(key) < 12
    return proposal.feedback.public().filter(pk=int(key)).first() if is_number else None
