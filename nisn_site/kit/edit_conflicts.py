"""Two organizers edit the same thing: the second one sees both texts, and nothing is lost.

The stock admin lets the later save silently undo the earlier one. Here every form carries the version it was
made from; the row is locked while the form is checked, so the answer is right also when both press at once.
"""

from django import forms
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _


class Versioned(models.Model):
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        self.version += 1
        if update_fields is not None:
            update_fields = {*update_fields, "version"}
        super().save(*args, update_fields=update_fields, **kwargs)


class ConflictCheckedForm(forms.ModelForm):
    """A model form that refuses to overwrite what somebody saved since it was opened.

    Must be validated inside a transaction (the admin does), since it locks the row until the save.
    """

    opened_version = forms.IntegerField(widget=forms.HiddenInput, required=False, label="")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opened_version"].initial = self.instance.version

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and (now := self.saved_since()):
            self.add_error(None, forms.ValidationError(self.both_texts(now), code="edit_conflict"))
            # Pressing Save again, after reading both, is a decision: it then applies to the newer version.
            self.data = self.data.copy()
            self.data[self.add_prefix("opened_version")] = str(now.version)
        return cleaned

    def saved_since(self):
        """The row as it is now, locked, if somebody saved it after this form was opened."""
        now = type(self.instance)._default_manager.select_for_update(of=("self",)).get(pk=self.instance.pk)
        if now.version == self.cleaned_data.get("opened_version"):
            self.instance.version = now.version
            return None
        self.instance.version = now.version
        return now

    def both_texts(self, now):
        rows = [
            (self.fields[name].label or name, now.serializable_value(name))
            for name in self.cleaned_data
            if hasattr(now, name) and name in self.changed_from(now)
        ]
        listed = format_html_join("", "<li><strong>{}</strong>: {}</li>", rows)
        return format_html(
            "<p>{}</p><ul>{}</ul><p>{}</p>",
            _(
                "Somebody else saved this while you were writing. Nothing of yours is lost: it is still in the form below. They saved:"
            ),
            listed,
            _("Copy what you want to keep into your text, then save again."),
        )

    def changed_from(self, now) -> set[str]:
        return {
            name
            for name, value in self.cleaned_data.items()
            if isinstance(getattr(type(now), name, None), models.query_utils.DeferredAttribute)
            and getattr(now, name) != value
        }
