"""Many remarks on one page with one form: the remarks on a section beside its text, or any that somebody ticked."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import ngettext

from ...feedback.desk import Beside, Card, cards, with_desk
from ...models import Draft, Response
from ..pages import sent
from ..publishing import add_errors
from .forms import AnswerForm, HideForm
from .pressing import press

A_PAGE = 25
TICKED = "ticked"  # in the address: all that the page shows are ticked
MOST_ANSWERS = 12  # that are offered to be used once more


@dataclass
class Batch:
    """What the page shows and works on. `remarks` is a queryset; `beside` is there on the page of a section."""

    title: str
    draft: Draft
    remarks: object
    beside: Beside | None = None
    size: int = A_PAGE


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
            ticked = set(keys_in(request.POST.getlist("chosen")))
            chosen = list(batch.remarks.filter(pk__in=ticked))
            try:
                words = press(verb, chosen=chosen, posted=request.POST, answer=answer, hide=hide, by=request.user)
            except ValidationError as error:
                errors = self.spread_errors(answer if verb == "answer" else None, error)
            else:
                if words:
                    messages.success(request, words)
                    self.warn_of_gone(request, len(ticked) - len(chosen))
                    return HttpResponseRedirect(without_ticks(request), status=303)
        everything = [str(card.remark.pk) for card in shown] if TICKED in request.GET else []
        ticked = request.POST.getlist("chosen") if request.method == "POST" else everything
        context = self.admin_site.each_context(request) | {
            "title": batch.title, "draft": batch.draft, "proposal": batch.draft.proposal, "opts": self.opts,
            "batch": batch, "page": page, "cards": shown, "answer": answer, "hide": hide, "errors": errors,
            "ticked": set(ticked), "can_replace": any(card.response for card in shown), "answers": usable_answers(batch.draft, shown), **values,
        }  # fmt: skip
        return render(request, template, context, status=422 if request.method == "POST" else 200)

    def warn_of_gone(self, request, count: int) -> None:
        if count:
            words = ngettext(
                "%d ticked remark is not here any more: somebody else was quicker. Look at it again.",
                "%d ticked remarks are not here any more: somebody else was quicker. Look at them again.", count,
            )  # fmt: skip
            messages.warning(request, words % count)

    def spread_errors(self, form, error: ValidationError) -> list[str]:
        if form is None:
            return error.messages
        add_errors(form, error)
        return []


def without_ticks(request) -> str:
    """The same page, on which nothing is ticked yet."""
    query = request.GET.copy()
    query.pop(TICKED, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def keys_in(listed: Iterable[str]) -> list[int]:
    return [int(one) for one in listed if one.isascii() and one.isdigit() and len(one) < 19]


def usable_answers(draft: Draft, shown: list[Card]) -> list[Response]:
    """Answers of this proposal to remarks on the same sections, the newest first: often one of them fits once more."""
    sections = {card.remark.section_id for card in shown}
    answers = draft.proposal.responses.filter(settlements__feedback__section__in=sections - {None})
    if None in sections:
        answers |= draft.proposal.responses.filter(settlements__feedback__section=None)
    return list(answers.distinct().order_by("-pk")[:MOST_ANSWERS])
