from django.contrib import admin

from nisn_site.kit.translation_admin import PartInline, TranslatableAdmin

from ..models import Network, PhoneLine, Term
from ..searching import index_where_shown


class PhoneLineInline(PartInline):
    model = PhoneLine


@admin.register(Network)
class NetworkAdmin(TranslatableAdmin):
    inlines = [PhoneLineInline]
    translated_parts = ("phones",)
    list_display = ["name", "email"]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Network.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Term)
class TermAdmin(TranslatableAdmin):
    list_display = ["term", "meaning"]
    search_fields = ["term", "meaning"]
    prepopulated_fields = {"slug": ["term"]}

    def after_text_change(self, obj):
        index_where_shown(obj)
