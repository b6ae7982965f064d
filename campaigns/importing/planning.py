"""What an import would do: which passages of the text are which sections of the draft, for an organizer to correct."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from ..drafting.canonical import fingerprint
from ..drafting.matching import Passage, match_sections
from ..drafting.numbering import outline
from ..models import Draft, Proposal, Section, SectionText
from .sections import Found, tidy_body
from .why import Why

JOINED, LEFT_OUT = "join", "out"
NEW_TEXT, NEW_CAMPAIGN = "new-text", "new-campaign"
SAME = _("the same text as now")
CERTAIN, GUESSED = _("certain: nearly the same words"), _("a guess: some words are the same")


class Existing(NamedTuple):
    """A section of the draft that the text is imported into."""

    key: str
    number: str
    heading: str
    body: str
    parent: str | None  # the key of the section it lies in

    def __str__(self):
        """A section without a heading is known by its first words."""
        name = self.heading or Truncator(self.body).chars(40) or _("Without a heading")
        return f"{self.number} {name}"


@dataclass(frozen=True)
class Basis:
    """The draft that is there now. `draft` is None for a proposal without one; `seen` changes when a text does."""

    draft: Draft | None
    existing: list[Existing]
    seen: str


class Planned(NamedTuple):
    """What shall be in the draft: a section we have (`key`), or a new one of a kind."""

    heading: str
    body: str
    level: int
    key: str | None = None
    kind: str = Section.Kind.TEXT


@dataclass
class Row:
    """One passage of the text in the preview, as guessed or as corrected. `place` is a level, `join` or `out`."""

    place: str
    heading: str
    body: str
    same_as: str  # the key of a section, or one of NEW_…
    why: Why


def basis_of(proposal: Proposal) -> Basis:
    """The working draft, or what it would be made from."""
    draft = proposal.drafts.working().first() or proposal.drafts.standing().newest_first().first()
    texts = list(draft.texts.select_related("section")) if draft else []
    return Basis(draft, existing_in(texts), fingerprint(texts))


def existing_in(texts: list[SectionText]) -> list[Existing]:
    keys = {text.section_id: text.section.key for text in texts}
    return [
        Existing(text.section.key, number, text.heading, text.body, keys.get(text.parent_id))
        for text, number, _depth in outline(texts)
    ]


def first_plan(found: list[Found], existing: list[Existing]) -> list[Row]:
    """All passages in order, each with the section it most likely is."""
    known = {one.heading.casefold() for one in existing}
    found = [one._replace(is_title=one.is_title and one.heading.casefold() not in known) for one in found]
    rows = [
        Row(LEFT_OUT if one.is_title else str(one.level), one.heading, one.body, NEW_TEXT, one.why) for one in found
    ]
    match_rows([row for row in rows if row.place != LEFT_OUT], existing)
    return rows


def match_rows(rows: list[Row], existing: list[Existing]) -> list[bool]:
    """Write into each row which of these sections it is; each is used once. Returns for each whether that is certain."""
    matches = match_sections(
        [Passage(one.heading, one.body) for one in existing], [Passage(row.heading, row.body) for row in rows]
    )
    used = {match.old for match in matches if match.old is not None}
    # Passages without words, as a line of stars, have nothing in common but that they are equal.
    unused = {(one.heading, one.body): at for at, one in enumerate(existing) if at not in used}
    for row, match in zip(rows, matches, strict=True):
        at = match.old if match.old is not None else unused.pop((row.heading, row.body), None)
        if at is not None:
            row.same_as = existing[at].key
    return [match.is_certain for match in matches]


def certainty(rows: list[Row], existing: list[Existing]) -> list[str]:
    """In words, how sure it is that each row is the section it says; empty for new ones and for what only an organizer knows."""
    by_key = {one.key: one for one in existing}
    guessed = [replace(row, same_as=NEW_TEXT) for row in rows if row.place != LEFT_OUT]
    sure = match_rows(guessed, existing)
    guesses = iter(zip(guessed, sure, strict=True))
    words = []
    for row in rows:
        guess, is_sure = next(guesses) if row.place != LEFT_OUT else (row, False)
        old = by_key.get(row.same_as)
        if not old or row.place == LEFT_OUT:
            words.append("")
        elif (old.heading, tidy_body(old.body)) == (row.heading, row.body):
            words.append(SAME)
        else:
            words.append((CERTAIN if is_sure else GUESSED) if guess.same_as == row.same_as else "")
    return words


def planned(rows: list[Row]) -> list[Planned]:
    """The sections that rows make: what is joined is written below the text above it, what is left out is gone."""
    plan: list[Planned] = []
    for row in rows:
        if row.place == LEFT_OUT:
            continue
        if row.place == JOINED and plan:
            parts = [plan[-1].body, row.why.as_line(row.heading), row.body]
            plan[-1] = plan[-1]._replace(body="\n\n".join(part for part in parts if part))
        else:
            is_new = row.same_as in (NEW_TEXT, NEW_CAMPAIGN)
            kind = Section.Kind.CAMPAIGN if row.same_as == NEW_CAMPAIGN else Section.Kind.TEXT
            plan.append(Planned(row.heading, row.body, level_of(row), None if is_new else row.same_as, kind))
    return plan


def level_of(row: Row) -> int:
    """1 for one that is to be joined to the text above, where there is none."""
    return int(row.place) if row.place.isdecimal() else 1
