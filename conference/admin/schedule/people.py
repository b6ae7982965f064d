from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from nisn_site.kit.privacy.forgetting import forget_in_admin

from ...models import Organization, Person
from ...schedule.forgetting import forget_person
from .rows import ScheduleRowAdmin


@admin.register(Organization)
class OrganizationAdmin(ScheduleRowAdmin):
    page_name = "organization"
    list_display = ["name", "city", "conference"]
    search_fields = ["name", "city"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (_("What readers see"), {"fields": ["name", "city", "about", "website"]}),
        (_("Where it is"), {"fields": ["conference", "slug", "language"]}),
    ]

    def is_released(self, obj):
        return obj.appearances.exists()


@admin.register(Person)
class PersonAdmin(ScheduleRowAdmin):
    page_name = "person"
    list_display = ["name", "organization", "is_named", "conference"]
    list_filter = ["conference", "is_named"]
    list_select_related = ["conference", "organization__conference"]
    search_fields = ["name", "organization__name"]
    actions = ["remove_names"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["organization"]
    fieldsets = [
        (_("What readers see"), {"fields": ["name", "is_named", "pronouns", "organization", "about"]}),
        (_("How they are counted"), {"fields": ["is_collective"]}),
        (_("Where they are"), {"fields": ["conference", "slug", "language"]}),
    ]

    def is_released(self, obj):
        return obj.is_named and obj.appearances.exists()

    @admin.action(description=_("Remove their names, for good"), permissions=["change"])
    def remove_names(self, request, queryset):
        """For people who ask: what was published stays, but nobody can tell who it was."""
        for person in queryset:
            forget_person(person)
            forget_in_admin([person])
            self.log_change(request, person, _("Removed the name."))
        words = ngettext("%d name is removed.", "%d names are removed.", len(queryset)) % len(queryset)
        messages.success(request, words)
