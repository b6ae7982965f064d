"""Who agrees with a remark or follows a proposal and was held for a person: let them pass, or delete them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from nisn_site.kit.audit import record
from nisn_site.kit.deeds.confirming import release

from ...feedback.following_pages import following
from ...feedback.support_pages import support
from ...models import Follower, Support


class DeedAdmin(admin.ModelAdmin):
    """A list to look at, without addresses. `pages` are those of the deed."""

    pages = None
    list_filter = ["stage"]
    list_display_links = None
    actions = ["let_pass", "delete_selected"]
    show_full_result_count = False
    ordering = ["-created_at"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and obj is None

    @admin.action(description=_("Let pass: they count, or get our mail first"), permissions=["change"])
    def let_pass(self, request, queryset):
        held = list(queryset.held())
        for deed in held:
            release(pages=self.pages, deed=deed)
        record(request.user, f"{self.opts.model_name}.released", None, {"number": len(held)})
        count = len(held)
        self.message_user(request, ngettext("%d of them passes.", "%d of them pass.", count) % count)


@admin.register(Support)
class SupportAdmin(DeedAdmin):
    pages = support
    list_display = ["feedback", "stage", "held_for", "created_at"]
    list_select_related = ["feedback"]


@admin.register(Follower)
class FollowerAdmin(DeedAdmin):
    pages = following
    list_display = ["proposal", "stage", "held_for", "wants_reminder", "language", "created_at"]
    list_select_related = ["proposal"]
