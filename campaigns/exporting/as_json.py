"""A draft as JSON: everything that is public about it, with what is needed to check its fingerprint."""

import hashlib
import json
from collections import defaultdict
from datetime import UTC

from django.contrib.contenttypes.models import ContentType

from nisn_site.kit.translation import Translatable, Translation, fingerprint

from ..drafting.canonical import clean
from ..drafting.numbering import outline
from ..models import Draft, SectionText

# English, as all names in the file: it is for programs and for those who write them.
HOW_TO_CHECK = (
    "content_sha256 is the SHA-256 of one line for each section in this order. The line is the JSON list "
    "[key, kind, number, heading, body] with ', ' between its values, all characters as they are (not as \\u escapes, "
    "except control characters), and a line feed at its end; all lines together in UTF-8. "
    "Texts here are already in Unicode's composed form (NFC) with \\n as end of line. "
    "body_sha256 is the SHA-256 of the body alone in UTF-8."
)


def as_json(draft: Draft, texts: list[SectionText], *, address: str, previous_address: str = "") -> str:
    """Texts as they were written, with their reviewed translations; the draft needs its proposal and conference.

    Asks for translations itself: all languages, whatever the reader's.
    """
    translations = translations_of([draft, draft.proposal, *texts])
    keys = {text.section_id: text.section.key for text in texts}
    content = {
        "conference": draft.proposal.conference.slug,
        "proposal": {
            "number": draft.proposal.number,
            "slug": draft.proposal.slug,
            "is_sample": draft.proposal.is_sample,
            **texts_of(draft.proposal, translations),
        },
        "draft": facts_of(draft, address=address, previous_address=previous_address)
        | texts_of(draft, translations)
        | {"content_sha256": draft.content_sha256},
        "how_to_check": HOW_TO_CHECK,
        "sections": [
            {
                "key": text.section.key,
                "kind": text.section.kind,
                "number": number,
                "parent": keys.get(text.parent_id),
                "body_sha256": hashlib.sha256(clean(text.body).encode()).hexdigest(),
                **texts_of(text, translations),
            }
            for text, number, _depth in outline(texts)
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def facts_of(draft: Draft, *, address: str, previous_address: str) -> dict:
    return {
        "number": draft.number,
        "title": clean(draft.title),
        "title_language": draft.title_language,
        "state": draft.state,
        "kind": draft.kind,
        "address": address,
        "published_at": moment(draft.published_at),
        "feedback_closes_at": moment(draft.feedback_closes_at),
        "previous": previous_address or None,
        "withdrawn_at": moment(draft.withdrawn_at),
        "withdrawn_reason": draft.withdrawn_reason or None,
    }


def moment(value) -> str | None:
    return value.astimezone(UTC).isoformat() if value else None


def texts_of(thing: Translatable, translations: dict) -> dict:
    """The fields as they were written, and what they say in other languages."""
    found = translations[ContentType.objects.get_for_model(thing).pk, thing.pk]
    return {
        "language": thing.language,
        **{name: clean(getattr(thing, name)) for name in thing.translated_fields},
        "translations": [translation(row, thing) for row in found],
    }


def translation(row: Translation, thing: Translatable) -> dict:
    return {
        "field": row.field,
        "language": row.language,
        "text": clean(row.text),
        "state": row.state,
        "is_up_to_date": row.source_fingerprint == fingerprint(getattr(thing, row.field)),
    }


def translations_of(things: list[Translatable]) -> dict[tuple[int, int], list[Translation]]:
    """By kind and key of the object; only what is shown on the site, in a fixed order."""
    found = defaultdict(list)
    for row in Translation.objects.reviewed().of(things).order_by("language", "field", "pk"):
        found[row.content_type_id, row.object_id].append(row)
    return found
