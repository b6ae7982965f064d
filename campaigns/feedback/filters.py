"""What a reader may ask a list of remarks for, by GET. Nothing that somebody types into an address is an error."""

from django import forms
from django.utils.functional import cached_property, lazy
from django.utils.translation import gettext_lazy as _

from ..models import Draft, Feedback, SectionText
from ..models.feedback_choices import Outcome
from .languages import name_of
from .lists import ANSWERED, BY_PLACE, MOST_PEOPLE, NEWEST, UNANSWERED, WHOLE, Wanted

LONGEST_WORDS = 100


class FilterForm(forms.Form):
    draft = forms.TypedChoiceField(label=_("Draft"), coerce=int, empty_value=None, required=False)
    section = forms.ChoiceField(label=_("Section"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All")), *Feedback.Kind.choices], required=False)
    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[
            ("", _("All")), (UNANSWERED, _("Not answered yet")), (ANSWERED, _("Answered")), *Outcome.choices,
        ],
        required=False,
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), required=False)
    words = forms.CharField(label=_("Words in it, or a number"), max_length=LONGEST_WORDS, required=False)
    order = forms.ChoiceField(
        label=_("Order"),
        choices=[(BY_PLACE, _("As in the draft")), (NEWEST, _("Newest first")), (MOST_PEOPLE, _("Most people first"))],
        required=False,
    )

    def __init__(self, data, *, drafts: list[Draft], languages: list[str]):
        super().__init__(data)
        self.fields["words"].widget = forms.TextInput({"type": "search", "dir": "auto"})
        everything = ("", _("All"))
        # Read when the page is drawn: only then are their translations there.
        newest_first = [(str(draft.number), lazy(label_of, str)(draft)) for draft in reversed(drafts)]
        self.fields["draft"].choices = [everything, *newest_first]
        self.fields["section"].choices = [everything, (WHOLE, _("The whole draft")), *sections_of(drafts)]
        self.fields["language"].choices = [everything, *((code, name_of(code)) for code in languages)]

    def wanted(self) -> Wanted:
        """What is understood; whatever nobody can mean is left out."""
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value not in ("", None)})

    @cached_property
    def is_narrowed(self) -> bool:
        return self.wanted() != Wanted(order=self.wanted().order)


def label_of(draft: Draft) -> str:
    return draft.read("label").text


def sections_of(drafts: list[Draft]) -> list[tuple[str, str]]:
    """Keys with number and heading, as each section was in the newest draft that has it, in its order."""
    rows = SectionText.objects.filter(draft__in=drafts).order_by("-draft__number", "position")
    found: dict[str, str] = {}
    for key, number, heading in rows.values_list("section__key", "number", "heading"):
        found.setdefault(key, f"{number} {heading}".strip())
    return list(found.items())
