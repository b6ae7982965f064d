from django.contrib import admin
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from ...models import Slot
from ...schedule.days import day_of
from ...schedule.words import clocks, day_name
from .board import BoardPages
from .day_tools import DayTools
from .pages import slot_url
from .publishing import ReleasePages
from .rows import ScheduleRowAdmin
from .slot_pages import SlotPages


@admin.register(Slot)
class SlotAdmin(ReleasePages, DayTools, SlotPages, BoardPages, ScheduleRowAdmin):
    """The draft: a board to arrange it on, and a plain list. A row of the list opens the page of that slot."""

    change_list_template = "admin/conference/schedule/slots.html"
    list_display = ["session", "room", "day", "hours", "cancelled", "conference"]
    list_select_related = ["session", "room", "conference"]
    list_filter = ["conference", "cancelled"]
    search_fields = ["session__title", "room__name"]
    actions = None

    def get_queryset(self, request):
        return super().get_queryset(request).filter(release__isnull=True)

    @admin.display(description=_("day"), ordering="starts_at")
    def day(self, obj):
        return day_name(day_of(obj.conference, obj.starts_at))

    @admin.display(description=_("hours"), ordering="starts_at")
    def hours(self, obj):
        return clocks(obj.conference, obj.starts_at, obj.ends_at)

    def has_add_permission(self, request):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        slot = self.get_object(request, object_id)
        if slot is None:
            return super().change_view(request, object_id, form_url, extra_context)
        return HttpResponseRedirect(slot_url(slot))
