"""The final text with amendments made in it, in memory: to look at, to check that they fit, to publish.

An amendment may have been written on an earlier final text. Its changes are then merged word by word with what became
of the section meanwhile; where both touch, nothing is guessed.
"""

import hashlib
import json
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..changes.merging import Conflict, merge
from ..drafting.arrangement import Arrangement, Place
from ..drafting.canonical import clean, content_sha256
from ..drafting.numbering import outline
from ..models import Amendment, Draft, SectionText


class MisfitError(ValidationError):
    """An amendment cannot be made in the text as it is now; `conflicts` are the places that both change."""

    def __init__(self, amendment: Amendment, words, conflicts: Iterable[Conflict] = ()):
        self.conflicts = tuple(conflicts)
        super().__init__(words, code="amendment_does_not_fit", params={"name": amendment.name})


class AmendedText:
    """One draft, to be changed in memory. Amendments need their `section` and `beside`."""

    def __init__(self, draft: Draft, amendments: Iterable[Amendment] = ()):
        amendments = list(amendments)
        drafts = {draft.pk, *(amendment.draft_id for amendment in amendments)}
        texts = list(SectionText.objects.filter(draft__in=drafts).select_related("section"))
        self.wordings = {(text.draft_id, text.section_id): (text.heading, text.body) for text in texts}
        self.arrangement = Arrangement(draft, [text for text in texts if text.draft_id == draft.pk])
        self.reworded: dict[int, SectionText] = {}
        self.verbatim: list[tuple[Amendment, SectionText]] = []  # what now says exactly what an amendment says

    def make(self, amendment: Amendment) -> None:
        """Make one amendment after those that were made before. Raises MisfitError; then nothing has changed."""
        match amendment.kind:
            case Amendment.Kind.REPLACE:
                self.replace(amendment)
            case Amendment.Kind.INSERT:
                self.insert(amendment)
            case Amendment.Kind.DELETE:
                self.delete(amendment)
            case Amendment.Kind.MOVE:
                self.move(amendment)

    def find(self, amendment: Amendment, key: str) -> SectionText:
        if key not in self.arrangement.texts:
            words = _("%(name)s is about a section that another amendment has taken out.")
            raise MisfitError(amendment, words)
        return self.arrangement.texts[key]

    def replace(self, amendment: Amendment) -> None:
        text = self.find(amendment, amendment.section.key)
        heading, body = self.wordings[amendment.draft_id, amendment.section_id]
        merged = [
            merge(base=heading, mine=text.heading, theirs=amendment.heading),
            merge(base=body, mine=text.body, theirs=amendment.body),
        ]
        if conflicts := [conflict for one in merged for conflict in one.conflicts]:
            words = _(
                "%(name)s changes words that another amendment has changed. Write it anew on the text as it is now."
            )
            raise MisfitError(amendment, words, conflicts)
        text.heading, text.body = (one.text for one in merged)
        self.reworded[text.section_id] = text
        if (text.heading, text.body) == (amendment.heading, amendment.body):
            self.verbatim.append((amendment, text))

    def insert(self, amendment: Amendment) -> None:
        beside = self.find(amendment, amendment.beside.key) if amendment.beside else None
        draft = self.arrangement.draft
        text = SectionText(
            proposal_id=draft.proposal_id, draft=draft, section=amendment.section, heading=amendment.heading,
            body=amendment.body, language=amendment.language,
        )  # fmt: skip
        self.arrangement.put(text, Place(amendment.place) if beside else Place.INSIDE, beside)
        self.verbatim.append((amendment, text))

    def delete(self, amendment: Amendment) -> None:
        """With everything inside it."""
        text = self.find(amendment, amendment.section.key)
        for one in [text, *self.arrangement.in_order(text.section_id)]:
            self.arrangement.leave_out(one)

    def move(self, amendment: Amendment) -> None:
        text, beside = self.find(amendment, amendment.section.key), self.find(amendment, amendment.beside.key)
        if beside in [text, *self.arrangement.in_order(text.section_id)]:
            raise MisfitError(amendment, _("%(name)s would move a section into itself."))
        self.arrangement.put(text, Place(amendment.place), beside)

    def finished(self) -> list[SectionText]:
        """All texts in the order of reading, with the places and numbers they would be published with."""
        order = list(self.arrangement.in_order())
        for position, text in enumerate(order, start=1):
            text.position = position
        for text, number, _depth in outline(order):
            text.number = number
        return order

    @property
    def sha256(self) -> str:
        """The fingerprint that the text would be published with."""
        return content_sha256(self.finished())


def amendment_sha256(amendment: Amendment, text: Draft) -> str:
    """The fingerprint of an amendment, put to the vote on this text: 64 hex digits.

    Of one line of JSON: the fingerprints of the text and of the one that the amendment was written on, its name and
    kind, key and kind of its section, where it goes (place and key of the other section), heading and body.
    """
    beside = amendment.beside.key if amendment.beside else ""
    words = [clean(amendment.heading), clean(amendment.body)]
    place = [amendment.section.key, amendment.section.kind, amendment.place, beside]
    row = [text.content_sha256, amendment.draft.content_sha256, amendment.name, amendment.kind, *place, *words]
    return hashlib.sha256(json.dumps(row, ensure_ascii=False).encode()).hexdigest()
