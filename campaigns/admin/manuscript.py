"""A working draft as one document to write in: what the editor page shows, and what comes back from it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ..changes.tokens import count_words, normalized, tokens_of
from ..drafting.beginning import last_published
from ..drafting.numbering import Numbered, outline
from ..drafting.writing import Outcome, Written, fingerprint_of, published_sections
from ..models import Draft, Section, SectionText

SECTION_KEY = re.compile(r"s[2-9][a-z2-9]{5}")


@dataclass
class Line:
    """One section on the page; `heading`, `body` and `kind` are what its fields hold."""

    text: SectionText
    number: str
    depth: int
    heading: str
    body: str
    kind: str
    opened: str
    kind_is_fixed: bool
    mark: str = ""  # new, or changed: since the last published draft
    above: "Line | None" = None
    is_first: bool = False  # of those on its level
    is_last: bool = False
    errors: list = field(default_factory=list)
    theirs: SectionText | None = None

    @property
    def key(self) -> str:
        return self.text.section.key

    @property
    def name(self) -> str:
        return section_name(self.number, self.text.heading)

    @cached_property
    def words(self) -> int:
        return count_words(tokens_of(normalized(self.text.body)))

    @property
    def rows(self) -> int:
        """Lines of the text area: about as many as the text needs, within reason."""
        return min(24, max(4, 2 + sum(1 + len(line) // 80 for line in self.body.splitlines())))


def section_name(number: str, heading: str) -> str:
    return f"{number} {heading}" if heading else _("Section %s") % number


class Manuscript:
    """All sections of a working draft, in the order of reading."""

    def __init__(self, draft: Draft):
        self.draft = draft
        self.previous = last_published(draft.proposal)
        texts = list(draft.texts.select_related("section"))
        self.published = published_sections(texts)
        before = list(self.previous.texts.in_order().select_related("section")) if self.previous else []
        self.left_out = [text for text in before if text.section_id not in {one.section_id for one in texts}]
        self.lines = self.lines_of(outline(texts), {text.section_id: text for text in before})
        self.by_key = {line.key: line for line in self.lines}

    def lines_of(self, numbered: list[Numbered], before: dict[int, SectionText]) -> list[Line]:
        lines = []
        last_of = {one.text.parent_id: one.text for one in numbered}
        for text, number, depth in numbered:
            line = Line(text, number, depth, text.heading, text.body, text.section.kind, fingerprint_of(text),
                        text.section_id in self.published)  # fmt: skip
            line.above = lines[-1] if lines else None
            line.is_first, line.is_last = number.split(".")[-1] == "1", last_of[text.parent_id] is text
            line.mark = mark_of(text, before.get(text.section_id)) if self.previous else ""
            lines.append(line)
        return lines

    def find(self, key: str) -> Line | None:
        return self.by_key.get(key)

    @property
    def words(self) -> int:
        return sum(line.words for line in self.lines)

    def parts_of(self, line: Line) -> list[Line]:
        """Everything that lies inside a section."""
        return [one for one in self.lines if one.number.startswith(f"{line.number}.")]

    def show(self, written: list[Written], outcome: Outcome) -> None:
        """Put what was typed, but not saved, back into the fields."""
        for one in written:
            line = self.find(one.key)
            if line is None or one.key not in {*outcome.refused, *outcome.theirs}:
                continue
            line.heading, line.body, line.kind = one.heading, one.body, one.kind or line.kind
            line.errors = outcome.refused.get(one.key, [])
            if one.key in outcome.theirs:
                # Pressing Save again, after reading both, is a decision: it then applies to the newer text.
                line.theirs = line.text
            else:
                line.opened = one.opened


def mark_of(text: SectionText, before: SectionText | None) -> str:
    if before is None:
        return "new"
    is_same = (text.heading, text.body) == (before.heading, before.body)
    return "" if is_same else "changed"


def written_in(posted) -> Iterator[Written]:
    """The sections of a posted editor page; what is incomplete or has no possible key is left alone."""
    for name in posted:
        prefix, _dash, key = name.partition("-")
        values = [posted.get(f"{part}-{key}") for part in ("heading", "body", "opened")]
        if prefix == "opened" and SECTION_KEY.fullmatch(key) and None not in values:
            yield Written(key, *values, posted.get(f"kind-{key}", ""))


def kinds() -> list[tuple[str, str]]:
    return list(Section.Kind.choices)
