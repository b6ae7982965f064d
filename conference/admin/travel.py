from django.contrib import admin

from nisn_site.kit.translation_admin import TranslatableAdmin

from ..models import HousingOption, RecordedFact, TravelOption, Venue
from ..searching import index_where_shown


class SearchedAdmin(TranslatableAdmin):
    """For rows that are read on a page: saving or deleting one renews what the search knows of that page."""

    list_filter = ["conference"]

    def after_text_change(self, obj):
        index_where_shown(obj)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        index_where_shown(obj)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.delete_model(request, obj)


@admin.register(TravelOption)
class TravelOptionAdmin(SearchedAdmin):
    list_display = ["title", "section", "conference", "checked_on", "is_sample", "position"]
    list_editable = ["position"]
    list_select_related = ["conference"]
    list_filter = ["conference", "section", "is_sample"]
    search_fields = ["title", "body"]


@admin.register(HousingOption)
class HousingOptionAdmin(SearchedAdmin):
    list_display = ["name", "kind", "conference", "checked_on", "is_sample", "position"]
    list_editable = ["position"]
    list_select_related = ["conference"]
    list_filter = ["conference", "is_sample"]
    search_fields = ["name", "address"]


@admin.register(RecordedFact)
class RecordedFactAdmin(SearchedAdmin):
    list_display = ["label", "certainty", "conference", "source", "position"]
    list_editable = ["position"]
    list_select_related = ["conference"]
    list_filter = ["conference", "certainty"]
    search_fields = ["label", "value", "source"]


@admin.register(Venue)
class VenueAdmin(TranslatableAdmin):
    list_display = ["name", "city", "region"]
    search_fields = ["name", "city"]
    autocomplete_fields = ["map_picture"]
