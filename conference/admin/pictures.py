from django import forms
from django.contrib import admin
from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.translation_admin import TranslatableAdmin

from ..models import Picture
from ..picture_intake import open_upload, remove_files, store


class PictureForm(forms.ModelForm):
    upload = forms.FileField(
        label=_("picture file"),
        help_text=_(
            "JPEG, PNG or WebP, up to 8 MB. We make small copies and throw away the file with all it says about place, camera and owner."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    class Meta:
        model = Picture
        fields = ["alt", "is_decorative", "credit", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["upload"]  # another picture is another row: pages keep what they were given

    def clean_upload(self):
        return open_upload(self.cleaned_data["upload"])

    def save(self, commit=True):
        if image := self.cleaned_data.get("upload"):
            store(self.instance, image)
        return super().save(commit)


@admin.register(Picture)
class PictureAdmin(TranslatableAdmin):
    form = PictureForm
    list_display = ["thumbnail", "__str__", "credit", "added_at"]
    list_display_links = ["thumbnail", "__str__"]
    search_fields = ["alt", "credit"]
    readonly_fields = ["thumbnail"]

    def get_fields(self, request, obj=None):
        return ["thumbnail" if obj else "upload", *PictureForm.Meta.fields]

    @admin.display(description=_("picture"))
    def thumbnail(self, obj):
        return format_html('<img src="{}" alt="" width="120">', obj.fallback_url)

    def delete_model(self, request, obj):
        names = obj.names()
        super().delete_model(request, obj)
        transaction.on_commit(lambda: remove_files(names))

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.delete_model(request, obj)
