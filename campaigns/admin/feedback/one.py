"""One remark with all that helps to decide: its text and what changed, remarks that read alike, notes, what was done."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from ...drafting.writing import Written
from ...feedback.desk import beside, cards, with_desk
from ...feedback.duplicates import count_as_one, count_by_itself
from ...feedback.likeness import similar
from ...feedback.taking import blend, take_wording, working_text
from ...models import Feedback, Response
from ..pages import sent
from ..publishing import add_errors
from .batch import usable_answers
from .forms import AnswerForm, HideForm, NoteForm
from .pressing import chosen_in, press, seen_in


class RemarkPages:
    """Mixed into the admin of feedback."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.take_view)
        return [path("<int:object_id>/take/", view, name="campaigns_feedback_take"), *super().get_urls()]

    def remark(self, request, object_id) -> Feedback:
        key = object_id if str(object_id).isascii() and str(object_id).isdigit() and len(str(object_id)) < 19 else None
        remark = get_object_or_404(with_desk(self.get_queryset(request)), pk=key)
        if not self.has_change_permission(request, remark):
            raise PermissionDenied
        remark.draft.proposal = remark.proposal
        return remark

    def change_view(self, request, object_id, form_url="", extra_context=None):
        remark = self.remark(request, object_id)
        verb = request.POST.get("do", "")
        forms = {
            "answer": AnswerForm(sent(request) if verb == "answer" else None, draft=remark.draft),
            "hide": HideForm(sent(request) if verb == "hide" else None),
            "note": NoteForm(sent(request) if verb == "note" else None),
        }
        errors = []
        if request.method == "POST":
            try:
                words = self.act(request, verb, remark, forms)
            except ValidationError as error:
                errors = error.messages if verb != "answer" else add_errors(forms["answer"], error) or []
            else:
                if words:
                    messages.success(request, words)
                    return HttpResponseRedirect(request.path, status=303)
        return self.remark_page(request, remark, forms, errors)

    def act(self, request, verb: str, remark: Feedback, forms: dict) -> str | None:
        by = request.user
        alike = similar(remark) if verb in {"answer", "use", "same"} else []
        match verb:
            case "note":
                if forms["note"].is_valid():
                    remark.notes.create(author=by, **forms["note"].cleaned_data)
                    return _("The note is kept. Only organizers see it.")
                return None
            case "apart":
                count_by_itself(remark=remark, by=by)
                return _("%(ref)s counts by itself again.") % {"ref": remark.ref}
            case "same":
                count_as_one(remark=remark, same_ones=chosen_in(request.POST, alike), by=by)
                return _("They count as the same as %(ref)s now.") % {"ref": remark.ref}
        chosen = [remark, *chosen_in(request.POST, alike)] if verb in {"answer", "use"} else [remark]
        return press(verb, chosen=chosen, posted=request.POST, answer=forms["answer"], hide=forms["hide"], by=by)

    def remark_page(self, request, remark: Feedback, forms: dict, errors: list):
        [card] = cards([remark])
        both = blend_of(remark)
        is_taken = bool(both and both.changes_nothing and card.response)
        context = self.admin_site.each_context(request) | {
            "title": _("%(ref)s: feedback") % {"ref": remark.ref or _("No number")}, "opts": self.opts, "card": card,
            "remark": remark, "draft": remark.draft, "proposal": remark.proposal, "beside": beside(remark.draft, remark.section),
            "similar": similar(remark), "notes": remark.notes.select_related("author"), "forms": forms, "errors": errors,
            "ticked": set(request.POST.getlist("chosen")), "answers": usable_answers(remark.draft, [card]),
            "blend": both, "is_taken": is_taken, "history": remark.settlements.exclude(superseded_at=None).select_related("response"),
        }  # fmt: skip
        status = 422 if request.method == "POST" else 200
        return render(request, "admin/campaigns/feedback/remark.html", context, status=status)

    # -- suggested wording ----------------------------------------------------------------------------------------

    def take_view(self, request, object_id: int):
        """One press takes it; where others changed the same place, both sides and a field for what it shall be."""
        remark = self.remark(request, object_id)
        errors, typed = [], None
        if request.method == "POST":
            typed = by_hand(request.POST, remark)
            try:
                taken = take_wording(
                    remark=remark, reason=request.POST.get("reason", ""), by_hand=typed, by=request.user,
                    outcome=Response.Outcome.PARTLY if request.POST.get("partly") else Response.Outcome.TAKEN,
                    instead_of=seen_in(request.POST, [remark]),
                )  # fmt: skip
            except ValidationError as error:
                errors = error.messages
            else:
                messages.success(request, words_on(taken))
                return HttpResponseRedirect(change_url(remark), status=303)
        both = blend_of(remark)
        if both is None:
            messages.error(request, " ".join(errors) or _("There is no working draft with this section."))
            return HttpResponseRedirect(change_url(remark))
        [card] = cards([remark])
        context = self.admin_site.each_context(request) | {
            "title": _("Take the wording of %(ref)s") % {"ref": remark.ref}, "opts": self.opts, "remark": remark, "card": card,
            "proposal": remark.proposal, "draft": remark.draft, "blend": both, "errors": errors, "typed": typed,
            "posted": request.POST,
        }  # fmt: skip
        return render(request, "admin/campaigns/feedback/take.html", context, status=422 if errors else 200)


def blend_of(remark: Feedback):
    """What would come of taking it now; None where there is nothing to take, or nowhere to put it."""
    if not remark.is_wording or remark.section_id is None or (text := working_text(remark)) is None:
        return None
    try:
        return blend(remark=remark, text=text)
    except ValidationError:
        return None


def by_hand(posted, remark: Feedback) -> Written | None:
    if "body" not in posted:
        return None
    return Written(remark.section.key, posted.get("heading", ""), posted["body"], posted.get("opened", ""))


def words_on(taken) -> str:
    if taken.changed_the_text:
        return _("The wording is in the working draft, and the answer “taken” is ready.")
    return _("The working draft said this already. The answer “taken” is ready.")


def change_url(remark: Feedback) -> str:
    return reverse("admin:campaigns_feedback_change", args=[remark.pk])
