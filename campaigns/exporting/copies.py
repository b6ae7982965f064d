"""What a file of a draft says, whatever its format."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from nisn_site.kit.languages import active_language
from nisn_site.kit.reading import Reading
from nisn_site.kit.tags import long_date

from ..drafting.numbering import outline
from ..models import Draft, SectionText


@dataclass(frozen=True, slots=True)
class CopiedSection:
    """`number` is as people write it before a title: `2.` and `2.1`; `depth` is 1 for a section in no other."""

    number: str
    depth: int
    heading: Reading
    body: Reading

    @property
    def language(self) -> str:
        """Both may differ where only one of them is translated; the body is what people read."""
        return (self.body if self.body.text else self.heading).language


@dataclass(frozen=True, slots=True)
class Copy:
    """One draft as read in `language`. `notes` are sentences that a reader must know before the text."""

    language: str
    title: Reading
    label: Reading
    summary: Reading
    change_summary: Reading
    sections: list[CopiedSection]
    draft: Draft
    publisher: str
    address: str
    notes: list[str] = field(default_factory=list)

    @property
    def change_name(self) -> str:
        """What the summary of changes is called; of a first draft it tells where it comes from."""
        return _("What we changed, and why") if self.draft.previous_id else _("About this draft")

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Everything somebody needs to name exactly this wording: `(name, value)`, the address as the third."""
        return [
            (_("Draft"), self.label.text),
            (_("Published"), f"{long_date(self.draft.published_on)}, {self.publisher}"),
            (_("Address"), self.address),
            (_("Fingerprint of the text"), self.draft.short_hash),
        ]


def copy_of(draft: Draft, texts: list[SectionText], *, publisher: str, address: str, newest_address: str = "") -> Copy:
    """The draft in the active language; it, its proposal and its texts need their translations.

    `newest_address` leads to the newest draft where this is an older one.
    """
    sections = [
        CopiedSection(number if "." in number else f"{number}.", depth, text.read("heading"), text.read("body"))
        for text, number, depth in outline(texts)
    ]
    copy = Copy(
        language=active_language(),
        title=draft.other_title or draft.proposal.read("title"),
        label=draft.read("label"),
        summary=draft.read("plain_summary"),
        change_summary=draft.read("change_summary"),
        sections=sections,
        draft=draft,
        publisher=publisher,
        address=address,
    )
    copy.notes.extend([*notes_on_state(draft, newest_address), *notes_on_language(copy)])
    return copy


def notes_on_state(draft: Draft, newest_address: str) -> Iterator[str]:
    if draft.state == Draft.State.WITHDRAWN:
        words = _("Withdrawn. The network took this draft back on %(day)s, for this reason: %(reason)s")
        yield words % {"day": long_date(draft.withdrawn_on), "reason": draft.withdrawn_reason}
    if newest_address:
        yield _("This is an older draft. You find the newest one here: %(address)s") % {"address": newest_address}


def notes_on_language(copy: Copy) -> Iterator[str]:
    readings = list(named_readings(copy))
    if (
        any(reading.text and not reading.is_fallback for _name, reading in readings)
        and copy.language != copy.draft.language
    ):
        words = _("This is a translation. The fingerprint belongs to the text as it was written, in %(language)s.")
        yield words % {"language": name_of(copy.draft.language)}
    foreign = {reading.language for _name, reading in readings if reading.is_fallback}
    for language in sorted(foreign):
        places = places_where(readings, lambda reading, code=language: reading.is_fallback and reading.language == code)
        words = _("Not translated yet, so you read it in %(language)s: %(places)s.")
        yield words % {"language": name_of(language), "places": places}
    if places := places_where(readings, lambda reading: reading.is_outdated):
        yield _("The text changed after it was translated: %(places)s.") % {"places": places}


def named_readings(copy: Copy) -> Iterator[tuple[str, Reading]]:
    yield _("title"), copy.title
    yield _("name of the draft"), copy.label
    yield _("plain summary"), copy.summary
    yield _("what changed, and why"), copy.change_summary
    for section in copy.sections:
        for reading in (section.heading, section.body):
            yield section.number.rstrip("."), reading


def places_where(readings: list[tuple[str, Reading]], is_meant) -> str:
    return ", ".join(dict.fromkeys(name for name, reading in readings if is_meant(reading)))


def name_of(language: str) -> str:
    """As its speakers write it."""
    return settings.LANGUAGE_NAMES.get(language, language)
