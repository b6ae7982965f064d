"""The audit log in the admin: to be read, never written."""

from django.contrib import admin
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from .models import User

LONGEST_WORD, SHORT = 40, 12


class AuditEntryAdmin(admin.ModelAdmin):
    """Nobody can add, change or delete here: the database refuses it, too."""

    fields = readonly_fields = list_display = ["happened_at", "who", "action", "target", "details"]
    list_display_links = None
    list_filter = ["action"]
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request):
        account = User.objects.filter(pk=OuterRef("actor"))
        name = account.values_list(Coalesce(NullIf("name", Value("")), "email", output_field=CharField()))
        return super().get_queryset(request).annotate(actor_name=Subquery(name))

    @admin.display(description=_("who"), ordering="actor")
    def who(self, entry):
        if entry.actor is None:
            return _("the site itself")
        return entry.actor_name or _("account %(number)d, deleted") % {"number": entry.actor}

    @admin.display(description=_("details"))
    def details(self, entry):
        return ", ".join(f"{name}: {in_short(value)}" for name, value in entry.data.items() if value is not None)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def in_short(value) -> str:
    """Without brackets, and of a hash only its beginning."""
    if isinstance(value, list):
        return " ".join(map(in_short, value))
    text = str(value)
    return text if len(text) <= LONGEST_WORD else f"{text[:SHORT]}…"
