from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.translation_admin import TranslatableAdmin

from ..models import Announcement, Page
from ..previews import preview_path
from ..searching import index_where_shown


class PublishableAdmin(TranslatableAdmin):
    """Lists say first what state a text is in; its link shows the page even before readers can see it."""

    list_filter = ["state", "conference", "is_sample"]
    search_fields = ["title", "summary", "body"]
    autocomplete_fields = ["picture"]
    date_hierarchy = None

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_visible else preview_path(obj)

    def after_text_change(self, obj):
        index_where_shown(obj)

    @admin.display(description=_("state"), ordering="state")
    def visibility(self, obj):
        if obj.is_visible:
            return _("Published")
        return _("Draft") if obj.state == "draft" else _("Scheduled")


@admin.register(Page)
class PageAdmin(PublishableAdmin):
    list_display = ["title", "visibility", "conference", "kind", "in_menu", "position"]
    list_editable = ["in_menu", "position"]
    list_select_related = ["conference"]
    list_filter = [*PublishableAdmin.list_filter, "kind"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (_("What readers see"), {"fields": ["title", "summary", "body", "picture"]}),
        (_("Who sees it, and from when"), {"fields": ["state", "publish_at", "leave_quickly", "is_sample"]}),
        (_("Where it is"), {"fields": ["conference", "slug", "kind", "in_menu", "menu_label", "position", "language"]}),
    ]


@admin.register(Announcement)
class AnnouncementAdmin(PublishableAdmin):
    list_display = ["title", "visibility", "conference", "publish_at"]
    list_select_related = ["conference"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (_("What readers see"), {"fields": ["title", "summary", "body", "picture"]}),
        (_("Who sees it, and from when"), {"fields": ["state", "publish_at", "is_sample"]}),
        (_("Where it is"), {"fields": ["conference", "slug", "language"]}),
    ]
