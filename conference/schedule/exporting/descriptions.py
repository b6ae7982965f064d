"""The text of one entry, for formats that have one field for all of it: what it is about, then labelled paragraphs."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...models import SessionLanguage
from ..labels import INVENTED, LABELS, NOTE, ROLES, SAMPLE, WAYS
from ..language_words import language_label
from ..timetable import Entry
from .entries import group_of, text


def long_text(one: Entry, *, is_complete: bool = False) -> str:
    """Paragraphs in Markdown, as organizers wrote them. `is_complete` adds what other formats have own fields for."""
    parts = [text(one, "body"), *labelled(one), *in_languages(one, is_complete=is_complete)]
    if is_complete:
        parts = [text(one, "summary"), *parts, *led_by(one)]
    return "\n\n".join(part for part in parts if part)


def labelled(one: Entry) -> Iterator[str]:
    for name, label in LABELS.items():
        if words := text(one, name):
            yield f"{_(label)}: {without_empty_lines(words)}"
    if note := one.slot.read("note").text.strip():
        yield f"{_(NOTE)}: {without_empty_lines(note)}"
    if one.session.is_sample:
        yield f"{_(SAMPLE)}: {_(INVENTED)}"


def without_empty_lines(words: str) -> str:
    """One paragraph, so that an import knows where it ends."""
    return "\n".join(line for line in words.splitlines() if line.strip())


def in_languages(one: Entry, *, is_complete: bool) -> Iterator[str]:
    by_way = defaultdict(list)
    for row in one.languages:
        by_way[row.how].append(language_label(row.language))
    for way, label in WAYS.items():
        if by_way[way] and (is_complete or way != SessionLanguage.How.SPOKEN):
            yield f"{_(label)}: {', '.join(by_way[way])}"


def led_by(one: Entry) -> Iterator[str]:
    by_role = defaultdict(list)
    for row in one.people:
        group = group_of(row)
        by_role[row.role].append(f"{row.person.name} ({group})" if group else row.person.name)
    for role, label in ROLES.items():
        if by_role[role]:
            yield f"{_(label)}: {'; '.join(by_role[role])}"


def spoken_codes(one: Entry) -> str:
    """`es, en`: what the field for the language of a talk can hold."""
    return ", ".join(row.language for row in one.languages if row.how == SessionLanguage.How.SPOKEN)
