"""Points of Unity in the admin: their titles and sentences, and those of other years that are only known."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy

from nisn_site.kit.translation_admin import TranslatableAdmin

from ...findable import index_points
from ...models import PointOfUnity, UnityStatement
from ...refusals import in_plain_words


class RefusingAdmin(TranslatableAdmin):
    """What only the database refuses comes back as a message, and nothing is stored."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            with in_plain_words():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), level="error")
            return HttpResponseRedirect(request.path)


class EarlierPoint(forms.ModelChoiceField):
    def label_from_instance(self, point):
        return f"{point.statement.year}: {point}"


@admin.register(UnityStatement)
class UnityStatementAdmin(RefusingAdmin):
    list_display = ["year", "title", "conference", "certainty", "is_public"]
    list_select_related = ["conference"]
    fieldsets = [
        (gettext_lazy("What readers see"), {"fields": ["title", "introduction", "is_public", "is_sample"]}),
        (gettext_lazy("Where it is"), {"fields": ["year", "conference", "language"]}),
        (gettext_lazy("How sure we are"), {"fields": ["certainty", "source"]}),
    ]

    def after_text_change(self, obj):
        index_points(obj)

    def view_on_site(self, obj):
        return obj.get_absolute_url() if UnityStatement.objects.on_site().filter(pk=obj.pk).exists() else None

    def get_readonly_fields(self, request, obj=None):
        """The address of points that are there stays."""
        return ["year", "conference"] if obj and obj.points.exists() else []

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.points.exists())


@admin.register(PointOfUnity)
class PointOfUnityAdmin(RefusingAdmin):
    list_display = ["number", "title", "statement", "side", "is_adopted"]
    list_display_links = ["number", "title"]
    list_filter = ["statement"]
    search_fields = ["title", "sentence"]
    list_select_related = ["statement"]
    fieldsets = [
        (gettext_lazy("What posters say"), {"fields": ["title", "sentence", "side", "change"]}),
        (gettext_lazy("Which point it is"), {"fields": ["statement", "number", "same_as", "language"]}),
    ]

    def after_text_change(self, obj):
        index_points(obj.statement)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("statement")

    def view_on_site(self, obj):
        return obj.get_absolute_url() if PointOfUnity.objects.on_site().filter(pk=obj.pk).exists() else None

    @admin.display(description=gettext_lazy("adopted"), boolean=True)
    def is_adopted(self, obj):
        return obj.decision_id is not None

    def get_readonly_fields(self, request, obj=None):
        return ["statement", "number"] if obj else []

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.decision_id)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "same_as":
            kwargs["queryset"] = PointOfUnity.objects.in_order().select_related("statement")
            kwargs["form_class"] = EarlierPoint
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
