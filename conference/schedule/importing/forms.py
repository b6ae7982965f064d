"""The forms of an import: the file, what its columns mean, and what to do with it."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from .choices import Choices
from .limits import MOST_BYTES, TOO_MANY_BYTES
from .programme import Setting
from .reading import Source, open_source, read_source
from .tables.columns import IGNORED, MEANINGS
from .tables.reading import Layout
from .tables.table import Row

ACCEPTED = ".csv,.tsv,.txt,.xlsx,.xml,.json,.ics,text/csv,text/calendar,application/json,application/xml"
EXAMPLES = 5
AFTERNOON = [("", _("Guess")), ("yes", _("1:00 to 6:59 is in the afternoon")), ("no", _("As it is written"))]
ANSWERS = {"yes": True, "no": False}


class UploadForm(forms.Form):
    """`content` is the file once it is valid: something that we can read."""

    file = forms.FileField(
        label=_("The file with the schedule"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_(
            "A table (.xlsx or CSV), a calendar (.ics), or schedule.xml or schedule.json of another system. Up to 8 MB."
        ),
    )

    def __init__(self, *args, setting: Setting, **kwargs):
        super().__init__(*args, **kwargs)
        self.setting = setting

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(TOO_MANY_BYTES, code="too_many_bytes")
        self.content = file.read()
        read_source(open_source(self.content), self.setting)
        return file


class ColumnsForm(forms.Form):
    """One choice for each column of a table. Made for the layout as it is now; `layout_values` is what was chosen."""

    def __init__(self, data=None, *, source: Source, layout: Layout):
        super().__init__(data)
        self.source, self.layout = source, layout
        self.sheet = next(sheet for sheet in source.sheets if sheet.name == layout.sheet)
        if len(source.sheets) > 1:
            names = [(sheet.name, sheet.name) for sheet in source.sheets]
            self.fields["sheet"] = forms.ChoiceField(label=_("Sheet"), choices=names, initial=layout.sheet)
        self.fields["header"] = forms.ChoiceField(
            label=_("The names of columns stand in"), choices=self.rows_to_choose(), initial=str(layout.columns.header)
        )
        answers = {True: "yes", False: "no", None: ""}
        self.fields["afternoon"] = forms.ChoiceField(
            label=_("Times without am or pm"), choices=AFTERNOON, required=False, initial=answers[layout.is_afternoon]
        )
        for at, meaning in enumerate(layout.columns.meanings):
            self.fields[f"column-{at}"] = forms.ChoiceField(
                label=self.label(at), choices=list(MEANINGS.items()), required=False, initial=meaning
            )

    def rows_to_choose(self) -> list[tuple[str, str]]:
        rows = [(str(row.number), _("row %(number)d") % {"number": row.number}) for row in self.sheet.rows[:20]]
        return [("0", _("no row")), *rows]

    def label(self, at: int) -> str:
        return self.layout.columns.labels[at] or get_column_letter(at + 1)

    @property
    def columns(self) -> list:
        return [self[f"column-{at}"] for at in range(len(self.layout.columns.meanings))]

    @property
    def examples(self) -> list[tuple[Row, list[str]]]:
        """The first rows below the header, each cell cut to what fits."""
        rows = [row for row in self.sheet.rows if row.number > self.layout.columns.header][:EXAMPLES]
        return [(row, [row.cell(at)[:60] for at in range(len(self.layout.columns.meanings))]) for row in rows]

    def clean(self):
        """Two columns of one meaning say nothing; the form says so beside the second."""
        cleaned = super().clean()
        seen: set[str] = set()
        for at in range(len(self.layout.columns.meanings)):
            meaning = cleaned.get(f"column-{at}", IGNORED)
            if meaning in seen - {IGNORED, "people", "language", "interpreted", "summary"}:
                self.add_error(f"column-{at}", _("Another column is that already."))
            seen.add(meaning)
        return cleaned

    @property
    def layout_values(self) -> dict:
        """For `layout_from_json`. Another sheet or header makes all guesses new."""
        cleaned = self.cleaned_data
        values = {
            "sheet": cleaned.get("sheet", self.layout.sheet),
            "header": int(cleaned["header"]),
            "is_afternoon": ANSWERS.get(cleaned["afternoon"]),
        }
        if (values["sheet"], values["header"]) == (self.layout.sheet, self.layout.columns.header):
            values["meanings"] = [cleaned[f"column-{at}"] for at in range(len(self.layout.columns.meanings))]
        elif values["sheet"] != self.layout.sheet:
            del values["header"]
        return values


class ChoicesForm(forms.Form):
    """What to do with the file as a whole. Choices that would change nothing are not offered."""

    takes_times = forms.BooleanField(label=_("Change times and rooms of sessions that we have already"), required=False)
    takes_texts = forms.BooleanField(
        label=_("Change texts, people and languages of sessions that we have already"), required=False
    )
    clears_others = forms.BooleanField(
        label=_("Take off the draft what the file does not have"),
        required=False,
        help_text=_("The sessions stay in the list of those without a time."),
    )
    names_agreed = forms.BooleanField(
        label=_("People in the file agreed that their names are on the site"),
        required=False,
        help_text=_("Without this, only organizers see the names of people who are new here."),
    )
    moves_days = forms.BooleanField(label=_("Move the days of the file to those of the conference"), required=False)
    keeps_clock = forms.BooleanField(label=_("Keep the clock times of the file"), required=False)
    language = forms.ChoiceField(label=_("New texts are written in"), choices=settings.LANGUAGES)

    def __init__(
        self, data=None, *, choices: Choices, is_elsewhen: bool, other_zone: str, has_people: bool, has_ours: bool
    ):
        """`is_elsewhen`: no day of the file is one of the conference; `other_zone` is the file's, if that is another one;
        `has_people`: the file names people; `has_ours`: we have sessions already.
        """
        super().__init__(data, initial=choices.to_json())
        self.before = choices
        offered = {
            "takes_times": has_ours, "takes_texts": has_ours, "clears_others": has_ours, "names_agreed": has_people,
            "moves_days": is_elsewhen, "keeps_clock": bool(other_zone), "language": len(settings.LANGUAGES) > 1,
        }  # fmt: skip
        # A box that was not on the page when it was sent was not left empty on purpose.
        was_shown = set(offered) if data is None else set(data.get("offered", "").split())
        for name, is_offered in offered.items():
            if not is_offered or name not in was_shown:
                del self.fields[name]
        if "keeps_clock" in self.fields:
            words = _("What is at 9:00 in %(zone)s will be at 9:00 here.")
            self.fields["keeps_clock"].help_text = words % {"zone": other_zone}

    @property
    def offered(self) -> str:
        """Names of what is on the page, to be sent back with it."""
        return " ".join(self.fields)

    @property
    def choices(self) -> Choices:
        """What was chosen; what was not offered stays."""
        return Choices.from_json(self.before.to_json() | self.cleaned_data)
