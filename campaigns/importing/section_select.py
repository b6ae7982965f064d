"""A list of all sections to choose from, drawn once and shown beside each of many passages."""

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from .planning import NEW_CAMPAIGN, NEW_TEXT, Existing

LONGEST_NAME = 60
NEW = [(NEW_TEXT, _("A new section")), (NEW_CAMPAIGN, _("A new section: a campaign, which people can endorse"))]


class SectionSelect(forms.Select):
    """Django draws each option with a template; three hundred lists of three hundred options would take minutes."""

    def __init__(self, options: "Options"):
        super().__init__(choices=options.choices)
        self.options = options

    def __deepcopy__(self, memo):
        return type(self)(self.options)

    def render(self, name, value, attrs=None, renderer=None):
        attributes = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", attributes, self.options.with_chosen(value))


class Options:
    def __init__(self, existing: list[Existing]):
        self.choices = [*NEW, *((one.key, name_of(one)) for one in existing)]
        self.places = {value: at for at, (value, _label) in enumerate(self.choices)}
        self.drawn = [format_html('<option value="{}">{}</option>', *choice) for choice in self.choices]

    def with_chosen(self, value: str):
        drawn = list(self.drawn)
        if (at := self.places.get(value)) is not None:
            drawn[at] = format_html('<option value="{}" selected>{}</option>', *self.choices[at])
        new, old = (
            format_html_join("", "{}", ((one,) for one in part)) for part in (drawn[: len(NEW)], drawn[len(NEW) :])
        )
        return format_html('{}<optgroup label="{}">{}</optgroup>', new, _("In the draft now"), old) if old else new


def name_of(one: Existing) -> str:
    heading = one.heading or one.body
    return f"{one.number} {heading[:LONGEST_NAME]}{'…' if len(heading) > LONGEST_NAME else ''}"
