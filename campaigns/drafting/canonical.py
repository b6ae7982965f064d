"""The exact wording of a draft in one canonical form, and its fingerprint for “cite this”.

Anybody can make the same fingerprint from the exported sections: one line of JSON for each section in order,
`[key, kind, number, heading, body]`, texts in Unicode's composed form with `\\n` ends of lines, encoded in UTF-8.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable

from ..models import SectionText
from .numbering import outline


def canonical_text(texts: Iterable[SectionText]) -> str:
    """All texts of a draft in order; they need their `section`."""
    rows = ([text.section.key, text.section.kind, text.number, text.heading, text.body] for text in texts)
    return "".join(json.dumps([clean(part) for part in row], ensure_ascii=False) + "\n" for row in rows)


def content_sha256(texts: Iterable[SectionText]) -> str:
    """64 hex digits."""
    return hashlib.sha256(canonical_text(texts).encode()).hexdigest()


def section_sha256(heading: str, body: str) -> str:
    """The fingerprint of what one section says, 64 hex digits: of the JSON list `[heading, body]`, as above."""
    return hashlib.sha256(json.dumps([clean(heading), clean(body)], ensure_ascii=False).encode()).hexdigest()


def clean(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def fingerprint(texts: Iterable[SectionText]) -> str:
    """64 hex digits of the wording and order of texts with their sections; a mere copy of a draft has the same."""
    rows = [[text.section.key, number, text.heading, text.body] for text, number, _depth in outline(texts)]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()
