from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.translation_admin import PartInline

from ...findable import index_sessions
from ...models import Session, SessionLanguage, SessionPerson, Slot, Topic
from ...schedule.standing import Standing
from ...schedule.words import place_of, when
from .pages import slot_url, tell_clashes
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
    change_form_template = "admin/conference/schedule/session.html"
    page_name = "session"
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

    def after_text_change(self, obj):
        index_sessions(obj.conference)

    def get_queryset(self, request):
        draft = Slot.objects.draft().filter(session=OuterRef("pk"))
        return super().get_queryset(request).annotate(has_slot=Exists(draft))

    @admin.display(description=_("has a time"), boolean=True, ordering="has_slot")
    def is_scheduled(self, obj):
        return obj.has_slot

    def is_released(self, obj):
        return Slot.objects.filter(session=obj, release__isnull=False).exists()

    def has_delete_permission(self, request, obj=None):
        """A session that was published stays; it can be cancelled, or left out of the next release."""
        return super().has_delete_permission(request, obj) and not (obj is not None and self.is_released(obj))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            slots = Slot.objects.draft().filter(session=obj).select_related("conference", "room", "session").in_order()
            context["times"] = [{"words": when_and_where(slot), "url": slot_url(slot)} for slot in slots]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        """Other people may be needed in two places now, so that is said at once."""
        super().save_related(request, form, formsets, change)
        slots = list(Slot.objects.draft().filter(session=form.instance))
        if slots:
            tell_clashes(request, Standing.of(form.instance.conference), *slots)


def when_and_where(slot: Slot) -> str:
    words = [when(slot.conference, slot.starts_at), place_of(slot)]
    return ", ".join(filter(None, words))
