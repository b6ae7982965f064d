"""What the admins of rows of a schedule have in common: each belongs to a conference, and the database decides."""

from django.core.exceptions import ValidationError
from django.urls import reverse

from nisn_site.kit.edit_conflicts import ConflictCheckedForm
from nisn_site.kit.translation_admin import TranslatableAdmin

from ...models import Conference
from ...schedule.refusals import in_plain_words


class ScheduleRowForm(ConflictCheckedForm):
    """`refusal` is what the database said to these very values a moment ago."""

    refusal: ValidationError | None = None

    def clean(self):
        if self.refusal:
            self.add_error(None, self.refusal)
        return super().clean()


class ScheduleRowAdmin(TranslatableAdmin):
    """A row of one conference; which one is chosen once."""

    form = ScheduleRowForm
    list_filter = ["conference"]
    list_select_related = ["conference"]

    def get_queryset(self, request):
        """With what a row's name needs, also where other forms look rows up."""
        return super().get_queryset(request).select_related(*self.list_select_related)

    page_name = ""  # of the page on which readers see such a row

    def view_on_site(self, obj):
        """Readers see it once a release of a conference that is on the site has it."""
        if not self.page_name or not obj.conference.is_public or not self.is_released(obj):
            return None
        return reverse(f"conference:{self.page_name}", args=[obj.conference.slug, obj.slug])

    def is_released(self, obj) -> bool:
        return obj.conference.releases.exists()

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["conference"] if obj else [])]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_changeform_initial_data(self, request):
        current = Conference.objects.filter(is_current=True).values_list("pk", flat=True).first()
        return {"conference": current} | super().get_changeform_initial_data(request)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type("Form", (form,), {"refusal": getattr(request, "refusal", None)})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What only the database sees comes back as a message in the form; nothing typed is lost."""
        try:
            with in_plain_words():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as error:
            request.refusal = error
            return super().changeform_view(request, object_id, form_url, extra_context)
