from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ...models import Room
from .rows import ScheduleRowAdmin


@admin.register(Room)
class RoomAdmin(ScheduleRowAdmin):
    page_name = "room"
    list_display = ["name", "conference", "capacity", "step_free", "is_shared", "is_open_space", "position"]
    list_editable = ["position"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (_("What readers see"), {"fields": ["name", "floor", "capacity", "step_free", "access_notes"]}),
        (_("How it is used"), {"fields": ["is_shared", "is_open_space"]}),
        (_("Where it is"), {"fields": ["conference", "slug", "position", "language"]}),
    ]
