"""The two forms of an import: the text, and what was made of it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.decoding import clean

from ..drafting.objections import MOST_SECTIONS
from ..models.limits import BODY_LENGTH, HEADING_LENGTH
from .planning import JOINED, LEFT_OUT, NEW_CAMPAIGN, NEW_TEXT, Existing, Row
from .reading import MOST_BYTES, TOO_MANY_BYTES, read_file, read_text
from .section_select import Options, SectionSelect
from .sections import Sections, find_sections, tidy_body
from .why import Why, read_why

# The preview sends all of the text back in one form, together with what surrounds it.
MOST_BYTES_IN_PREVIEW = 1_500_000
TOO_MUCH_FOR_PREVIEW = _(
    "This text is too long to look at in one page. Import it in parts, or ask those who run the site to use the command import_draft."
)
PLACES = [
    ("1", _("A main section: 1, 2, 3")),
    ("2", _("Inside the main section above: 1.1")),
    ("3", _("One step deeper: 1.1.1")),
    ("4", _("Two steps deeper: 1.1.1.1")),
    ("5", _("Three steps deeper: 1.1.1.1.1")),
    (JOINED, _("No section: add it to the text above")),
    (LEFT_OUT, _("Leave it out")),
]
KEEP, DROP = "keep", "drop"
FEWEST_ROWS, MOST_ROWS, COLUMNS = 3, 14, 70


class TextForm(forms.Form):
    """`sections` and `notes` are what was found, once it is valid."""

    text = forms.CharField(
        label=_("Paste the text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto"}),
        help_text=_("Plain text, Markdown, or the source of a web page."),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={"accept": ".docx,.txt,.md,.markdown,.html,.htm,text/plain,text/markdown,text/html"}
        ),
        help_text=_("Word (.docx), plain text, Markdown or HTML, up to 8 MB."),
    )

    def __init__(self, *args, titles: tuple[str, ...] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.titles = titles

    def clean(self):
        text, file = self.cleaned_data.get("text", ""), self.cleaned_data.get("file")
        if self.errors:
            return
        if text.strip() and file:
            self.add_error("file", _("Paste a text or choose a file, not both."))
        elif not text.strip() and not file:
            self.add_error("text", _("Paste a text here, or choose a file below."))
        else:
            self.read(text, file)

    def read(self, text, file):
        try:
            source = read_upload(file) if file else read_text(text)
            if len(source.text.encode()) + source.text.count("\n") > MOST_BYTES_IN_PREVIEW:
                raise ValidationError(TOO_MUCH_FOR_PREVIEW, code="too_much_for_preview")
            self.sections: Sections = find_sections(source, titles=self.titles)
            self.notes = source.notes
        except ValidationError as error:
            self.add_error("file" if file else "text", error)


def read_upload(file):
    if file.size > MOST_BYTES:
        raise ValidationError(TOO_MANY_BYTES, code="too_many_bytes")
    return read_file(file.read(), name=file.name)


class PassageForm(forms.Form):
    """One passage of the text as the organizer corrects it."""

    heading = forms.CharField(label=_("Heading"), required=False, max_length=HEADING_LENGTH)
    place = forms.ChoiceField(label=_("What it is"), choices=PLACES)
    same_as = forms.ChoiceField(label=_("Which section of the draft"))
    body = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        max_length=BODY_LENGTH,
        widget=forms.Textarea(attrs={"dir": "auto"}),
    )
    why = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, options: Options, **kwargs):
        super().__init__(*args, **kwargs)
        self.options = options
        self.fields["same_as"].choices = options.choices
        self.fields["same_as"].widget = SectionSelect(options)
        self.fields["heading"].widget.attrs["dir"] = "auto"
        body = self.data.get(self.add_prefix("body"), "")
        lines = body.count("\n") + len(body) // COLUMNS + 1
        self.fields["body"].widget.attrs["rows"] = min(MOST_ROWS, max(FEWEST_ROWS, lines))

    def clean_heading(self):
        return " ".join(clean(self.cleaned_data["heading"]).split())

    def clean_body(self):
        return tidy_body(clean(self.cleaned_data["body"]))

    def clean(self):
        values = self.cleaned_data
        is_section = values.get("place") not in (JOINED, LEFT_OUT)
        if is_section and not self.errors and not (values["heading"] or values["body"]):
            self.add_error("body", _("There is neither a heading nor a text. Write something, or leave it out."))

    def row(self) -> Row:
        """As far as it can be understood, also when something is wrong with it."""
        values = {name: self.data.get(self.add_prefix(name), "") for name in self.fields} | self.cleaned_data
        place = values["place"] if values["place"] in dict(PLACES) else "1"
        same_as = values["same_as"] if values["same_as"] in self.options.places else NEW_TEXT
        return Row(place, values["heading"], values["body"], same_as, read_why(values["why"]) or Why("split"))


class PassageFormSet(forms.BaseFormSet):
    """Each section that we have is used for one passage only."""

    def clean(self):
        forms_of: dict[str, list[PassageForm]] = {}
        for form in self.forms:
            values = form.cleaned_data if form.is_valid() else {}
            if (
                values
                and values["place"] not in (JOINED, LEFT_OUT)
                and values["same_as"] not in (NEW_TEXT, NEW_CAMPAIGN)
            ):
                forms_of.setdefault(values["same_as"], []).append(form)
        for several in forms_of.values():
            for form in several if len(several) > 1 else ():
                form.add_error(
                    "same_as",
                    _("Another part of the text is meant to be this section, too. Choose another one here or there."),
                )
        self.refuse_joining_to_nothing()

    def refuse_joining_to_nothing(self):
        for form in self.forms:
            place = getattr(form, "cleaned_data", {}).get("place")
            if place == JOINED:
                form.add_error(
                    "place", _("There is no section above it. Make it a section of its own, or leave it out.")
                )
            if place != LEFT_OUT:
                return


Passages = forms.formset_factory(
    PassageForm, PassageFormSet, extra=0, max_num=MOST_SECTIONS, absolute_max=MOST_SECTIONS, validate_max=True
)


class RestForm(forms.Form):
    """What happens to the sections that the text does not have."""

    def __init__(self, *args, rest: list[Existing], **kwargs):
        super().__init__(*args, prefix="rest", **kwargs)
        for one in rest:
            self.fields[one.key] = forms.ChoiceField(
                label=str(one),
                choices=[(KEEP, _("Keep it where it is")), (DROP, _("Leave it out of the draft"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("The text does not have this section now. Keep it, or leave it out?")},
            )
