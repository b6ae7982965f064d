"""Admin for rows with texts: Markdown with preview, both texts on a conflict, and a page to translate on."""

from functools import partial

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .edit_conflicts import ConflictCheckedForm, Versioned
from .markdown_widget import MarkdownTextarea
from .translation import Translatable
from .translation_form import TranslationForm
from .translation_gaps import gaps, gaps_of


class TextFields:
    """Suits the form fields of texts; shared by admins and their inlines."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in getattr(self.model, "markdown_fields", ()):
            kwargs["widget"] = MarkdownTextarea
        elif isinstance(db_field, models.TextField):
            kwargs["widget"] = partial(forms.Textarea, attrs={"rows": 3, "dir": "auto"})()
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and request.resolver_match and request.resolver_match.url_name.endswith("_changelist"):
            field.widget.attrs["aria-label"] = (
                field.label
            )  # in a list the column's heading is no label to a screen reader
        return field


class PartInline(TextFields, admin.StackedInline):
    """A few rows that belong to the object; nobody needs, or may ask for, thousands of empty forms."""

    extra = 0
    max_num = 40

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, **kwargs | {"absolute_max": self.max_num})


class TranslatableAdmin(TextFields, admin.ModelAdmin):
    """`translated_parts` names the related rows that are translated together with the object."""

    change_form_template = "admin/translatable_change_form.html"
    translated_parts: tuple[str, ...] = ()

    def get_form(self, request, obj=None, change=False, **kwargs):
        if issubclass(self.model, Versioned):
            kwargs.setdefault(
                "form", type("Form", (ConflictCheckedForm,), {}) if self.form is forms.ModelForm else self.form
            )
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        """Hand-made fieldsets leave out the version that the form carries; it must go along."""
        fieldsets = super().get_fieldsets(request, obj)
        if not issubclass(self.model, Versioned) or not self.fieldsets:
            return fieldsets
        (name, options), *others = fieldsets
        return [(name, options | {"fields": [*options["fields"], "opened_version"]}), *others]

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_translate"
        view = self.admin_site.admin_view(self.translate_view)
        return [path("<int:object_id>/translate/<str:language>/", view, name=name), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["translation_links"] = self.translation_links(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def translation_links(self, obj) -> list[dict]:
        subjects = self.translation_subjects(obj)
        codes = [code for code, _name in settings.LANGUAGES if code != obj.language]
        return [
            {"name": settings.LANGUAGE_NAMES[code], "url": translate_url(obj, code), "gaps": gaps_of(subjects, code)}
            for code in codes
        ]

    def translation_subjects(self, obj) -> list[Translatable]:
        parts = (part for name in self.translated_parts for part in getattr(obj, name).all())
        return [obj, *parts]

    def after_text_change(self, obj) -> None:
        """Called when the texts of `obj` or their translations were saved."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.after_text_change(form.instance)

    @transaction.atomic
    def translate_view(self, request, object_id: int, language: str):
        obj = get_object_or_404(self.get_queryset(request), pk=object_id)
        if language not in dict(settings.LANGUAGES) or language == obj.language:
            raise Http404("not a language to translate into")
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        form = TranslationForm(request.POST or None, subjects=self.translation_subjects(obj), target=language)
        if request.method == "POST" and form.is_valid():
            count = form.save(translator=request.user)
            self.after_text_change(obj)
            messages.success(request, ngettext("%d text saved.", "%d texts saved.", count) % count)
            return HttpResponseRedirect(change_url(obj))
        context = self.admin_site.each_context(request) | {
            "title": _("Translate into %(language)s") % {"language": settings.LANGUAGE_NAMES[language]},
            "form": form, "original": obj, "opts": self.opts, "back_url": change_url(obj), "target": language,
        }  # fmt: skip
        return render(request, "admin/translate.html", context, status=422 if form.errors else 200)


def change_url(obj) -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def translate_url(obj, language: str) -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_translate", args=[obj.pk, language])


def gap_links(language: str) -> list[dict]:
    """What is missing in a language, each with the page to translate it on.

    Rows without an admin of their own are translated on the page of what they belong to, and link there.
    """
    links = {}
    for one in gaps(language):
        owner = translation_owner(one.subject)
        link = links.setdefault((type(owner), owner.pk), {"owner": owner, "url": translate_url(owner, language)})
        for kind in ("missing", "outdated", "drafts"):
            link[kind] = link.get(kind, 0) + len(getattr(one, kind))
    return list(links.values())


def translation_owner(subject) -> Translatable:
    """The object on whose page this one is translated: itself, or the row it is an inline of."""
    if type(subject) in admin.site._registry:
        return subject
    for model, model_admin in admin.site._registry.items():
        for name in getattr(model_admin, "translated_parts", ()):
            relation = model._meta.get_field(name)
            if relation.related_model is type(subject):
                return getattr(subject, relation.field.name)
    raise LookupError(f"no admin page translates {type(subject).__name__}")
