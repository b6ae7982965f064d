"""The small forms of the organizers' pages about drafts."""

from datetime import UTC, datetime, time, timedelta

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..drafting.arrangement import Place
from ..drafting.writing import paragraphs_of
from ..models import Draft
from ..models.limits import HEADING_LENGTH

END_OF_DAY = time(23, 59)
LONGEST_OPEN = timedelta(days=3 * 365)
LONGEST_PREVIEW = 160


def draft_field(name: str, **options):
    """The form field of one column of a draft, with its limits and its words."""
    return Draft._meta.get_field(name).formfield(**options)


def lines(number: int, **attrs) -> forms.Textarea:
    return forms.Textarea({"rows": number, "dir": "auto"} | attrs)


class DetailsForm(forms.Form):
    """Part of the editor page: what is said about the draft as a whole."""

    plain_summary = draft_field("plain_summary", widget=lines(3), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Written in"), choices=lambda: settings.LANGUAGES)
    opened_details = forms.CharField(widget=forms.HiddenInput, required=False)


class ClosingForm(forms.Form):
    """A day and a time in the conference's zone; `closes_at` in the cleaned data is the moment, or None."""

    closes_on = forms.DateField(
        label=gettext_lazy("Feedback closes on"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Empty: we do not ask for feedback on this draft."),
    )
    closes_at_time = forms.TimeField(
        label=gettext_lazy("At what time"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )

    def __init__(self, data=None, *, draft: Draft, initial=None):
        self.zone = draft.proposal.conference.zone
        closes_at = draft.feedback_closes_at and draft.feedback_closes_at.astimezone(self.zone)
        opened = {"closes_at_time": END_OF_DAY}
        if closes_at:
            opened = {"closes_on": closes_at.date(), "closes_at_time": closes_at.time()}
        super().__init__(data, initial=opened | (initial or {}))
        words = _("The time at the place of the conference (%(zone)s). Empty: until the end of the day.")
        self.fields["closes_at_time"].help_text = words % {"zone": zone_in_words(self.zone, closes_at)}

    def clean(self):
        cleaned = super().clean()
        day = cleaned.get("closes_on")
        cleaned["closes_at"] = None
        if not day:
            return cleaned
        now = timezone.now()
        if not now.date() - timedelta(days=1) <= day <= (now + LONGEST_OPEN).date():
            self.add_error("closes_on", _("Choose a day from today on, at most three years ahead."))
            return cleaned
        moment = datetime.combine(day, cleaned.get("closes_at_time") or END_OF_DAY, tzinfo=self.zone).astimezone(UTC)
        if moment <= now:
            self.add_error("closes_at_time", _("This moment has passed already. Choose a later one."))
        cleaned["closes_at"] = moment
        return cleaned


def zone_in_words(zone, moment: datetime | None) -> str:
    """For example: America/New York, EDT. Which of summer and winter time it is, only a moment tells."""
    name = zone.key.replace("_", " ")
    return f"{name}, {moment.astimezone(zone).tzname()}" if moment else name


class PublishForm(ClosingForm):
    label = draft_field("label", required=True)
    change_summary = draft_field("change_summary", widget=lines(4))
    plain_summary = draft_field("plain_summary", widget=lines(3))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ["label", "plain_summary", "change_summary", "closes_on", "closes_at_time", "leave_unanswered"]

    leave_unanswered = forms.BooleanField(
        label=gettext_lazy("Publish it although they have no answer yet"),
        error_messages={"required": gettext_lazy("Answer them first, or tick this box.")},
    )
    unanswered_seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9, required=False)

    def __init__(self, data=None, *, draft: Draft, is_first: bool, unanswered: int = 0, initial=None):
        super().__init__(data, draft=draft, initial=initial)
        if not unanswered:
            del self.fields["leave_unanswered"]
        if is_first:
            del self.fields["change_summary"]
        else:
            self.fields["change_summary"].required = True


class WithdrawForm(forms.Form):
    reason = draft_field(
        "withdrawn_reason",
        required=True,
        widget=lines(4),
        help_text=gettext_lazy(
            "Everybody can read it. For example: Two sections were missing. The next draft has them."
        ),
    )


class MoveForm(forms.Form):
    place = forms.ChoiceField(
        label=gettext_lazy("Where"),
        choices=[
            (Place.BEFORE, gettext_lazy("Before it")),
            (Place.AFTER, gettext_lazy("After it")),
            (Place.INSIDE, gettext_lazy("Inside it, as its last part")),
        ],
        widget=forms.RadioSelect,
        initial=Place.AFTER,
        error_messages={"required": gettext_lazy("Choose where it goes.")},
    )
    target = forms.ChoiceField(
        label=gettext_lazy("The other section"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the section that it goes to.")},
    )

    def __init__(self, data=None, *, places: list[tuple[str, str]]):
        super().__init__(data)
        self.fields["target"].choices = places


class SplitForm(forms.Form):
    at = forms.TypedChoiceField(
        label=gettext_lazy("The new section begins with"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the paragraph that the new section begins with.")},
    )
    heading = forms.CharField(
        label=gettext_lazy("Heading of the new section"),
        required=False,
        max_length=HEADING_LENGTH,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=gettext_lazy("Empty: the paragraph begins with a heading (###), take that one."),
    )
    parts_stay = forms.BooleanField(
        label=gettext_lazy("The parts inside it stay with the first half"),
        required=False,
        help_text=gettext_lazy("Otherwise they go along with the new section, as they are read now."),
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, body: str, opened: str, has_parts: bool):
        super().__init__(data, initial={"opened": opened})
        beginnings = enumerate(paragraphs_of(body)[1:], start=1)
        self.fields["at"].choices = [(str(at), shortened(paragraph)) for at, paragraph in beginnings]
        if not has_parts:
            del self.fields["parts_stay"]


def shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_PREVIEW else f"{line[:LONGEST_PREVIEW].rstrip()}…"


class RemoveForm(forms.Form):
    with_parts = forms.ChoiceField(
        label=gettext_lazy("What happens with the parts inside it"),
        choices=[
            ("", gettext_lazy("They stay, one level further out")),
            ("yes", gettext_lazy("They are removed, too")),
        ],
        widget=forms.RadioSelect,
        required=False,
        initial="",
    )
