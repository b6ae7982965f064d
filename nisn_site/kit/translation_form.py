"""The translators' form: all texts of an object and its parts, source and translation side by side."""

from functools import partial

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .markdown_widget import MarkdownTextarea
from .translation import Translation, fingerprint


class TranslationForm(forms.Form):
    """Translations of some objects into one language; must live inside a transaction, since it locks them."""

    is_reviewed = forms.BooleanField(
        label=gettext_lazy("Show on the site"),
        required=False,
        help_text=gettext_lazy("Leave empty while somebody still has to read it. Readers see the original until then."),
    )

    def __init__(self, data=None, *, subjects, target: str):
        super().__init__(data)
        self.target = target
        self.rows = {}
        rows = Translation.objects.select_for_update(of=("self",)).filter(language=target).of(subjects)
        existing = {(row.content_type_id, row.object_id, row.field): row for row in rows.select_related("content_type")}
        by_name = {(row.content_type.model, *key[1:]): row for key, row in existing.items()}
        for subject in subjects:
            for name in filter(partial(getattr, subject), subject.translated_fields):
                key = (subject._meta.model_name, subject.pk, name)
                self.add_row("-".join(map(str, key)), subject, name, by_name.get(key))
        self.fields["is_reviewed"].initial = {row.state for row in existing.values()} == {Translation.State.REVIEWED}

    def add_row(self, key: str, subject, name: str, translation) -> None:
        text, source = translation.text if translation else "", getattr(subject, name)
        is_outdated = bool(translation) and translation.source_fingerprint != fingerprint(source)
        self.fields[key] = self.text_field(subject, name, text)
        self.fields[f"opened-{key}"] = forms.CharField(
            initial=fingerprint(text), required=False, widget=forms.HiddenInput
        )
        if is_outdated:
            self.fields[f"right-{key}"] = forms.BooleanField(
                label=_("I read both: the translation is still right"), required=False
            )
        self.rows[key] = {
            "subject": subject, "name": name, "text": text, "source": source, "is_outdated": is_outdated,
            "translation": translation,
        }  # fmt: skip

    def text_field(self, subject, name: str, text: str) -> forms.CharField:
        model_field = subject._meta.get_field(name)
        attrs = {"lang": self.target, "dir": "auto"}
        if name in subject.markdown_fields:
            widget = MarkdownTextarea(attrs)
        elif isinstance(model_field, models.TextField):
            widget = forms.Textarea(attrs | {"rows": 4})
        else:
            widget = forms.TextInput(attrs)
        return forms.CharField(
            label=model_field.verbose_name,
            initial=text,
            required=False,
            max_length=model_field.max_length,
            widget=widget,
        )

    def bound_rows(self):
        """For the template: each text with its source, its field and what goes along with it."""
        for key, row in self.rows.items():
            right = self[f"right-{key}"] if row["is_outdated"] else None
            yield row | {"field": self[key], "opened": self[f"opened-{key}"], "right": right}

    def clean(self):
        """Refuse to overwrite a translation that somebody saved since this page was opened."""
        for key, row in self.rows.items():
            opened = self.cleaned_data.get(f"opened-{key}")
            if opened and opened != fingerprint(row["text"]) and self.cleaned_data.get(key) != row["text"]:
                words = _(
                    "Somebody else saved this while you were writing: “%(text)s”. Copy what you want to keep, then save again."
                )
                self.add_error(key, words % {"text": row["text"]})
                self.data = self.data.copy()
                self.data[f"opened-{key}"] = fingerprint(row["text"])
        return self.cleaned_data

    def save(self, *, translator) -> int:
        """Store the texts and return how many there are; an outdated one stays so unless changed or confirmed."""
        state = Translation.State.REVIEWED if self.cleaned_data["is_reviewed"] else Translation.State.DRAFT
        for key, row in self.rows.items():
            text = self.cleaned_data[key]
            if row["is_outdated"] and text == row["text"] and not self.cleaned_data[f"right-{key}"]:
                Translation.objects.filter(pk=row["translation"].pk).update(state=state)
            else:
                row["subject"].translate(row["name"], self.target, text, state=state, translator=translator)
        return sum(bool(self.cleaned_data[key]) for key in self.rows)
