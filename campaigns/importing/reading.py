"""Whatever an organizer pastes or uploads, as one Markdown text with a record of what is not in it."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nisn_site.kit.decoding import clean, decode

from ..drafting.objections import MOST_CHARACTERS
from .front_matter import without_front_matter
from .kinds import Kind, is_packed, kind_of_text, refuse_other_packed, refuse_unreadable
from .tags import without_tags
from .web_pages import web_page_as_markdown
from .word_files import word_file_as_markdown

MOST_BYTES = 8_000_000
TOO_MANY_BYTES = gettext_lazy(
    "This file is larger than 8 MB. A text alone is much smaller: leave out the pictures, or paste the text."
)
SAVE_OR_PASTE = gettext_lazy("Save it as .docx or as “UTF-8” text, or copy the text and paste it here.")
TOO_LONG = gettext_lazy("This text has more than 500,000 characters. Divide it, and make two proposals of it.")


@dataclass
class Source:
    """A text to import. `dropped` holds pieces of what was given that are not in it; `notes` say so in words."""

    kind: Kind
    text: str
    dropped: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_file(data: bytes, *, name: str = "") -> Source:
    """Raises ValidationError with a sentence that says what to do; codes in `kinds`, `nisn_site.kit.decoding` and here."""
    if len(data) > MOST_BYTES:
        raise ValidationError(TOO_MANY_BYTES, code="too_many_bytes")
    refuse_unreadable(data)
    if is_packed(data):
        refuse_other_packed(data)
        text, notes = word_file_as_markdown(data)
        return checked(Source(Kind.WORD, clean(text), notes=notes))
    text, is_guess = decode(data, advice=SAVE_OR_PASTE)
    source = read_text(text, name=name)
    if is_guess:
        source.notes.append(_("The file does not say how its letters are stored. Check accents and quotation marks."))
    return source


def read_text(text: str, *, name: str = "") -> Source:
    """A pasted text, or the text of a file with this name. Raises ValidationError (`too_long`, `nothing_in_it` …)."""
    text = clean(text)
    kind = kind_of_text(text, name)
    if kind is Kind.HTML:
        markdown, dropped = web_page_as_markdown(text)
        return checked(Source(kind, clean(markdown), dropped, told(dropped)))
    text, matter = without_front_matter(text)
    text, tags = without_tags(text)
    return checked(Source(kind, text, matter + tags, told(tags)))


def told(tags: list[str]) -> list[str]:
    return [_("Scripts and other tags were left out.")] if tags else []


def checked(source: Source) -> Source:
    if len(source.text) > MOST_CHARACTERS:
        raise ValidationError(TOO_LONG, code="too_long")
    if not source.text.strip():
        raise ValidationError(_("There is no text in it."), code="nothing_in_it")
    return source
