from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ...models import Organization, Person
from .rows import ScheduleRowAdmin


@admin.register(Organization)
class OrganizationAdmin(ScheduleRowAdmin):
    list_display = ["name", "city", "conference"]
    search_fields = ["name", "city"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (_("What readers see"), {"fields": ["name", "city", "about", "website"]}),
        (_("Where it is"), {"fields": ["conference", "slug", "language"]}),
    ]


@admin.register(Person)
class PersonAdmin(ScheduleRowAdmin):
    list_display = ["name", "organization", "is_named", "conference"]
    list_filter = ["conference", "is_named"]
    list_select_related = ["conference", "organization__conference"]
    search_fields = ["name", "organization__name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["organization"]
    fieldsets = [
        (_("What readers see"), {"fields": ["name", "is_named", "pronouns", "organization", "about"]}),
        (_("How they are counted"), {"fields": ["is_collective"]}),
        (_("Where they are"), {"fields": ["conference", "slug", "language"]}),
    ]
