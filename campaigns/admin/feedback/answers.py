"""Answers as a list; one that is not published can be changed and undone on its page."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nisn_site.kit.translation_admin import TranslatableAdmin

from ...feedback.answering import change_answer, take_out, undo_answer
from ...feedback.lists import numbers_in
from ...feedback.releasing import release_answers
from ...models import Response
from ..pages import sent
from ..publishing import add_errors
from .forms import AnswerForm


class OpenedAnswerForm(AnswerForm):
    opened_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class ByPublication(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("published"), "published"

    def lookups(self, request, model_admin):
        return [("no", gettext_lazy("Ready, not published")), ("yes", gettext_lazy("Published"))]

    def queryset(self, request, queryset):
        chosen = {"no": queryset.ready, "yes": queryset.published}.get(self.value())
        return chosen() if chosen else queryset


@admin.register(Response)
class ResponseAdmin(TranslatableAdmin):
    actions = None
    list_display = ["outcome", "said", "settles", "proposal", "is_public", "shown_in"]
    list_display_links = ["outcome", "said"]
    list_filter = [ByPublication, "outcome", "proposal"]
    list_select_related = ["proposal", "shown_in"]
    search_fields = ["reason"]
    ordering = ["-pk"]

    def get_queryset(self, request):
        live = Count("settlements", filter=Q(settlements__superseded_at=None))
        return super().get_queryset(request).annotate(settles_count=live)

    def has_add_permission(self, request):
        return False  # answers begin at what they answer

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("answer"))
    def said(self, obj):
        return Truncator(obj.reason).chars(120) or _("Without words")

    @admin.display(description=gettext_lazy("remarks"), ordering="settles_count")
    def settles(self, obj):
        return obj.settles_count

    @admin.display(description=gettext_lazy("public"), boolean=True)
    def is_public(self, obj):
        return obj.is_published

    def change_view(self, request, object_id, form_url="", extra_context=None):
        response = self.answer(request, object_id)
        form, errors = self.answer_form(request, response), []
        if request.method == "POST":
            try:
                if reply := self.act(request, response, form):
                    return reply
            except ValidationError as error:
                errors = add_errors(form, error) or [] if form.is_bound else error.messages
                response = self.answer(request, object_id)
        settlements = response.settlements.select_related("feedback__draft", "feedback__section").order_by(
            "feedback__number"
        )
        context = self.admin_site.each_context(request) | {
            "title": _("Answer"), "opts": self.opts, "response": response, "form": form, "errors": errors, "settlements": settlements,
            "proposal": response.proposal, "translation_links": self.translation_links(response),
        }  # fmt: skip
        status = 422 if request.method == "POST" else 200
        return render(request, "admin/campaigns/feedback/answer.html", context, status=status)

    def answer(self, request, object_id) -> Response:
        key = object_id if str(object_id).isascii() and str(object_id).isdigit() and len(str(object_id)) < 19 else None
        found = self.get_queryset(request).select_related("proposal__conference", "section", "shown_in")
        response = get_object_or_404(found, pk=key)
        if not self.has_change_permission(request, response):
            raise PermissionDenied
        return response

    def answer_form(self, request, response: Response) -> OpenedAnswerForm:
        remark = response.settlements.select_related("feedback__draft").first().feedback
        remark.draft.proposal = response.proposal
        initial = {"outcome": response.outcome, "reason": response.reason, "opened_version": response.version}
        initial["language"] = response.language
        initial["section"] = response.section.key if response.section else ""
        posted = sent(request) if request.POST.get("do") == "save" else None
        return OpenedAnswerForm(posted, draft=remark.draft, initial=initial)

    def act(self, request, response: Response, form: OpenedAnswerForm):
        verb, _colon, key = request.POST.get("do", "").partition(":")
        match verb:
            case "save" if form.is_valid():
                change_answer(response=response, by=request.user, **form.cleaned_data)
                words, url = _("The answer is saved."), request.path
            case "undo":
                undo_answer(response=response, by=request.user)
                words, url = _("The answer is undone. Its remarks want one again."), changelist_url()
            case "publish":
                release_answers(proposal=response.proposal, only=response, by=request.user)
                words, url = _("The answer is public now."), request.path
            case "out":
                for settlement in response.settlements.live().filter(feedback__number__in=numbers_in(key)):
                    take_out(response=response, remark=settlement.feedback, by=request.user)
                words = _("The answer does not count for it any more.")
                url = request.path if Response.objects.filter(pk=response.pk).exists() else changelist_url()
            case _:
                return None
        messages.success(request, words)
        return HttpResponseRedirect(url, status=303)


def changelist_url() -> str:
    return reverse("admin:campaigns_response_changelist")
