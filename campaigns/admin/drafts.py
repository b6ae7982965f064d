from datetime import datetime

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nisn_site.kit.tags import long_date
from nisn_site.kit.translation_admin import TranslatableAdmin, change_url

from ..drafting.discarding import discard_draft
from ..findable import index_draft
from ..models import Draft
from ..refusals import in_plain_words
from .feedback.sections import FeedbackPages
from .publishing import PublishingPages
from .writing import WritingPages

WHEN = {"published_when": "published_at", "closes_when": "feedback_closes_at", "fingerprint": "content_sha256"}


def moment_in_words(moment: datetime | None, draft: Draft) -> str:
    """In the time of the conference, as readers see it."""
    if moment is None:
        return ""
    local = moment.astimezone(draft.proposal.conference.zone)
    return f"{long_date(local.date())}, {time_format(local, 'TIME_FORMAT')} ({local.tzname()})"


@admin.register(Draft)
class DraftAdmin(WritingPages, PublishingPages, FeedbackPages, TranslatableAdmin):
    """One draft: what it is, and the ways to what can be done with it. Nothing is changed on this page itself."""

    change_form_template = "admin/campaigns/draft/change_form.html"
    translated_parts = ("texts",)
    actions = None
    list_display = ["__str__", "proposal", "state_in_words", "published_when", "closes_when"]
    list_filter = ["state", "proposal__conference"]
    search_fields = ["label", "proposal__title"]
    ordering = ["-proposal__conference__starts_on", "proposal__number", "-number"]
    list_select_related = ["proposal__conference"]
    fields = [
        "proposal", "number", "state_in_words", "kind", "published_when", "closes_when", "plain_summary", "change_summary",
        "withdrawn_reason", "language", "fingerprint",
    ]  # fmt: skip
    readonly_fields = fields

    def after_text_change(self, obj):
        if obj.state == obj.State.CURRENT:
            index_draft(obj)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("proposal__conference", "previous")

    def has_add_permission(self, request):
        return False  # drafts are started from their proposal

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or not obj.is_published)

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_published and obj.proposal.conference.is_public else None

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_in_words(self, obj):
        return obj.get_state_display()

    @admin.display(description=gettext_lazy("published"), ordering="published_at")
    def published_when(self, obj):
        return moment_in_words(obj.published_at, obj)

    @admin.display(description=gettext_lazy("feedback closes"), ordering="feedback_closes_at")
    def closes_when(self, obj):
        return moment_in_words(obj.feedback_closes_at, obj)

    @admin.display(description=gettext_lazy("fingerprint of the text (SHA-256)"))
    def fingerprint(self, obj):
        return obj.content_sha256

    def get_fieldsets(self, request, obj=None):
        """Leaves out what says nothing yet."""
        shown = [name for name in self.fields if not obj or getattr(obj, WHEN.get(name, name), True) not in ("", None)]
        return [(None, {"fields": shown})]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST":
            messages.info(request, _("Nothing is changed on this page. Use the links on it."))
            return HttpResponseRedirect(request.path)
        nothing_to_save = {
            "title": _("Draft"),
            "show_save": False,
            "show_save_and_continue": False,
            "show_save_and_add_another": False,
        }
        return super().change_view(request, object_id, form_url, (extra_context or {}) | nothing_to_save)

    def delete_model(self, request, obj):
        discard_draft(draft=obj)

    def delete_view(self, request, object_id, extra_context=None):
        try:
            with in_plain_words():
                return super().delete_view(request, object_id, extra_context)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            draft = Draft.objects.filter(pk=object_id).first()
            return HttpResponseRedirect(change_url(draft) if draft else "../../")
