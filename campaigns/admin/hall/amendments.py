"""Amendments in the admin: one list, and for each the pages to record its decision, write it anew or withdraw it."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from nisn_site.kit.translation_admin import TranslatableAdmin

from ...hall.amended import MisfitError, amendment_sha256
from ...hall.amending import restore_amendment, reword_amendment, withdraw_amendment
from ...hall.asked import Asked, asked, change_now
from ...hall.conference_words import RESULTS
from ...hall.crediting import credit_remark, mark_uncontested, name_mover
from ...hall.deciding import adopted_so_far, decide_amendment, replace_decision
from ...models import Amendment, Decision
from ..pages import sent
from ..publishing import add_errors
from .entering import in_order
from .forms import MotionForm, MoverForm, VoteForm
from .pages import CHANGE, RECORD, addresses, desk_url, doubts, final_text, hall_page, is_sure, is_to_confirm, need


class Outcome(admin.SimpleListFilter):
    title = pgettext_lazy("decision", "result")
    parameter_name = "outcome"

    def lookups(self, request, model_admin):
        return [("open", _("Not decided yet")), *((name, words) for name, words in RESULTS.items() if name != "void")]

    def queryset(self, request, queryset):
        if self.value() == "open":
            return queryset.standing().filter(outcome__isnull=True)
        return queryset.filter(outcome=self.value()) if self.value() else queryset


@admin.register(Amendment)
class AmendmentAdmin(TranslatableAdmin):
    """Nothing is changed on the page of an amendment itself; it leads to the pages where that is done."""

    change_form_template = "admin/campaigns/hall/amendment_form.html"
    actions = None
    list_display = ["name", "proposal", "kind", "number_of_section", "mover", "result", "is_uncontested", "moved_at"]
    list_filter = [Outcome, "kind", "proposal"]
    search_fields = ["mover", "reason", "heading", "body"]
    ordering = ["-proposal__conference__starts_on", "proposal__number", "number"]
    list_select_related = ["proposal", "section"]
    readonly_fields = fields = [
        "name", "proposal", "kind", "heading", "body", "mover", "reason", "from_feedback", "is_uncontested",
        "is_sample", "moved_at", "withdrawn_at", "language",
    ]  # fmt: skip

    def get_queryset(self, request):
        rows = super().get_queryset(request).with_outcome()
        return rows.select_related("proposal__conference", "section", "beside", "draft", "from_feedback")

    def has_add_permission(self, request):
        return False  # they are entered at the desk of the conference

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("amendment"), ordering="number")
    def name(self, obj):
        return obj.name

    @admin.display(description=gettext_lazy("key of the section"))
    def number_of_section(self, obj):
        return obj.section.key

    @admin.display(description=pgettext_lazy("decision", "result"), ordering="outcome")
    def result(self, obj):
        if obj.is_withdrawn:
            return _("Withdrawn")
        return RESULTS[obj.outcome] if obj.outcome else _("Not decided yet")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST":
            messages.info(request, _("Nothing is changed on this page. Use the links on it."))
            return HttpResponseRedirect(request.path)
        quiet = {"show_save": False, "show_save_and_continue": False, "show_save_and_add_another": False}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | quiet)

    # -- pages of one amendment -----------------------------------------------------------------------------------

    def get_urls(self):
        pages = [
            ("record/", "record", self.record_view),
            ("reword/", "reword", self.reword_view),
            ("withdraw/", "withdraw", self.withdraw_view),
            ("contest/", "contest", self.contest_view),
        ]
        return [*addresses(self, "amendment", pages), *super().get_urls()]

    def amendment_at(self, request, object_id: int) -> tuple[Amendment, Asked]:
        amendment = get_object_or_404(self.get_queryset(request), pk=object_id)
        [shown] = asked([amendment])
        return amendment, shown

    def back(self, amendment: Amendment):
        return HttpResponseRedirect(f"{desk_url(amendment.proposal)}#{amendment.name}")

    def record_view(self, request, object_id: int):
        """The decision on an amendment: fill in, look once more, record for good."""
        need(request, RECORD)
        amendment, shown = self.amendment_at(request, object_id)
        final = final_text(amendment.proposal)
        if shown.decision or amendment.is_withdrawn or final is None:
            messages.info(request, why_not(shown))
            return self.back(amendment)
        last = shown.decisions[-1] if shown.decisions else None
        form = VoteForm(
            sent(request), zone=amendment.proposal.conference.zone, replaces=last,
            initial={"seen": amendment_sha256(amendment, final)},
        )  # fmt: skip
        if request.method == "POST" and is_sure(request, form) and (answer := self.record(request, shown, last, form)):
            return answer
        if form.is_bound and form.errors:
            form.data = form.data.copy()
            form.data["seen"] = amendment_sha256(amendment, final)
        change, misfit = change_in_sight(shown, final)
        is_last_step = is_to_confirm(request, form)
        return hall_page(
            self, request, "record_sure" if is_last_step else "record", amendment.proposal,
            title=_("Record the decision: %(name)s") % {"name": amendment.name}, amendment=amendment, one=shown,
            change=change, misfit=misfit, form=form, vote=form.vote() if is_last_step else None,
            has_doubts=is_last_step and doubts(form), status=422 if form.errors else 200,
        )  # fmt: skip

    def record(self, request, shown: Asked, last: Decision | None, form: VoteForm):
        amendment, vote = shown.amendment, form.vote()
        try:
            if last:
                replace_decision(decision=last, vote=vote, organizer=request.user)
            else:
                decide_amendment(amendment=amendment, vote=vote, seen=form.cleaned_data["seen"], organizer=request.user)
        except ValidationError as error:
            if "decision_once_for_an_amendment" in codes_of(error):
                messages.warning(request, _("A decision on %(name)s is recorded already.") % {"name": amendment.name})
                return self.back(amendment)
            add_errors(form, error)
            return None
        words = _("%(name)s: %(result)s. It is recorded.")
        messages.success(request, words % {"name": amendment.name, "result": RESULTS[vote.result]})
        return self.back(amendment)

    def reword_view(self, request, object_id: int):
        """Write it anew; once it is decided, only who moved it can be changed."""
        need(request, CHANGE)
        amendment, shown = self.amendment_at(request, object_id)
        final = final_text(amendment.proposal)
        if not shown.is_open or final is None:
            return self.mover_page(request, amendment, shown)
        texts = in_order(final)
        _change, misfit = change_in_sight(shown, final)
        form = MotionForm(
            sent(request), kind=amendment.kind, texts=texts, section=amendment.section.key,
            initial=beginning(amendment),
        )  # fmt: skip
        if request.method == "POST" and form.is_valid():
            try:
                self.reword(request, amendment, form)
            except ValidationError as error:
                add_errors(form, error)
                if "edit_conflict" in codes_of(error):
                    form.data = form.data.copy()
                    form.data["opened"] = amendment.version
            else:
                messages.success(request, _("%(name)s is saved. Everybody sees it now.") % {"name": amendment.name})
                return self.back(amendment)
        now = next((text for text in texts if text.section_id == amendment.section_id), None)
        return hall_page(
            self, request, "reword", amendment.proposal, title=_("Write anew: %(name)s") % {"name": amendment.name},
            amendment=amendment, one=shown, form=form, misfit=misfit, now=now,
            pending=adopted_so_far(amendment.proposal), status=422 if form.errors else 200,
        )  # fmt: skip

    def reword(self, request, amendment: Amendment, form: MotionForm) -> None:
        values = {name: form.cleaned_data[name] for name in ("mover", "reason")}
        again = reword_amendment(
            amendment=amendment, opened=form.cleaned_data["opened"] or 0, motion=form.motion(), organizer=request.user,
            **values,
        )  # fmt: skip
        if again.is_uncontested != form.cleaned_data["is_uncontested"]:
            mark_uncontested(
                amendment=again, is_uncontested=form.cleaned_data["is_uncontested"], organizer=request.user
            )

    def mover_page(self, request, amendment: Amendment, shown: Asked):
        initial = {"mover": amendment.mover, "remark": amendment.from_feedback and amendment.from_feedback.number}
        form = MoverForm(sent(request), proposal=amendment.proposal, initial=initial)
        if request.method == "POST" and form.is_valid():
            if form.cleaned_data["mover"] != amendment.mover:
                name_mover(amendment=amendment, mover=form.cleaned_data["mover"], organizer=request.user)
            if form.cleaned_data["remark"] != amendment.from_feedback:
                credit_remark(amendment=amendment, remark=form.cleaned_data["remark"], organizer=request.user)
            messages.success(request, _("Saved."))
            return self.back(amendment)
        title = _("Who moved %(name)s") % {"name": amendment.name}
        return hall_page(
            self, request, "mover", amendment.proposal, title=title, amendment=amendment, one=shown, form=form,
            status=422 if form.errors else 200,
        )  # fmt: skip

    def withdraw_view(self, request, object_id: int):
        """Its movers take it back, or somebody takes it over again."""
        need(request, CHANGE)
        amendment, shown = self.amendment_at(request, object_id)
        if request.method != "POST":
            title = _("Withdraw: %(name)s") % {"name": amendment.name}
            return hall_page(self, request, "withdraw", amendment.proposal, title=title, amendment=amendment, one=shown)
        deed = restore_amendment if amendment.is_withdrawn else withdraw_amendment
        try:
            amendment = deed(amendment=amendment, organizer=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            words = _("%(name)s is withdrawn.") if amendment.is_withdrawn else _("%(name)s stands again.")
            messages.success(request, words % {"name": amendment.name})
        return self.back(amendment)

    def contest_view(self, request, object_id: int):
        """One button in the list: nobody is against it, or somebody is."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        need(request, CHANGE)
        amendment = get_object_or_404(self.get_queryset(request), pk=object_id)
        try:
            mark_uncontested(amendment=amendment, is_uncontested=not amendment.is_uncontested, organizer=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return self.back(amendment)


def why_not(shown: Asked) -> str:
    name = {"name": shown.amendment.name}
    if shown.decision:
        return _("A decision on %(name)s is recorded already.") % name
    return (
        _("%(name)s is withdrawn.") if shown.amendment.is_withdrawn else _("No text lies before the conference.")
    ) % name


def change_in_sight(shown: Asked, final):
    """What the amendment changes in the text as it is now, or why that cannot be shown."""
    try:
        change = change_now(shown.amendment, final, adopted_so_far(shown.amendment.proposal))
    except MisfitError as error:
        return shown.change, error
    return change or shown.change, None


def beginning(amendment: Amendment) -> dict:
    names = ("heading", "body", "place", "mover", "reason", "is_uncontested")
    values = {name: getattr(amendment, name) for name in names}
    beside = amendment.beside.key if amendment.beside else ""
    return values | {"beside": beside, "opened": amendment.version, "kind_of_new": amendment.section.kind}


def codes_of(error: ValidationError) -> set[str]:
    by_field = error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
    return {one.code for errors in by_field.values() for one in errors}
