"""The outcome of a comparison: plain data that pages, lists, mails and JSON can be made from. No HTML in it.

In `runs`, `=` stands in both drafts, `-` only in the older one, `+` only in the newer one. All `=` and `-` together
are the old text, all `=` and `+` together the new text, exactly.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import dropwhile
from typing import NamedTuple

from .tokens import is_address, is_word, tokens_of

# Moves on when other results are found for the same texts; kept ones of older editions are then made anew.
EDITION = 1
KEPT, REMOVED, ADDED = "=", "-", "+"
WORDS_AROUND_AN_EDIT = 6
MARKS = ("new", "removed", "moved", "renamed", "changed")


class Run(NamedTuple):
    op: str
    text: str


class Edit(NamedTuple):
    """One place where words changed: `removed` became `added` (one of them may be empty), after these words."""

    after: str
    removed: str
    added: str


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """`change` is same, changed, new, removed, formatting (the same words), or rewritten: shown as replaced as a
    whole because little is left, or too_long: shown as replaced because comparing it would cost too much.
    """

    change: str
    block: str  # p, li, quote, heading, rule
    depth: int  # in how many lists it lies
    marker: str  # of a list item as it is now: • or 7.
    runs: tuple[Run, ...]

    @property
    def before(self) -> tuple[Run, ...]:
        """What the older draft says here."""
        return tuple(run for run in self.runs if run.op != ADDED)

    @property
    def after(self) -> tuple[Run, ...]:
        return tuple(run for run in self.runs if run.op != REMOVED)

    @property
    def edits(self) -> Iterator[Edit]:
        """The changes one by one, for sentences."""
        before, removed, added = "", "", ""
        for op, text in (*self.runs, Run(KEPT, "")):
            if op == REMOVED:
                removed += text
            elif op == ADDED:
                added += text
            else:
                if (removed or added).strip():
                    yield Edit(last_words(before), removed.strip(), added.strip())
                before = before + text if not (removed or added) else text
                removed = added = ""

    @property
    def only_spaces_differ(self) -> bool:
        """A change that `edits` does not tell about."""
        return self.change == "changed" and not any(run.text.strip() for run in self.runs if run.op != KEPT)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a section stands in one draft; `parent` is the key of the section it lies in, or empty."""

    number: str
    heading: str
    parent: str


@dataclass(frozen=True, slots=True)
class SectionChange:
    """What became of one section. `paragraphs` is empty when its text is the same."""

    key: str
    kind: str
    language: str
    before: Place | None
    after: Place | None
    is_moved: bool
    heading: tuple[Run, ...]
    paragraphs: tuple[ParagraphChange, ...]
    words_added: int
    words_removed: int

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_removed(self) -> bool:
        return self.after is None

    @property
    def is_kept(self) -> bool:
        return self.before is not None and self.after is not None

    @property
    def is_renamed(self) -> bool:
        return self.is_kept and any(run.op != KEPT for run in self.heading)

    @property
    def is_changed(self) -> bool:
        return self.is_kept and bool(self.paragraphs)

    @property
    def is_only_formatted(self) -> bool:
        """A line between two paragraphs is no word either."""
        return self.is_changed and all(
            one.change in {"same", "formatting"} or one.block == "rule" for one in self.paragraphs
        )

    @property
    def marks(self) -> list[str]:
        """What became of it, in the words of `MARKS`; nothing for a section that is the same."""
        return [mark for mark in MARKS if getattr(self, f"is_{mark}")]

    @property
    def is_same(self) -> bool:
        return self.is_kept and not (self.is_moved or self.is_renamed or self.is_changed)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many sections; one that is moved and changed counts in both. Characters are words in Chinese and the like."""

    new: int
    removed: int
    moved: int
    renamed: int
    changed: int
    same: int
    differing: int  # all but the same ones
    words_added: int
    words_removed: int


@dataclass(frozen=True, slots=True)
class Changes:
    """All sections of both drafts in the newer one's order; removed ones stand where they were.

    `is_complete` is false when some texts were too long to be compared word by word (see `budget`).
    """

    sections: tuple[SectionChange, ...]
    is_complete: bool = True

    @property
    def counts(self) -> Counts:
        flags = (*MARKS, "same")
        numbers = {flag: sum(getattr(one, f"is_{flag}") for one in self.sections) for flag in flags}
        return Counts(
            **numbers,
            differing=len(self.sections) - numbers["same"],
            words_added=sum(one.words_added for one in self.sections),
            words_removed=sum(one.words_removed for one in self.sections),
        )

    @property
    def marks(self) -> dict[str, list[str]]:
        """What became of each section that differs, by its key."""
        return {one.key: one.marks for one in self.sections if one.marks}

    def as_json(self) -> dict:
        return {"is_complete": self.is_complete, "sections": [jsonable(one) for one in self.sections]}

    @classmethod
    def from_json(cls, data: dict) -> "Changes":
        return cls(tuple(map(section_from_json, data["sections"])), data["is_complete"])


def jsonable(thing):
    """Dataclasses as objects, runs as pairs; quicker than `dataclasses.asdict`, which copies every string."""
    if isinstance(thing, tuple) and not isinstance(thing, Run):
        return [jsonable(one) for one in thing]
    if isinstance(thing, ParagraphChange | Place | SectionChange | Counts):
        return {field.name: jsonable(getattr(thing, field.name)) for field in fields(thing)}
    return thing


def section_from_json(data: dict) -> SectionChange:
    values = data | {name: Place(**data[name]) if data[name] else None for name in ("before", "after")}
    values["heading"] = runs_from_json(data["heading"])
    values["paragraphs"] = tuple(
        ParagraphChange(**one | {"runs": runs_from_json(one["runs"])}) for one in data["paragraphs"]
    )
    return SectionChange(**values)


def runs_from_json(data: list) -> tuple[Run, ...]:
    return tuple(Run(*pair) for pair in data)


def last_words(text: str) -> str:
    """The end of a text, as a place to find: without the full stop or comma that would begin it, and as pages show it,
    where the address of a link is not to be seen.
    """
    tokens = [token for token in tokens_of(text.strip()) if not is_address(token)][-WORDS_AROUND_AN_EDIT:]
    tokens = dropwhile(lambda token: not is_word(token), tokens)
    return "".join(map("".join, tokens)).strip()
