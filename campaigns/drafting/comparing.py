"""What changed between two drafts of a proposal: computed once for published ones, and kept."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from nisn_site.kit.translation import Translation
from nisn_site.kit.translation_lookup import attach_translations

from ..changes import EDITION, Changes, Wording, compare
from ..models import Comparison, Draft, SectionText
from ..refusals import in_plain_words
from .numbering import outline


def compare_drafts(*, one: Draft, other: Draft, language: str = "") -> Changes:
    """From the older to the newer draft, whichever is given first.

    Sections that are translated into `language` in both drafts are compared in it, all others as they were
    written. A result of two published drafts is kept; one with a working draft is computed every time. Raises
    ValidationError (`same_draft`, `other_proposal`).
    """
    if one.pk == other.pk:
        raise ValidationError(_("Choose two different drafts."), code="same_draft")
    if one.proposal_id != other.proposal_id:
        raise ValidationError(_("Choose two drafts of the same proposal."), code="other_proposal")
    older, newer = sorted((one, other), key=lambda draft: draft.number)
    language = language or newer.language
    if not (older.is_published and newer.is_published):
        return compare(*wordings(older, newer, language=language))
    kept = Comparison.objects.filter(older=older, newer=newer, language=language, edition=EDITION).first()
    if kept and kept.fingerprint == fingerprint(older, newer, language=language):
        return Changes.from_json(kept.result)
    return keep_comparison(older=older, newer=newer, language=language)


@in_plain_words()
def keep_comparison(*, older: Draft, newer: Draft, language: str = "") -> Changes:
    """Compute and store; when two people ask at once, both get the same and one is stored."""
    language = language or newer.language
    made_from = fingerprint(older, newer, language=language)
    changes = compare(*wordings(older, newer, language=language))
    comparison = Comparison(
        proposal_id=newer.proposal_id,
        older=older,
        newer=newer,
        language=language,
        fingerprint=made_from,
        edition=EDITION,
        counts=asdict(changes.counts),
        marks=changes.marks,
        result=changes.as_json(),
    )
    Comparison.objects.bulk_create(
        [comparison],
        update_conflicts=True,
        unique_fields=["older", "newer", "language"],
        update_fields=["fingerprint", "edition", "counts", "marks", "result", "made_at"],
    )
    return changes


def fingerprint(older: Draft, newer: Draft, *, language: str) -> str:
    """Moves on with the translations that a comparison shows; empty for the language in which both are frozen."""
    if language == older.language == newer.language:
        return ""
    texts = SectionText.objects.filter(draft__in=[older, newer]).only("pk")
    rows = Translation.objects.reviewed().filter(language=language).of(texts).order_by("pk")
    return hashlib.sha256(repr(list(rows.values_list("pk", "updated_at"))).encode()).hexdigest()[:16]


def wordings(*drafts: Draft, language: str) -> list[list[Wording]]:
    """What each draft says, section by section in order, in one language wherever all of them have it."""
    texts = list(SectionText.objects.filter(draft__in=drafts).select_related("section"))
    attach_translations(texts, language)
    with override(language):
        readable = readable_sections(texts)
        by_draft = defaultdict(list)
        for text in texts:
            by_draft[text.draft_id].append(text)
        return [wordings_of(by_draft[draft.pk], readable=readable) for draft in drafts]


def readable_sections(texts: Iterable[SectionText]) -> set[int]:
    """Keys of the sections that can be read in the active language in all these texts."""
    texts = list(texts)
    return {text.section_id for text in texts} - {text.section_id for text in texts if not is_readable(text)}


def is_readable(text: SectionText) -> bool:
    """Whether all of it is written in the active language, or translated and up to date."""
    readings = [text.read(name) for name in text.translated_fields]
    return not any(reading.is_fallback or reading.is_outdated for reading in readings)


def wordings_of(texts: Iterable[SectionText], *, readable: set[int]) -> list[Wording]:
    texts = list(texts)
    keys = {text.section_id: text.section.key for text in texts}
    return [
        wording(text, number, keys.get(text.parent_id, ""), is_translated=text.section_id in readable)
        for text, number, _depth in outline(texts)
    ]


def wording(text: SectionText, number: str, parent: str, *, is_translated: bool) -> Wording:
    place = {"key": text.section.key, "kind": text.section.kind, "number": number, "parent": parent}
    if not is_translated:
        return Wording(**place, heading=text.heading, html=text.body_html, language=text.language)
    heading, body = text.read("heading"), text.read("body")
    return Wording(**place, heading=heading.text, html=body.html, language=body.language)
