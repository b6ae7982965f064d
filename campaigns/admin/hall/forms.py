"""The forms of the organizers' desk at a conference."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...hall.adopting import Wording
from ...hall.amending import Motion
from ...hall.deciding import Vote
from ...models import Amendment, Decision, Draft, Feedback, Proposal, Section, SectionText
from ...models.limits import MOST_PEOPLE
from ..forms import lines

# Rules of the database that can be checked before the last step, each with the field it is about.
RULES = {
    "decision_counts_all_or_none": "votes_for",
    "decision_counts_fit_the_method": "method",
    "decision_not_more_votes_than_people": "eligible",
}


def amendment_field(name: str, **options):
    return Amendment._meta.get_field(name).formfield(**options)


def people(label) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )


class MotionForm(forms.Form):
    """What an amendment of one kind needs; `texts` are the sections of the final text with their numbers."""

    heading = amendment_field("heading", required=False, widget=forms.TextInput({"dir": "auto"}))
    body = amendment_field("body", required=False, widget=lines(12))
    kind_of_new = forms.ChoiceField(label=gettext_lazy("What the new section is"), choices=Section.Kind, required=False)
    place = forms.ChoiceField(label=gettext_lazy("Where"), choices=Amendment.Place, required=False)
    beside = forms.ChoiceField(label=gettext_lazy("The other section"), required=False)
    mover = amendment_field("mover", required=False, widget=forms.TextInput({"dir": "auto"}))
    reason = amendment_field("reason", required=False, widget=lines(3))
    is_uncontested = amendment_field("is_uncontested", required=False)
    opened = forms.IntegerField(widget=forms.HiddenInput, required=False)

    OF_KIND = {
        Amendment.Kind.REPLACE: {"heading", "body"},
        Amendment.Kind.INSERT: {"heading", "body", "kind_of_new", "place", "beside"},
        Amendment.Kind.DELETE: set(),
        Amendment.Kind.MOVE: {"place", "beside"},
    }

    def __init__(self, data=None, *, kind: str, texts: list[SectionText], section: str = "", initial=None):
        super().__init__(data, initial=initial)
        self.kind, self.section = kind, section
        for name in {"heading", "body", "kind_of_new", "place", "beside"} - self.OF_KIND[kind]:
            del self.fields[name]
        if "beside" in self.fields:
            choices = [
                (text.section.key, f"{text.number} {text.heading}") for text in texts if text.section.key != section
            ]
            at_the_end = [("", _("At the end of the text"))] if kind == Amendment.Kind.INSERT else []
            self.fields["beside"].choices = at_the_end + choices

    def motion(self) -> Motion:
        names = self.OF_KIND[self.kind] & set(self.cleaned_data)
        values = {name: self.cleaned_data[name] for name in names}
        values.setdefault("kind_of_new", Section.Kind.TEXT)
        return Motion(kind=self.kind, section=self.section, **values)


class MoverForm(forms.Form):
    """What may still change once an amendment is decided: who moved it, and which remark it comes from."""

    mover = amendment_field("mover", required=False, widget=forms.TextInput({"dir": "auto"}))
    remark = forms.IntegerField(
        label=gettext_lazy("Made from the remark"),
        required=False,
        min_value=1,
        max_value=10**9,
        help_text=gettext_lazy("Its number, for example 12 for F-12. Readers find the way from one to the other."),
    )

    def __init__(self, data=None, *, proposal: Proposal, initial=None):
        super().__init__(data, initial=initial)
        self.proposal = proposal

    def clean_remark(self) -> Feedback | None:
        number = self.cleaned_data["remark"]
        remark = self.proposal.feedback.listed().filter(number=number).first() if number else None
        if number and remark is None:
            raise ValidationError(_("There is no public remark with this number."), code="no_such_remark")
        return remark


class VoteForm(forms.Form):
    """The result of a vote. `seen` is the fingerprint of what the organizer looked at."""

    result = forms.ChoiceField(
        label=gettext_lazy("Result"),
        choices=Decision.Result.choices[:3],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the result.")},
    )
    method = forms.ChoiceField(
        label=gettext_lazy("How it was decided"),
        choices=Decision.Method,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how it was decided.")},
    )
    votes_for = people(gettext_lazy("For"))
    votes_against = people(gettext_lazy("Against"))
    abstained = people(gettext_lazy("Abstained"))
    eligible = people(gettext_lazy("People who could vote"))
    decided_on = forms.DateField(
        label=gettext_lazy("Day of the decision"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    note = Decision._meta.get_field("note").formfield(widget=lines(2), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, zone, replaces: Decision | None = None, initial=None, **options):
        self.today = timezone.localdate(timezone=zone)
        super().__init__(data, initial={"decided_on": self.today} | (initial or {}), **options)
        if replaces:
            self.fields["note"].required = True
            self.fields["note"].error_messages["required"] = _("Say why this replaces the earlier record.")
            if replaces.result != Decision.Result.VOID:
                self.fields["result"].choices = Decision.Result.choices

    def clean(self):
        cleaned = super().clean()
        if (day := cleaned.get("decided_on")) and not (self.today.replace(year=2000) <= day <= self.today):
            self.add_error("decided_on", _("Choose today or a day before it."))
        if not self.errors:
            decision = Decision(**self.vote().as_fields())
            for constraint in Decision._meta.constraints:
                if constraint.name in RULES:
                    try:
                        constraint.validate(Decision, decision)
                    except ValidationError as error:
                        self.add_error(RULES[constraint.name], error)
        return cleaned

    def vote(self) -> Vote:
        names = ("result", "method", "decided_on", "votes_for", "votes_against", "abstained", "eligible", "note")
        return Vote(**{name: self.cleaned_data[name] for name in names})


class WordingForm(forms.Form):
    """What is said about a text that comes out of amendments."""

    label = Draft._meta.get_field("label").formfield(required=True)
    change_summary = Draft._meta.get_field("change_summary").formfield(required=True, widget=lines(3))

    def wording(self) -> Wording:
        return Wording(self.cleaned_data["label"], self.cleaned_data["change_summary"])


class MergeForm(WordingForm):
    amendments = forms.MultipleChoiceField(
        label=gettext_lazy("Amendments that nobody is against"), required=False, widget=forms.CheckboxSelectMultiple
    )
    decided_on = forms.DateField(
        label=gettext_lazy("Day of the decision"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    field_order = ["amendments", "decided_on", "label", "change_summary"]

    def __init__(self, data=None, *, amendments: list[Amendment], initial=None):
        super().__init__(data, initial=initial)
        self.fields["amendments"].choices = [(str(one.pk), one.name) for one in amendments]

    def vote(self) -> Vote:
        return Vote(Decision.Result.ADOPTED, Decision.Method.CONSENSUS, self.cleaned_data["decided_on"])


class AdoptForm(VoteForm):
    label = Draft._meta.get_field("label").formfield(required=False)
    change_summary = Draft._meta.get_field("change_summary").formfield(required=False, widget=lines(3))
    plain_summary = Draft._meta.get_field("plain_summary").formfield(required=False, widget=lines(3))
    leave_open = forms.BooleanField(
        label=gettext_lazy("These were not put to the vote. Go on without them."), required=False
    )

    def __init__(self, data=None, *, has_open: bool, **options):
        super().__init__(data, **options)
        if not has_open:
            del self.fields["leave_open"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("result") == Decision.Result.ADOPTED:
            for name in ("label", "change_summary"):
                if not cleaned.get(name):
                    self.add_error(name, _("The adopted text needs this."))
        if "leave_open" in self.fields and not cleaned.get("leave_open"):
            self.add_error("leave_open", _("Some amendments are not decided yet. Decide them first, or check this."))
        return cleaned

    def wording(self) -> Wording:
        return Wording(*(self.cleaned_data.get(name, "") for name in ("label", "change_summary", "plain_summary")))
