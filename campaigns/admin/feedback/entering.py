"""The page on which organizers type in what came by mail, on paper or in a meeting."""

from datetime import datetime, time

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...feedback.desk import places_of
from ...feedback.entering import Remark, enter_feedback
from ...feedback.languages import language_names
from ...feedback.readings import passage_of
from ...models import Draft, Feedback
from ...models.limits import BODY_LENGTH, MOST_PEOPLE
from ..forms import lines
from ..pages import sent
from ..publishing import add_errors
from .forms import SectionChoice

KEPT = ("draft", "section", "source", "occasion", "said_on", "language")  # for the next one of the same pile
FIELDS = {
    "feedback_says_something": "body",
    "feedback_is_not_endless": "body",
    "feedback_wording_changes_something": "suggested_body",
    "feedback_wording_needs_a_section_and_a_text": "section",
    "feedback_wording_is_not_endless": "suggested_body",
    "feedback_keeps_only_the_name_it_shows": "shown_as",
    "feedback_stands_for_people": "people",
    "said_before_the_draft": "said_on",
    "day_to_come": "said_on",
}


def field(name: str, **options):
    return Feedback._meta.get_field(name).formfield(**options)


class DraftChoice(forms.ModelChoiceField):
    def label_from_instance(self, draft):
        return f"{draft.proposal.conference.slug}, {draft.proposal}: {draft}"


class EnterForm(forms.Form):
    draft = DraftChoice(label=gettext_lazy("Which draft"), queryset=Draft.objects.none())
    section = SectionChoice(label=gettext_lazy("Which section"))
    kind = field("kind", initial=Feedback.Kind.COMMENT)
    body = field("body", widget=lines(6))
    suggested_heading = field("suggested_heading", label=gettext_lazy("Suggested heading, if it is another one"))
    suggested_body = forms.CharField(
        label=gettext_lazy("The text as they would write it"), required=False, widget=lines(8), max_length=BODY_LENGTH,
        help_text=gettext_lazy("Only for suggested wording. Leave it empty and save: then the text of the section is here, to be changed."),
    )  # fmt: skip
    source = forms.ChoiceField(
        label=gettext_lazy("How it came"), choices=Feedback.Source.choices[1:], widget=forms.RadioSelect
    )
    occasion = field("occasion")
    people = field(
        "people", initial=1, min_value=1, max_value=MOST_PEOPLE,
        help_text=gettext_lazy("How many said it, or raised their hand."),
    )  # fmt: skip
    said_on = forms.DateField(
        label=gettext_lazy("On which day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    language = forms.ChoiceField(label=gettext_lazy("In which language"), choices=language_names)
    shown_as = field("shown_as", initial=Feedback.ShownAs.NOBODY)
    name = field("name")
    organization = field("organization")

    def __init__(self, data=None, *, initial=None):
        super().__init__(data, initial=initial)
        drafts = Draft.objects.published().select_related("proposal__conference").order_by("-published_at")
        self.fields["draft"].queryset = drafts
        if draft := self.chosen_draft():
            self.fields["draft"].widget = forms.HiddenInput()
            self.fields["section"].offer(places_of(draft), _("The draft as a whole"))

    def clean(self):
        """Suggested wording without a text begins with the section's own, to be changed in place."""
        cleaned = super().clean()
        is_wording = cleaned.get("kind") == Feedback.Kind.EDIT and not cleaned.get("suggested_body", "").strip()
        if is_wording and cleaned.get("section") and cleaned.get("draft"):
            text = cleaned["draft"].texts.get(section=cleaned["section"])
            self.data = self.data.copy()
            self.data["suggested_body"] = text.body
            self.data["suggested_heading"] = self.data.get("suggested_heading") or text.heading
            words = _("This is the text of the section. Change it as they would write it.")
            self.add_error("suggested_body", ValidationError(words, code="wording_is_empty"))
        return cleaned

    def chosen_draft(self) -> Draft | None:
        wanted = str(self.data.get("draft", "") if self.is_bound else self.initial.get("draft", ""))
        is_key = wanted.isascii() and wanted.isdigit() and len(wanted) < 19
        return self.fields["draft"].queryset.filter(pk=wanted).first() if is_key else None


class EnteringPages:
    """Mixed into the admin of feedback."""

    def add_view(self, request, form_url="", extra_context=None):
        """First which draft it is about, if nobody has said so yet: only then there are sections to choose from."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = EnterForm(sent(request), initial={name: request.GET[name] for name in KEPT if name in request.GET})
        if request.method == "POST" and form.is_valid():
            try:
                feedback = entered(form.cleaned_data, by=request.user)
            except ValidationError as error:
                add_errors(form, error, FIELDS)
            else:
                messages.success(request, _("%(ref)s is public now.") % {"ref": feedback.ref})
                return HttpResponseRedirect(next_url(request, form, feedback), status=303)
        context = self.admin_site.each_context(request) | {
            "title": _("Type in a remark"), "opts": self.opts, "form": form,
            "draft": form.chosen_draft(),
        }  # fmt: skip
        status = 422 if form.errors else 200
        return render(request, "admin/campaigns/feedback/enter.html", context, status=status)


def entered(values: dict, *, by) -> Feedback:
    draft, section, day = values["draft"], values["section"], values["said_on"]
    said_at = datetime.combine(day, time(23, 59, 59), tzinfo=draft.proposal.conference.zone) if day else None
    passage = None
    if section:
        text = draft.texts.get(section=section)
        text.attached_translations = {}
        passage = passage_of(text)
    names = ("kind", "body", "language", "suggested_body", "shown_as", "name", "organization")
    remark = Remark(
        passage=passage, suggested_heading=values["suggested_heading"] or (passage.heading if passage else ""),
        **{name: values[name] for name in names},
    )  # fmt: skip
    return enter_feedback(
        draft=draft, section=section, remark=remark, source=values["source"], occasion=values["occasion"],
        people=values["people"], said_at=said_at, by=by,
    )  # fmt: skip


def next_url(request, form: EnterForm, feedback: Feedback) -> str:
    if "_addanother" not in request.POST:
        return reverse("admin:campaigns_feedback_change", args=[feedback.pk])
    kept = request.GET.copy()
    for name in KEPT:
        kept[name] = form.data.get(name, "")
    return f"{request.path}?{kept.urlencode()}"
