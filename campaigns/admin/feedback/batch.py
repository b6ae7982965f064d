"""Many remarks on one page with one form: the remarks on a section beside its text, or any that somebody ticked."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import render

from ...feedback.desk import Beside, Card, cards, with_desk
from ...models import Draft, Response
from ..pages import sent
from ..publishing import add_errors
from .forms import AnswerForm, HideForm
from .pressing import chosen_in, press

A_PAGE = 25
MOST_ANSWERS = 12  # that are offered to be used once more


@dataclass
class Batch:
    """What the page shows and works on. `remarks` is a queryset; `beside` is there on the page of a section.

    `is_ticked`: all of them from the start. `here` is where the page leads when something was done, else it stays.
    """

    title: str
    draft: Draft
    remarks: object
    beside: Beside | None = None
    size: int = A_PAGE
    is_ticked: bool = False
    here: str = ""


class BatchPages:
    """Mixed into admins; they say what the batch is and on which template."""

    def batch_page(self, request, template: str, batch: Batch, **values):
        page = Paginator(with_desk(batch.remarks), batch.size).get_page(request.GET.get("page"))
        shown = cards(page.object_list)
        verb = request.POST.get("do", "")
        answer = AnswerForm(sent(request) if verb == "answer" else None, draft=batch.draft)
        hide = HideForm(sent(request) if verb == "hide" else None)
        errors = []
        if request.method == "POST":
            chosen = chosen_in(request.POST, [card.remark for card in shown])
            try:
                words = press(verb, chosen=chosen, posted=request.POST, answer=answer, hide=hide, by=request.user)
            except ValidationError as error:
                errors = self.spread_errors(answer if verb == "answer" else None, error)
            else:
                if words:
                    messages.success(request, words)
                    return HttpResponseRedirect(batch.here or request.get_full_path(), status=303)
        everything = [str(card.remark.pk) for card in shown] if batch.is_ticked else []
        ticked = request.POST.getlist("chosen") if request.method == "POST" else everything
        context = self.admin_site.each_context(request) | {
            "title": batch.title, "draft": batch.draft, "proposal": batch.draft.proposal, "opts": self.opts,
            "batch": batch, "page": page, "cards": shown, "answer": answer, "hide": hide, "errors": errors,
            "ticked": set(ticked), "answers": usable_answers(batch.draft, shown), **values,
        }  # fmt: skip
        return render(request, template, context, status=422 if request.method == "POST" else 200)

    def spread_errors(self, form, error: ValidationError) -> list[str]:
        if form is None:
            return error.messages
        add_errors(form, error)
        return []


def usable_answers(draft: Draft, shown: list[Card]) -> list[Response]:
    """Answers of this proposal to remarks on the same sections, the newest first: often one of them fits once more."""
    sections = {card.remark.section_id for card in shown}
    answers = draft.proposal.responses.filter(settlements__feedback__section__in=sections - {None})
    if None in sections:
        answers |= draft.proposal.responses.filter(settlements__feedback__section=None)
    return list(answers.distinct().order_by("-pk")[:MOST_ANSWERS])
