from django.contrib import admin

from ...models import Slot
from .rows import ScheduleRowAdmin


@admin.register(Slot)
class SlotAdmin(ScheduleRowAdmin):
    """The draft as a plain list; it is arranged on the board."""

    list_display = ["session", "room", "starts_at", "ends_at", "cancelled", "conference"]
    list_select_related = ["session", "room", "conference"]
    list_filter = ["conference", "room", "cancelled"]
    search_fields = ["session__title"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(release__isnull=True)

    def has_add_permission(self, request):
        return False
