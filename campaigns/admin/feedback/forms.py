"""The small forms of the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.languages import language_choices, source_language

from ...feedback.desk import Place, places_of
from ...models import Draft, Feedback, FeedbackNote, Response, Section
from ..forms import lines


class SectionChoice(forms.ChoiceField):
    """The sections of a draft by number and heading; cleaned to a `Section`, or None."""

    def __init__(self, **options):
        super().__init__(required=False, **options)
        self.sections: dict[str, Section] = {}

    def offer(self, places: list[Place], empty: str) -> None:
        self.sections = {place.key: place.text.section for place in places if place.text}
        named = [(place.key, "\u2003" * (place.depth - 1) + place.name) for place in places if place.text]
        self.choices = [("", empty), *named]

    def clean(self, value):
        return self.sections.get(super().clean(value))


class AnswerForm(forms.Form):
    """One answer for the chosen remarks."""

    outcome = forms.ChoiceField(
        label=_("What we did"),
        choices=Response.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what we did.")},
    )
    reason = Response._meta.get_field("reason").formfield(widget=lines(5))
    language = forms.ChoiceField(label=_("Written in"), choices=language_choices, required=False)
    section = SectionChoice(label=_("Where the text changed because of it"))

    def __init__(self, data=None, *, draft: Draft, initial=None):
        super().__init__(data, initial={"language": source_language()} | (initial or {}))
        newest = draft.proposal.drafts.exclude(state=Draft.State.WITHDRAWN).order_by("-number").first() or draft
        self.fields["section"].offer(places_of(newest), _("In the section of each remark"))

    def clean(self):
        cleaned = super().clean()
        outcome = cleaned.get("outcome")
        if outcome and outcome not in WITHOUT_REASON and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Write the reason. Whoever wrote to us can read it."))
        return cleaned


WITHOUT_REASON = (Response.Outcome.TAKEN, Response.Outcome.NOTED)


class HideForm(forms.Form):
    hidden_reason = Feedback._meta.get_field("hidden_reason").formfield(
        required=True,
        label=_("Why you hide it"),
        widget=lines(2),
        help_text=_("Everybody can read this reason. For example: It named a person who did not agree to that."),
    )


class NoteForm(forms.Form):
    text = FeedbackNote._meta.get_field("text").formfield(
        label=_("Private note"), widget=lines(2), help_text=_("Only organizers see it.")
    )
