"""Every decision that was ever recorded, and the page to correct one. Nothing here is changed or deleted."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ...hall.asked import asked
from ...hall.conference_words import RESULTS, votes_in_words
from ...hall.deciding import replace_decision
from ...models import Amendment, Decision
from ..pages import sent
from ..publishing import add_errors
from .forms import VoteForm
from .pages import RECORD, addresses, desk_url, doubts, hall_page, is_sure, is_to_confirm, need


class Standing(admin.SimpleListFilter):
    title = gettext_lazy("standing")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [("yes", _("Stands today")), ("no", _("Replaced or void"))]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.standing()
        return queryset.exclude(pk__in=Decision.objects.standing().values("pk")) if self.value() == "no" else queryset


@admin.register(Decision)
class DecisionAdmin(admin.ModelAdmin):
    change_form_template = "admin/campaigns/hall/decision_form.html"
    actions = None
    list_display = ["about", "proposal", "result_in_words", "method", "votes", "decided_on", "is_replaced", "is_sample"]
    list_filter = [Standing, "result", "method", "proposal"]
    search_fields = ["note"]
    ordering = ["-pk"]
    readonly_fields = fields = [
        "about", "proposal", "result_in_words", "method", "votes", "decided_on", "note", "text", "text_sha256",
        "replaces", "is_sample", "recorded_at", "recorded_by",
    ]  # fmt: skip

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related(
            "amendment", "proposal__conference", "text", "replaces", "replaced_by", "recorded_by"
        )

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("about"))
    def about(self, obj):
        return obj.amendment.name if obj.amendment else _("The text as a whole")

    @admin.display(description=pgettext_lazy("decision", "result"), ordering="result")
    def result_in_words(self, obj):
        return RESULTS[obj.result]

    @admin.display(description=gettext_lazy("votes"))
    def votes(self, obj):
        return votes_in_words(obj)

    @admin.display(description=gettext_lazy("replaced"), boolean=True)
    def is_replaced(self, obj):
        return hasattr(obj, "replaced_by")

    # -- a correction ---------------------------------------------------------------------------------------------

    def get_urls(self):
        return [*addresses(self, "decision", [("correct/", "correct", self.correct_view)]), *super().get_urls()]

    def correct_view(self, request, object_id: int):
        """A new row that takes the place of this one: fill in, look once more, record for good."""
        need(request, RECORD)
        decision = get_object_or_404(self.get_queryset(request), pk=object_id)
        if hasattr(decision, "replaced_by"):
            messages.info(request, _("This record is replaced already. Correct the one that took its place."))
            return HttpResponseRedirect(desk_url(decision.proposal))
        names = ("result", "method", "decided_on", "votes_for", "votes_against", "abstained", "eligible")
        form = VoteForm(
            sent(request), zone=decision.proposal.conference.zone, replaces=decision,
            initial={name: getattr(decision, name) for name in names},
        )  # fmt: skip
        if request.method == "POST" and is_sure(request, form):
            try:
                replace_decision(decision=decision, vote=form.vote(), organizer=request.user)
            except ValidationError as error:
                add_errors(form, error)
            else:
                messages.success(
                    request, _("The correction is recorded. The earlier record stays, and everybody sees both.")
                )
                return HttpResponseRedirect(desk_url(decision.proposal))
        is_last_step = is_to_confirm(request, form)
        about = self.about(decision)
        return hall_page(
            self, request, "correct_sure" if is_last_step else "correct", decision.proposal,
            title=_("Correct the record: %(about)s") % {"about": about}, decision=decision, about=about, form=form,
            one=self.asked_about(decision), vote=form.vote() if is_last_step else None,
            has_doubts=is_last_step and doubts(form), status=422 if form.errors else 200,
        )  # fmt: skip

    def asked_about(self, decision: Decision):
        rows = Amendment.objects.filter(pk=decision.amendment_id).select_related(
            "section", "beside", "draft", "proposal"
        )
        return next(iter(asked(rows)), None)
