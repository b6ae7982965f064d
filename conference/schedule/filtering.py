"""The questions people ask of a schedule, as a form that is read from the address."""

from unicodedata import combining, normalize

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Session
from .language_words import language_label
from .timetable import Entry, Timetable
from .words import day_name


class FilterForm(forms.Form):
    """Made for one timetable, whose texts must have been read: it offers only what is there."""

    q = forms.CharField(label=_("Words"), max_length=100, required=False)
    day = forms.ChoiceField(label=_("Day"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    room = forms.ChoiceField(label=_("Room"), required=False)
    access = forms.BooleanField(label=_("Only rooms without steps"), required=False)

    def __init__(self, data, *, timetable: Timetable):
        super().__init__(data)
        self.timetable = timetable
        entries = timetable.entries
        codes = {one.language for entry in entries for one in entry.languages}
        kinds = {entry.session.kind for entry in entries}
        self.offer("day", [(day.isoformat(), day_name(day)) for day in timetable.dates])
        self.offer("language", sorted(((code, language_label(code)) for code in codes), key=lambda pair: pair[1]))
        self.offer("topic", [(topic.slug, topic.read("name").text) for topic in timetable.topics])
        self.offer("kind", [(kind, label) for kind, label in Session.Kind.choices if kind in kinds])
        self.offer("room", [(room.slug, room.read("name").text) for room in timetable.rooms])

    def offer(self, field: str, choices: list[tuple[str, str]]) -> None:
        if len(choices) > 1:
            self.fields[field].choices = [("", _("All")), *choices]
        else:
            del self.fields[field]

    @property
    def is_asking(self) -> bool:
        """Whether anything is filtered at all."""
        return any(self.data.get(name) for name in self.fields)

    def filtered(self) -> Timetable:
        """What matches everything that was asked and understood."""
        asked = {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
        tests = {name: MATCHES[name](value) for name, value in asked.items()}
        return self.timetable.only(lambda entry: all(test(entry) for test in tests.values()))


def has_words(query: str):
    """Every word of the query stands somewhere in what people read; accents and capitals do not count."""
    words = folded(query).split()
    return lambda entry: all(word in text for text in [folded(words_of(entry))] for word in words)


def words_of(entry: Entry) -> str:
    session = entry.session
    texts = [session.read(field).text for field in ("title", "summary", "goal", "place")]
    people = [name for one in entry.people for name in (one.person.name, one.organization and one.organization.name)]
    return " ".join([*texts, *filter(None, people)])


def folded(text: str) -> str:
    return "".join(sign for sign in normalize("NFD", text.casefold()) if not combining(sign))


MATCHES = {
    "q": has_words,
    "day": lambda day: lambda entry: entry.day.isoformat() == day,
    "language": lambda code: lambda entry: any(one.language == code for one in entry.languages),
    "topic": lambda slug: lambda entry: entry.session.topic is not None and entry.session.topic.slug == slug,
    "kind": lambda kind: lambda entry: entry.session.kind == kind,
    "room": lambda slug: lambda entry: entry.room is not None and entry.room.slug == slug,
    "access": lambda _wanted: lambda entry: entry.room is not None and entry.room.step_free is True,
}
