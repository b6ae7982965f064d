from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.translation_admin import TranslatableAdmin

from ...models import Release


@admin.register(Release)
class ReleaseAdmin(TranslatableAdmin):
    """Only the note can be changed: a slip of the pen, or a translation."""

    list_display = ["number", "conference", "published_at", "published_by", "note"]
    list_select_related = ["conference", "published_by"]
    list_filter = ["conference"]
    readonly_fields = ["conference", "number", "published_at", "published_by"]
    fieldsets = [(_("What readers see"), {"fields": ["conference", "number", "published_at", "note", "language"]})]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
