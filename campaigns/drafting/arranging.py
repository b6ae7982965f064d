"""Organizers arrange the sections of a working draft: move, remove, bring back what an earlier draft had."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..models import Draft, SectionText
from ..refusals import in_plain_words
from .arrangement import Arrangement, Place, lock_arrangement
from .beginning import COPIED, copy_translations, last_published


@in_plain_words()
@transaction.atomic
def move_section(*, draft: Draft, key: str, place: Place, target: str) -> SectionText:
    """Move a section with everything inside it before, after or into the section with the key `target`.

    Raises ValidationError (`section_not_in_draft`, `section_inside_itself`, `draft_is_frozen`).
    """
    arrangement = lock_arrangement(draft)
    text, other = arrangement.find(key), arrangement.find(target)
    if other is text or other in arrangement.in_order(text.section_id):
        words = _("A section cannot be moved to a place inside itself. Choose a place outside of it.")
        raise ValidationError(words, code="section_inside_itself")
    arrangement.put(text, place, other)
    arrangement.store()
    return text


@in_plain_words()
@transaction.atomic
def move_up(*, draft: Draft, key: str) -> SectionText:
    """Change places with the one above on the same level. Raises ValidationError (`section_is_first`, …)."""
    arrangement, text, at = found(draft, key)
    if not at:
        words = _("This section is the first one here. To move it out of the section around it, press “Out”.")
        raise ValidationError(words, code="section_is_first")
    return put_and_store(arrangement, text, Place.BEFORE, arrangement.siblings(text)[at - 1])


@in_plain_words()
@transaction.atomic
def move_down(*, draft: Draft, key: str) -> SectionText:
    """Change places with the one below on the same level. Raises ValidationError (`section_is_last`, …)."""
    arrangement, text, at = found(draft, key)
    siblings = arrangement.siblings(text)
    if at + 1 == len(siblings):
        words = _("This section is the last one here. To move it out of the section around it, press “Out”.")
        raise ValidationError(words, code="section_is_last")
    return put_and_store(arrangement, text, Place.AFTER, siblings[at + 1])


@in_plain_words()
@transaction.atomic
def move_in(*, draft: Draft, key: str) -> SectionText:
    """Make it the last part of the one above on the same level. Raises ValidationError (`nothing_to_move_into`, …)."""
    arrangement, text, at = found(draft, key)
    if not at:
        words = _("There is no section above it on the same level that it could be moved into.")
        raise ValidationError(words, code="nothing_to_move_into")
    return put_and_store(arrangement, text, Place.INSIDE, arrangement.siblings(text)[at - 1])


@in_plain_words()
@transaction.atomic
def move_out(*, draft: Draft, key: str) -> SectionText:
    """Set it behind the section it lies in. Raises ValidationError (`section_lies_in_no_other`, …)."""
    arrangement, text, _at = found(draft, key)
    around = arrangement.around(text)
    if around is None:
        raise ValidationError(_("This section does not lie inside another one."), code="section_lies_in_no_other")
    return put_and_store(arrangement, text, Place.AFTER, around)


def found(draft: Draft, key: str) -> tuple[Arrangement, SectionText, int]:
    """The locked arrangement, the text, and its place among its siblings."""
    arrangement = lock_arrangement(draft)
    text = arrangement.find(key)
    return arrangement, text, arrangement.siblings(text).index(text)


def put_and_store(arrangement: Arrangement, text: SectionText, place: Place, target: SectionText) -> SectionText:
    arrangement.put(text, place, target)
    arrangement.store()
    return text


@in_plain_words()
@transaction.atomic
def remove_section(*, draft: Draft, key: str, with_parts: bool = False) -> int:
    """Take a section out of the draft; how many went. Its parts go with it, or take its place one level further out.

    Raises ValidationError (`section_not_in_draft`, `draft_is_frozen`).
    """
    arrangement, text, at = found(draft, key)
    gone = [text, *(arrangement.in_order(text.section_id) if with_parts else ())]
    if not with_parts:
        arrangement.hand_over(text, parts_to=text.parent_id, at=at + 1)
    for one in gone:
        arrangement.leave_out(one)
    arrangement.store()
    return len(gone)


def left_out(draft: Draft) -> list[SectionText]:
    """What the published draft before it says in sections that this working draft does not have, in order."""
    source = last_published(draft.proposal)
    if source is None:
        return []
    kept = draft.texts.values("section_id")
    return list(source.texts.in_order().exclude(section_id__in=kept).select_related("section"))


@in_plain_words()
@transaction.atomic
def bring_back(*, draft: Draft, key: str) -> SectionText:
    """Take a section over again from the published draft before it: its text and translations, and its place if that is there.

    Raises ValidationError (`section_is_in_draft`, `section_not_in_published_draft`, `draft_has_too_many_sections`, …).
    """
    arrangement = lock_arrangement(draft)
    if key in arrangement.texts:
        raise ValidationError(_("This section is in the draft already."), code="section_is_in_draft")
    arrangement.refuse_another()
    source = last_published(arrangement.draft.proposal)
    old = Arrangement(source, source.texts.select_related("section")) if source else None
    if old is None or key not in old.texts:
        words = _("The last published draft does not have this section.")
        raise ValidationError(words, code="section_not_in_published_draft")
    original = old.texts[key]
    values = {name: getattr(original, name) for name in COPIED if name != "section_id"}
    text = SectionText(draft=arrangement.draft, section=original.section, **values)
    put_where_it_was(text, original, arrangement, old)
    arrangement.store()
    copy_translations([(original, text)], fields=SectionText.translated_fields)
    return text


def put_where_it_was(text: SectionText, original: SectionText, arrangement: Arrangement, old: Arrangement) -> None:
    """Behind the nearest one that stood before it, inside the nearest one it lay in, of those that are still there."""
    around = old.around(original)
    while around and around.section.key not in arrangement.texts:
        original, around = around, old.around(around)
    inside = arrangement.texts[around.section.key] if around else None
    text.parent_id = inside.section_id if inside else None
    siblings = arrangement.parts[text.parent_id]
    there = {one.section_id: one for one in siblings}
    earlier = old.siblings(original)[: old.siblings(original).index(original)]
    before = next((there[one.section_id] for one in reversed(earlier) if one.section_id in there), None)
    siblings.insert(siblings.index(before) + 1 if before else 0, text)
    arrangement.texts[text.section.key] = text
