"""The sections of a working draft as people arrange them: which lies in which, and in what order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext_lazy as _

from ..locking import lock_draft
from ..models import Draft, Proposal, Section, SectionText
from .objections import MOST_SECTIONS


class Place(StrEnum):
    """Where a section goes, seen from another one; inside means as its last part."""

    BEFORE = "before"
    AFTER = "after"
    INSIDE = "inside"


class Arrangement:
    """All texts of one draft, to be moved about in memory and then stored in one go."""

    def __init__(self, draft: Draft, texts: Iterable[SectionText]):
        self.draft = draft
        self.texts = {text.section.key: text for text in texts}
        self.stored = {text.pk: (text.parent_id, text.position) for text in self.texts.values()}
        self.parts: dict[int | None, list[SectionText]] = defaultdict(list)
        for text in sorted(self.texts.values(), key=lambda text: text.position):
            self.parts[text.parent_id].append(text)

    def find(self, key: str) -> SectionText:
        """Raises ValidationError (`section_not_in_draft`)."""
        if key not in self.texts:
            words = _("This section is not in the draft any more. Somebody else has removed or merged it.")
            raise ValidationError(words, code="section_not_in_draft")
        return self.texts[key]

    def siblings(self, text: SectionText) -> list[SectionText]:
        """The texts that lie in the same section, this one among them."""
        return self.parts[text.parent_id]

    def around(self, text: SectionText) -> SectionText | None:
        """The text that this one lies in."""
        return next((one for one in self.texts.values() if one.section_id == text.parent_id), None)

    def in_order(self, inside: int | None = None) -> Iterator[SectionText]:
        """In the order of reading: all of the draft, or all that lies in one section."""
        waiting = self.parts[inside][::-1]
        while waiting:
            text = waiting.pop()
            yield text
            waiting += self.parts[text.section_id][::-1]

    def above(self, text: SectionText) -> SectionText | None:
        """The one that is read directly before this one."""
        order = list(self.in_order())
        at = order.index(text)
        return order[at - 1] if at else None

    def put(self, text: SectionText, place: Place, target: SectionText | None) -> None:
        """Set a text at a place, with everything inside it; without a target at the very end of the draft."""
        if text in self.parts[text.parent_id]:
            self.parts[text.parent_id].remove(text)
        if target is None or place == Place.INSIDE:
            text.parent_id = target.section_id if target else None
            self.parts[text.parent_id].append(text)
        else:
            siblings = self.parts[target.parent_id]
            siblings.insert(siblings.index(target) + (place == Place.AFTER), text)
            text.parent_id = target.parent_id
        self.texts[text.section.key] = text

    def hand_over(self, text: SectionText, *, parts_to: int | None, at: int | None = None) -> None:
        """Give the parts of a text to another section, from place `at` among its parts or at their end."""
        parts, self.parts[text.section_id] = self.parts[text.section_id], []
        taking = self.parts[parts_to]
        at = len(taking) if at is None else at
        taking[at:at] = parts
        for part in parts:
            part.parent_id = parts_to

    def leave_out(self, text: SectionText) -> None:
        self.siblings(text).remove(text)
        del self.texts[text.section.key]

    def new_text(self, *, kind: str, heading: str, body: str) -> SectionText:
        """Of a new section, not yet at a place. Raises ValidationError (`draft_has_too_many_sections`)."""
        self.refuse_another()
        [section] = Section.objects.add(proposal=self.draft.proposal, kinds=[kind])
        return SectionText(
            proposal=self.draft.proposal, draft=self.draft, section=section, heading=heading, body=body,
            language=self.draft.language,
        )  # fmt: skip

    def refuse_another(self) -> None:
        if len(self.texts) >= MOST_SECTIONS:
            words = _("A draft has at most 300 sections. Make two proposals of it.")
            raise ValidationError(words, code="draft_has_too_many_sections")

    def store(self) -> None:
        """Write what moved, add what is new, delete what was left out; all places are numbered anew in one go."""
        order = list(self.in_order())
        for position, text in enumerate(order, start=1):
            text.position = position
        moved = [text for text in order if text.pk and self.stored[text.pk] != (text.parent_id, text.position)]
        SectionText.objects.bulk_update(moved, ["parent", "position"], batch_size=100)
        for text in order:
            if not text.pk:
                text.save()
        self.delete_all_but(order)
        connection.check_constraints()  # what would fail at the very end fails here, in plain words

    def delete_all_but(self, kept: list[SectionText]) -> None:
        gone = set(self.stored) - {text.pk for text in kept}
        if not gone:
            return
        texts = self.draft.texts.filter(pk__in=gone)
        sections = list(texts.values_list("section_id", flat=True))
        texts.delete()
        forget_unused(sections)


def lock_arrangement(draft: Draft) -> Arrangement:
    """A working draft for this transaction alone. Raises ValidationError (`draft_is_frozen`, `draft_is_gone`)."""
    try:
        draft, texts = lock_draft(draft)
    except (Proposal.DoesNotExist, Draft.DoesNotExist):
        raise ValidationError(_("Somebody else has deleted this draft."), code="draft_is_gone") from None
    draft.refuse_if_published()
    return Arrangement(draft, texts)


def forget_unused(sections: Iterable[int]) -> None:
    """Delete those that are in no draft; nobody outside has ever seen them."""
    Section.objects.filter(pk__in=sections, texts=None).delete()
