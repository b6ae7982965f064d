from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nisn_site.kit.translation_admin import PartInline, TranslatableAdmin, change_url

from ..copying import copy_conference
from ..models import Action, Conference, MainPage
from .schedule_import import ScheduleImportPages


class ActionInline(PartInline):
    model = Action


@admin.register(MainPage)
class MainPageAdmin(TranslatableAdmin):
    """One of the four main pages of a conference."""

    inlines = [ActionInline]
    translated_parts = ("actions",)
    list_display = ["heading", "phase", "conference"]
    list_filter = ["conference", "phase"]
    list_select_related = ["conference"]

    def view_on_site(self, obj):
        return obj.conference.get_absolute_url()


class CopyForm(forms.Form):
    slug = forms.CharField(
        label=gettext_lazy("Year in the address"),
        max_length=20,
        help_text=gettext_lazy("For example 2008 or 2008-fall."),
    )
    starts_on = forms.DateField(
        label=gettext_lazy("First day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("The last day follows from it."),
    )


@admin.register(Conference)
class ConferenceAdmin(ScheduleImportPages, TranslatableAdmin):
    change_form_template = "admin/conference/conference/change_form.html"
    list_display = ["__str__", "phase", "is_current", "is_public", "starts_on", "place_line"]
    autocomplete_fields = ["venue"]
    fieldsets = [
        (
            gettext_lazy("What, where, when"),
            {"fields": ["name", "theme", "summary", "starts_on", "ends_on", "time_zone", "city", "region", "venue"]},
        ),
        (gettext_lazy("The schedule"), {"fields": ["day_starts_at", "open_space_code"]}),
        (gettext_lazy("What people see now"), {"fields": ["phase", "is_public", "is_current"]}),
        (gettext_lazy("Address and color"), {"fields": ["slug", "accent", "language"]}),
    ]

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_public else None

    def get_urls(self):
        view = self.admin_site.admin_view(self.copy_view)
        return [path("<int:object_id>/copy/", view, name="conference_conference_copy"), *super().get_urls()]

    def copy_view(self, request, object_id: int):
        """Copy a conference to a new year, after saying what comes along and what does not."""
        source = get_object_or_404(Conference, pk=object_id)
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = CopyForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and (copy := self.copied(form, source)):
            words = _("%(copy)s is made. Only organizers see it until you put it on the site.")
            messages.success(request, words % {"copy": copy})
            return HttpResponseRedirect(change_url(copy))
        context = self.admin_site.each_context(request) | {
            "title": _("Copy %(conference)s to a new year") % {"conference": source},
            "form": form, "original": source, "opts": self.opts, "back_url": change_url(source),
        }  # fmt: skip
        return render(request, "admin/conference/conference/copy.html", context, status=422 if form.errors else 200)

    def copied(self, form, source) -> Conference | None:
        try:
            return copy_conference(source=source, **form.cleaned_data)
        except ValidationError as error:
            for field, messages_ in error.message_dict.items():
                form.add_error(field if field in form.fields else None, messages_)
            return None
