"""Organizers write a working draft: many texts at once, sections added, divided and joined.

Nobody overwrites what they have not seen. Each text comes with the fingerprint of what its writer began from, so a
section that only one of two people changed is never in anybody's way.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.markdown import render

from ..models import Draft, Section, SectionText
from ..models.limits import BODY_LENGTH, HEADING_LENGTH
from ..models.texts import TOP_HEADING_IN_BODY
from ..refusals import in_plain_words
from .arrangement import Arrangement, Place, lock_arrangement

BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
HEADING_SIGNS = re.compile(r"#{1,6}[^\S\n]+")
MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>#&!~])")
ESCAPED_SIGNS = re.compile(r"\\([\\`*_\[\]<>#&!~])")


class Written(NamedTuple):
    """One section as somebody typed it; `kind` is empty where it could not be chosen.

    `opened` is the `text_fingerprint` of what they began from.
    """

    key: str
    heading: str
    body: str
    opened: str
    kind: str = ""


@dataclass
class Outcome:
    """What became of the texts that somebody wrote, by key of the section. What they did not touch is in none of these."""

    saved: list[str] = field(default_factory=list)
    refused: dict[str, list] = field(default_factory=dict)  # messages; nothing of the section was saved
    theirs: dict[str, SectionText] = field(default_factory=dict)  # what somebody else saved meanwhile, and stays
    gone: list[Written] = field(default_factory=list)  # sections that somebody else removed

    @property
    def is_complete(self) -> bool:
        return not (self.refused or self.theirs or self.gone)


def tidy_heading(heading: str) -> str:
    return " ".join(heading.split())


def tidy_body(body: str) -> str:
    """As every browser sends it, whatever it was stored like."""
    return body.replace("\r\n", "\n").replace("\r", "\n").strip()


def text_fingerprint(kind: str, heading: str, body: str) -> str:
    """16 hex digits that change when one of them does."""
    words = json.dumps([kind, tidy_heading(heading), tidy_body(body)])
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def fingerprint_of(text: SectionText) -> str:
    return text_fingerprint(text.section.kind, text.heading, text.body)


@in_plain_words()
@transaction.atomic
def save_texts(*, draft: Draft, written: Iterable[Written]) -> Outcome:
    """Store those that their writer changed, each for itself: one that is refused, or that somebody else saved
    meanwhile, stays as it is and does not hold up the others.

    Raises ValidationError (`draft_is_frozen`, `draft_is_gone`).
    """
    arrangement, written = lock_arrangement(draft), list(written)
    outcome, changed = Outcome(), []
    for one in written:
        text = arrangement.texts.get(one.key)
        if text is None:
            outcome.gone += [] if is_untouched(one) else [one]
        elif decide(one, text, outcome) and (text.heading, text.body) != (one.heading, one.body):
            text.heading, text.body = tidy_heading(one.heading), tidy_body(one.body)
            changed.append(text)
    store_words(changed)
    store_kinds([one for one in written if one.key in outcome.saved and one.kind], arrangement)
    return outcome


def is_untouched(one: Written) -> bool:
    kinds = [one.kind] if one.kind else Section.Kind.values
    return one.opened in {text_fingerprint(kind, one.heading, one.body) for kind in kinds}


def decide(one: Written, text: SectionText, outcome: Outcome) -> bool:
    """Whether this is to be stored; notes it in the outcome."""
    typed = text_fingerprint(one.kind or text.section.kind, one.heading, one.body)
    now = fingerprint_of(text)
    if typed in {one.opened, now}:
        return False
    if messages := faults_of(one, text):
        outcome.refused[one.key] = messages
    elif one.opened != now:
        outcome.theirs[one.key] = text
    else:
        outcome.saved.append(one.key)
        return True
    return False


def faults_of(one: Written, text: SectionText) -> list:
    faults = []
    if (length := len(tidy_heading(one.heading))) > HEADING_LENGTH:
        words = _("The heading has %(length)d characters. It may have at most %(most)d.")
        faults.append(words % {"length": length, "most": HEADING_LENGTH})
    if len(tidy_body(one.body)) > BODY_LENGTH:
        faults.append(_("This section is longer than 200,000 characters. Divide it into several sections."))
    if "\x00" in one.heading + one.body:
        faults.append(_("The text holds a character that cannot be stored. Type the place anew instead of pasting."))
    if one.kind not in {"", *Section.Kind.values}:
        faults.append(_("A section is a text or a campaign."))
    elif one.kind not in {"", text.section.kind} and text.section_id in published_sections([text]):
        faults.append(_("A draft with this section is published, so it stays what it is: a text or a campaign."))
    return faults


def published_sections(texts: Iterable[SectionText]) -> set[int]:
    """Keys of the sections that everybody has seen, so that their kind stays."""
    sections = [text.section_id for text in texts]
    seen = SectionText.objects.filter(section_id__in=sections).exclude(draft__state=Draft.State.WORKING)
    return set(seen.values_list("section_id", flat=True))


def store_words(texts: list[SectionText]) -> None:
    for text in texts:
        text.body_html = render(text.body, top_heading=TOP_HEADING_IN_BODY)
        text.version += 1
    SectionText.objects.bulk_update(texts, ["heading", "body", "body_html", "version"], batch_size=100)


def store_kinds(written: list[Written], arrangement: Arrangement) -> None:
    for one in written:
        section = arrangement.texts[one.key].section
        if section.kind != one.kind:
            section.kind = one.kind
            section.save(update_fields=["kind"])


@in_plain_words()
@transaction.atomic
def add_section(
    *, draft: Draft, place: Place = Place.INSIDE, target: str = "", kind: str = "", heading: str = "", body: str = ""
) -> SectionText:
    """Add a new section before, after or inside the one with the key `target`; without one at the end of the draft.

    Without a kind it becomes what the one beside it is: a tenth campaign after nine. Raises ValidationError (`section_not_in_draft`, `draft_has_too_many_sections`, `draft_is_frozen`).
    """
    arrangement = lock_arrangement(draft)
    other = arrangement.find(target) if target else None
    beside = other.section.kind if other and place != Place.INSIDE else Section.Kind.TEXT
    text = arrangement.new_text(kind=kind or beside, heading=tidy_heading(heading), body=tidy_body(body))
    arrangement.put(text, place, other)
    arrangement.store()
    return text


def paragraphs_of(body: str) -> list[str]:
    """The paragraphs of a text; joined by blank lines they are the text again."""
    return [one for one in BLANK_LINES.split(tidy_body(body)) if one.strip()]


@in_plain_words()
@transaction.atomic
def split_section(
    *, draft: Draft, key: str, at: int, heading: str = "", opened: str = "", parts_go_along: bool = True
) -> SectionText:
    """Divide a section before paragraph number `at` (1 is the second one); the new section follows it on its level.

    The first half keeps the key. Parts go along with the second half, so that the order of reading stays the same.
    A Markdown heading that the second half begins with becomes its heading, unless another one is given. With
    `opened` the text must still be the one with this fingerprint.
    Raises ValidationError (`text_changed_since`, `nothing_to_split`, `split_needs_a_heading`, …).
    """
    arrangement = lock_arrangement(draft)
    text = arrangement.find(key)
    if opened and opened != fingerprint_of(text):
        words = _("Somebody else has changed this section meanwhile. Look at it again and choose the place anew.")
        raise ValidationError(words, code="text_changed_since")
    paragraphs = paragraphs_of(text.body)
    if not 0 < at < len(paragraphs):
        raise ValidationError(_("Choose the paragraph that the new section begins with."), code="nothing_to_split")
    own_heading, body = heading_and_body(paragraphs[at:])
    if not (heading := tidy_heading(heading) or own_heading):
        raise ValidationError(
            {"heading": ValidationError(_("Give the new section a heading."), code="split_needs_a_heading")}
        )
    new = arrangement.new_text(kind=text.section.kind, heading=heading, body=body)
    new.full_clean(
        exclude=["draft", "proposal", "section", "parent", "position"],
        validate_unique=False,
        validate_constraints=False,
    )
    arrangement.put(new, Place.AFTER, text)
    if parts_go_along:
        arrangement.hand_over(text, parts_to=new.section_id)
    text.body = "\n\n".join(paragraphs[:at])
    store_words([text])
    arrangement.store()
    return new


def heading_and_body(paragraphs: list[str]) -> tuple[str, str]:
    """What a Markdown heading at the beginning says (or nothing), and the text without it."""
    body = "\n\n".join(paragraphs)
    first_line, _newline, rest = body.partition("\n")
    signs = HEADING_SIGNS.match(first_line)
    if not signs:
        return "", body
    heading = first_line[signs.end() :].rstrip()
    if heading.rstrip("#").endswith(" "):  # signs may stand on both sides of it
        heading = heading.rstrip("#")
    return tidy_heading(ESCAPED_SIGNS.sub(r"\1", heading)), tidy_body(rest)


@in_plain_words()
@transaction.atomic
def merge_with_above(*, draft: Draft, key: str) -> SectionText:
    """Append a section to the one that is read directly before it, and return that one.

    Its heading becomes a small heading in the text, and its parts lie where the order of reading stays the same.
    Raises ValidationError (`nothing_above`, `text_is_not_endless`, …).
    """
    arrangement = lock_arrangement(draft)
    text = arrangement.find(key)
    above = arrangement.above(text)
    if above is None:
        raise ValidationError(_("There is no section above this one."), code="nothing_above")
    joined = [above.body, heading_line(text.heading), text.body]
    above.body = "\n\n".join(part for part in map(tidy_body, joined) if part)
    # Inside the one above, its parts take its place; else they are the only ones there.
    arrangement.hand_over(text, parts_to=above.section_id, at=0 if text.parent_id == above.section_id else None)
    arrangement.leave_out(text)
    store_words([above])
    arrangement.store()
    return above


def heading_line(heading: str) -> str:
    return f"### {MARKDOWN_SIGNS.sub(r'\\\1', heading)}" if heading else ""
