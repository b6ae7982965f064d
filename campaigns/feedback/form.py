"""The form below every section: what you say, or the section as you would write it, and who you are if you like."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.privacy.addresses import AddressFormField
from nisn_site.kit.text.fields import ManyLinesField, OneLineField
from nisn_site.kit.text.rules import clean_line, clean_lines

from ..changes import SectionChange
from ..drafting.writing import text_fingerprint, tidy_body, tidy_heading
from ..models import Feedback
from ..models.limits import (
    HEADING_LENGTH,
    MORE_THAN_THE_TEXT,
    NAME_LENGTH,
    ORGANIZATION_LENGTH,
    QUOTE_LENGTH,
    REMARK_LENGTH,
)
from .anchoring import holds
from .entering import Remark
from .languages import language_names
from .spots import Spot
from .wordings import change_between

KINDS = [choice for choice in Feedback.Kind.choices if choice[0] != Feedback.Kind.EDIT]
WORDING = ("suggested_heading", "suggested_body", "quote")


class FeedbackForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=KINDS, widget=forms.RadioSelect, initial=Feedback.Kind.COMMENT
    )
    body = ManyLinesField(
        label=_("What do you want to say?"), longest=REMARK_LENGTH, rows=6, required=False,
        help_text=_("In any language. Up to 5,000 characters. Everybody can read it."),
    )  # fmt: skip
    quote = OneLineField(
        label=_("The sentence you mean (optional)"), longest=QUOTE_LENGTH, required=False,
        help_text=_("Copy it from the text, word by word."),
    )  # fmt: skip
    suggested_heading = OneLineField(label=_("Heading, as you would write it"), longest=HEADING_LENGTH, required=False)
    suggested_body = ManyLinesField(
        label=_("Text, as you would write it"), longest=0, rows=12, required=False,
        help_text=_(
            "Change it in place. Leave stars, dashes and brackets as they are: they make bold words, lists and links."
        ),
    )  # fmt: skip
    looked = forms.CharField(widget=forms.HiddenInput, required=False)
    language = forms.ChoiceField(label=_("In which language do you write?"), choices=language_names)
    shown_as = forms.ChoiceField(
        label=_("Who do others see?"),
        choices=[
            (Feedback.ShownAs.NOBODY, _("No name")),
            (Feedback.ShownAs.NAME, _("My name, and my organization if I give one")),
            (Feedback.ShownAs.ORGANIZATION, _("Only my organization")),
        ],
        widget=forms.RadioSelect, initial=Feedback.ShownAs.NOBODY,
    )  # fmt: skip
    name = OneLineField(
        label=_("Your name"), longest=NAME_LENGTH, required=False, widget=forms.TextInput({"autocomplete": "name"}),
        help_text=_("Only if others may see it. We do not keep it otherwise."),
    )  # fmt: skip
    organization = OneLineField(
        label=_("Your organization"), longest=ORGANIZATION_LENGTH, required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )  # fmt: skip
    address = AddressFormField(
        label=_("Your email address (optional)"), required=False,
        help_text=_("To tell you what we did with it. Nobody else sees it. We mail you a link first."),
    )  # fmt: skip
    follows = forms.BooleanField(
        label=_("Mail me the next drafts, too, and a reminder before feedback closes"), required=False
    )

    def __init__(self, data=None, *, spot: Spot, initial=None):
        super().__init__(data, initial={"language": get_language()} | start_of(spot) | (initial or {}))
        self.spot = spot
        if spot.passage is None:
            for name in (*WORDING, "looked"):
                del self.fields[name]
            return
        field, most = self.fields["suggested_body"], len(spot.passage.body) + MORE_THAN_THE_TEXT
        field.longest = field.validators[-1].limit_value = most
        field.widget.attrs |= {"lang": spot.passage.language}

    def clean_quote(self):
        quote = self.cleaned_data["quote"]
        if quote and not holds(self.spot.passage.words, quote):
            raise ValidationError(_("This sentence does not stand in the section. Copy it again, word by word."))
        return quote

    def clean(self):
        cleaned = super().clean()
        if self.is_wording and not cleaned["suggested_body"] and self.spot.passage.body:
            words = _("Your wording is empty. To say that this section should go, write it as a comment.")
            self.add_error("suggested_body", ValidationError(words, code="wording_is_empty"))
        says_nothing = "body" in cleaned and not cleaned["body"] and "suggested_body" not in self.errors
        if says_nothing and not self.is_wording and cleaned.get("kind") != Feedback.Kind.SUPPORT:
            words = _("Write what you want to say.")
            if self.spot.passage:
                words = _("Write what you want to say, or change the text below. It is the same as in the draft.")
            self.add_error("body", ValidationError(words, code="says_nothing"))
        for shown, name in ((Feedback.ShownAs.NAME, "name"), (Feedback.ShownAs.ORGANIZATION, "organization")):
            if cleaned.get("shown_as") == shown and name in cleaned and not cleaned[name]:
                words = _("Fill this in, or choose “No name” above.")
                self.add_error(name, ValidationError(words, code="name_is_missing"))
        return cleaned

    @property
    def is_wording(self) -> bool:
        """Whether the text was changed: then it is suggested wording, whatever kind was chosen."""
        if not {"suggested_heading", "suggested_body"} <= self.cleaned_data.keys():
            return False
        return self.typed_wording != cleaned_wording(self.spot)

    @property
    def typed_wording(self) -> tuple[str, str]:
        return tidy_heading(self.cleaned_data["suggested_heading"]), tidy_body(self.cleaned_data["suggested_body"])

    @property
    def wants_a_look(self) -> bool:
        """Whether the change is to be shown before it is sent; each wording once."""
        return self.is_wording and self.cleaned_data.get("looked") != self.fingerprint

    @property
    def fingerprint(self) -> str:
        return text_fingerprint("", *self.typed_wording)

    @cached_property
    def change(self) -> SectionChange:
        passage = self.spot.passage
        return change_between((passage.heading, passage.body), self.typed_wording, language=passage.language)

    def remark(self) -> Remark:
        values = {name: self.cleaned_data.get(name, "") for name in REMARK if name in self.cleaned_data}
        if self.is_wording:
            values |= {"kind": Feedback.Kind.EDIT, "suggested_body": self.typed_wording[1]}
            values |= {"suggested_heading": self.typed_wording[0]}
        return Remark(passage=self.spot.passage, **values)


REMARK = ("kind", "body", "quote", "language", "shown_as", "name", "organization")


def start_of(spot: Spot) -> dict:
    """The section's text, ready to be changed."""
    passage = spot.passage
    return {"suggested_heading": passage.heading, "suggested_body": passage.body} if passage else {}


def cleaned_wording(spot: Spot) -> tuple[str, str]:
    """As it comes back from a form in which nobody changed it."""
    try:
        return tidy_heading(clean_line(spot.passage.heading)), tidy_body(clean_lines(spot.passage.body))
    except ValidationError:
        return spot.passage.heading, spot.passage.body
