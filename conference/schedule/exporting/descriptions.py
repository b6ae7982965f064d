"""The text of one entry, for formats that have one field for all of it: what it is about, then labelled paragraphs."""

from collections import defaultdict
from collections.abc import Iterator

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _

from ...models import SessionLanguage
from ...models.choices import SPOKEN
from ..labels import LABELS, ROLES, WAYS
from .released import ReleasedSlot

SIGN_LANGUAGES = {"ase": "ASL", "mfs": "LSM", "fsl": "LSF", "gsg": "DGS", "bfi": "BSL"}


def long_text(one: ReleasedSlot, *, is_complete: bool = False) -> str:
    """Paragraphs in Markdown, as organizers wrote them. `is_complete` adds what other formats have own fields for."""
    parts = [one.text("body"), *labelled(one), *in_languages(one, is_complete=is_complete)]
    if is_complete:
        parts = [one.text("summary"), *parts, *led_by(one)]
    return "\n\n".join(part for part in parts if part)


def labelled(one: ReleasedSlot) -> Iterator[str]:
    for name, label in LABELS.items():
        text = one.text(name) if name in one.session.translated_fields else ""
        if text:
            yield f"{_(label)}: {without_empty_lines(text)}"
    if note := one.slot.read("note").text.strip():
        yield note


def without_empty_lines(text: str) -> str:
    """One paragraph, so that an import knows where it ends."""
    return "\n".join(line for line in text.splitlines() if line.strip())


def in_languages(one: ReleasedSlot, *, is_complete: bool) -> Iterator[str]:
    by_way = defaultdict(list)
    for row in one.languages:
        by_way[row.how].append(name_of(row.language))
    for way, label in WAYS.items():
        if by_way[way] and (is_complete or way != SessionLanguage.How.SPOKEN):
            yield f"{_(label)}: {', '.join(by_way[way])}"


def name_of(code: str) -> str:
    """A language as its speakers call it."""
    return SPOKEN.get(code) or SIGN_LANGUAGES.get(code) or LANG_INFO.get(code, {}).get("name_local", code)


def led_by(one: ReleasedSlot) -> Iterator[str]:
    by_role = defaultdict(list)
    for row in one.people:
        group = row.organization or row.person.organization
        by_role[row.role].append(f"{row.person.name} ({group.name})" if group else row.person.name)
    for role, label in ROLES.items():
        if by_role[role]:
            yield f"{_(label)}: {'; '.join(by_role[role])}"


def spoken_codes(one: ReleasedSlot) -> str:
    """`es, en`: what the field for the language of a talk can hold."""
    return ", ".join(row.language for row in one.languages if row.how == SessionLanguage.How.SPOKEN)
