"""A section as somebody reads it who says something about it."""

from dataclasses import dataclass

from ..drafting.writing import tidy_body, tidy_heading
from ..models import SectionText
from .anchoring import Words


@dataclass(frozen=True, slots=True)
class Passage:
    """What a section says to a reader, as it is written; `language` is the one that it can be read in."""

    heading: str
    body: str
    html: str
    language: str

    @property
    def words(self) -> Words:
        return Words(self.heading, self.html)


def passage_of(text: SectionText) -> Passage:
    """In the active language where all of it is translated, else as it was written. Needs attached translations."""
    heading, body = text.read("heading"), text.read("body")
    if heading.is_fallback or body.is_fallback:
        return Passage(tidy_heading(text.heading), tidy_body(text.body), text.body_html, text.language)
    language = (body if text.body else heading).language
    return Passage(tidy_heading(heading.text), tidy_body(body.text), body.html, language)
