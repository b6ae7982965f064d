"""All remarks as a list of the stock admin, with filters in organizers' words and what can be done with many at once."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from ...feedback.languages import name_of
from ...feedback.lists import ANSWERED, READY, UNANSWERED, with_answer, with_answers, with_words
from ...models import Draft, Feedback, SectionText
from .entering import EnteringPages
from .exporting import ExportPages
from .one import RemarkPages
from .pressing import press_state
from .together import TogetherPages, together_url

LONGEST_EXCERPT = 140
MOST_AT_ONCE = 200
MOST_DRAFTS = 40


class ByAnswer(admin.SimpleListFilter):
    title, parameter_name = _("answer"), "answer"

    def lookups(self, request, model_admin):
        return [
            (UNANSWERED, _("Wants an answer")),
            (READY, _("Answer ready, not published")),
            (ANSWERED, _("Answered")),
        ]

    def queryset(self, request, queryset):
        is_known = self.value() in dict(self.lookup_choices)
        return with_answer(queryset, self.value()) if is_known else queryset


class ByState(admin.SimpleListFilter):
    title, parameter_name = _("state"), "state__exact"

    def lookups(self, request, model_admin):
        return [choice for choice in Feedback.State.choices if choice[0] != Feedback.State.UNCONFIRMED]

    def queryset(self, request, queryset):
        return queryset.filter(state=self.value()) if self.value() in Feedback.State else queryset


class ByLanguage(admin.SimpleListFilter):
    title, parameter_name = _("language"), "language"

    def lookups(self, request, model_admin):
        codes = Feedback.objects.order_by("language").values_list("language", flat=True).distinct()
        return [(code, name_of(code)) for code in codes]

    def queryset(self, request, queryset):
        return queryset.filter(language=self.value()) if self.value() else queryset


class ByDraft(admin.SimpleListFilter):
    title, parameter_name = _("draft"), "on"

    def lookups(self, request, model_admin):
        drafts = Draft.objects.published().filter(pk__in=Feedback.objects.values("draft"))
        newest = drafts.select_related("proposal").order_by("-published_at")[:MOST_DRAFTS]
        return [(str(draft.pk), f"{draft.proposal}: {draft}") for draft in newest]

    def queryset(self, request, queryset):
        is_known = self.value() in dict(self.lookup_choices)
        return queryset.filter(draft=self.value()) if is_known else queryset


@admin.register(Feedback)
class FeedbackAdmin(ExportPages, EnteringPages, RemarkPages, TogetherPages, admin.ModelAdmin):
    list_display = [
        "ref_link",
        "place",
        "kind",
        "said",
        "who",
        "voices",
        "language_in_words",
        "state_in_words",
        "said_at",
    ]
    list_display_links = None
    list_filter = [ByAnswer, ByState, "kind", ByLanguage, "source", ByDraft]
    list_per_page = 50
    list_select_related = ["proposal", "draft", "section"]
    show_full_result_count = False
    search_fields = ["body"]
    ordering = ["-said_at", "-pk"]
    actions = ["answer_together", "let_pass", "hold", "is_spam"]

    def get_queryset(self, request):
        text = SectionText.objects.filter(draft=OuterRef("draft"), section=OuterRef("section"))
        place = Subquery(text.values(words=Concat("number", Value(" "), "heading")))
        return super().get_queryset(request).exclude(state=Feedback.State.UNCONFIRMED).annotate(place_in_words=place)

    def get_search_results(self, request, queryset, search_term):
        return with_words(queryset, search_term), False

    def get_changelist_instance(self, request):
        """Only the list wants to know about answers."""
        changelist = super().get_changelist_instance(request)
        changelist.result_list = with_answers(changelist.result_list, also_ready=True)
        return changelist

    def has_delete_permission(self, request, obj=None):
        return False

    # -- columns --------------------------------------------------------------------------------------------------

    @admin.display(description=_("number"), ordering="number")
    def ref_link(self, obj):
        url = reverse("admin:campaigns_feedback_change", args=[obj.pk])
        return format_html('<a href="{}">{}</a>', url, obj.ref or _("no number"))

    @admin.display(description=_("on"), ordering="draft")
    def place(self, obj):
        return f"{obj.draft}: {obj.place_in_words.strip()}" if obj.section else f"{obj.draft}"

    @admin.display(description=_("what it says"))
    def said(self, obj):
        words = " ".join((obj.body or obj.suggested_body or obj.suggested_heading).split())
        return format_html('<span dir="auto">{}</span>', Truncator(words).chars(LONGEST_EXCERPT))

    @admin.display(description=_("from"))
    def who(self, obj):
        return obj.name or obj.organization or obj.get_source_display()

    @admin.display(description=_("people"), ordering=F("people") + F("supporters"))
    def voices(self, obj):
        return obj.voices

    @admin.display(description=_("language"), ordering="language")
    def language_in_words(self, obj):
        return name_of(obj.language)

    @admin.display(description=_("state"), ordering="state")
    def state_in_words(self, obj):
        if obj.state != Feedback.State.PUBLIC:
            return obj.get_state_display()
        if obj.same_as_id:
            return _("Counted with another one")
        if obj.answer_id is None:
            return _("Wants an answer")
        return _("Answered") if obj.answered_at else _("Answer ready")

    # -- many at once ---------------------------------------------------------------------------------------------

    @admin.action(description=_("Answer, hide or count as one …"), permissions=["change"])
    def answer_together(self, request, queryset):
        return HttpResponseRedirect(together_url(queryset.values_list("pk", flat=True)[:MOST_AT_ONCE]))

    @admin.action(description=_("Publish"), permissions=["change"])
    def let_pass(self, request, queryset):
        self.press(request, queryset, "publish")

    @admin.action(description=_("Hold: take off the site until somebody has looked"), permissions=["change"])
    def hold(self, request, queryset):
        self.press(request, queryset, "hold")

    @admin.action(description=_("It is spam"), permissions=["change"])
    def is_spam(self, request, queryset):
        self.press(request, queryset, "spam")

    def press(self, request, queryset, verb: str) -> None:
        try:
            self.message_user(request, press_state(verb, queryset[:MOST_AT_ONCE], request.user))
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
