from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.translation_admin import PartInline

from ...models import Session, SessionLanguage, SessionPerson, Slot, Topic
from .rows import ScheduleRowAdmin


@admin.register(Topic)
class TopicAdmin(ScheduleRowAdmin):
    list_display = ["name", "conference", "position"]
    list_editable = ["position"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


class LanguageInline(PartInline):
    model = SessionLanguage


class PersonInline(PartInline):
    model = SessionPerson
    autocomplete_fields = ["person", "organization"]


@admin.register(Session)
class SessionAdmin(ScheduleRowAdmin):
    inlines = [LanguageInline, PersonInline]
    list_display = ["title", "kind", "is_scheduled", "conference", "is_sample"]
    list_filter = ["conference", "kind", "topic", "is_set_aside", "is_open_space", "is_sample"]
    search_fields = ["title", "summary", "people__person__name"]
    autocomplete_fields = ["topic"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (_("What readers see"), {"fields": ["title", "kind", "topic", "summary", "goal", "bring", "body"]}),
        (_("Place, photos"), {"fields": ["place", "press", "press_note"]}),
        (_("For planning"), {"fields": ["expected_people", "is_set_aside", "is_open_space", "is_sample"]}),
        (_("Where it is"), {"fields": ["conference", "slug", "language"]}),
    ]

    def get_queryset(self, request):
        draft = Slot.objects.draft().filter(session=OuterRef("pk"))
        return super().get_queryset(request).annotate(has_slot=Exists(draft))

    @admin.display(description=_("has a time"), boolean=True, ordering="has_slot")
    def is_scheduled(self, obj):
        return obj.has_slot

    def has_delete_permission(self, request, obj=None):
        """A session that was published stays; it can be cancelled, or left out of the next release."""
        was_published = obj is not None and Slot.objects.filter(session=obj, release__isnull=False).exists()
        return super().has_delete_permission(request, obj) and not was_published
