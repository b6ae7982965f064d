from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from nisn_site.kit.edit_conflicts import ConflictCheckedForm

from ...models import OpenTime
from ...schedule.open_space import take_off


@admin.register(OpenTime)
class OpenTimeAdmin(admin.ModelAdmin):
    """Which times are free for participants, and what they put there."""

    form = ConflictCheckedForm
    list_display = ["starts_at", "ends_at", "room", "session"]
    list_filter = ["conference", ("session", admin.EmptyFieldListFilter)]
    list_select_related = ["room__conference", "session"]
    readonly_fields = ["session"]
    actions = ["take_off"]

    @admin.action(description=_("Take the participants’ sessions off the schedule"), permissions=["change"])
    def take_off(self, request, queryset):
        done = 0
        for time in queryset.filter(session__isnull=False).select_related("conference"):
            try:
                take_off(time=time, by=request.user)
                done += 1
            except ValidationError as refusal:
                self.message_user(request, f"{time}: {' '.join(refusal.messages)}", messages.ERROR)
        words = ngettext(
            "%d session was taken off; its time is free.", "%d sessions were taken off; their times are free.", done
        )
        self.message_user(request, words % done, messages.SUCCESS if done else messages.WARNING)
