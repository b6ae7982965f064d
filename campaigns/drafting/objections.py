"""What stands against publishing a draft: it is empty, too long, too deep."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import SectionText
from .numbering import outline

MOST_SECTIONS = 300
MOST_CHARACTERS = 500_000  # three bytes each in Chinese, and still one form
DEEPEST = 5  # 2.1.3.1.2; every level is one step of headings on the page


def objections(texts: list[SectionText]) -> list[ValidationError]:
    """What stands against publishing these texts of one draft; for the organizers' checklist, too.

    Codes: `draft_has_no_sections`, `draft_has_too_many_sections`, `draft_is_too_long`, `section_is_empty`,
    `section_is_too_deep`.
    """
    found = []
    if not texts:
        found.append(ValidationError(_("This draft has no sections yet."), code="draft_has_no_sections"))
    if len(texts) > MOST_SECTIONS:
        found.append(
            ValidationError(
                _("A draft has at most 300 sections. Make two proposals of it."), code="draft_has_too_many_sections"
            )
        )
    if sum(len(text.body) + len(text.heading) for text in texts) > MOST_CHARACTERS:
        found.append(
            ValidationError(
                _("A draft has at most 500,000 characters. Make two proposals of it."), code="draft_is_too_long"
            )
        )
    for text, number, depth in outline(texts):
        values = {"number": number, "heading": text.heading}
        if not (text.heading.strip() or text.body.strip()):
            words = _("Section %(number)s is empty. Write something, or remove it.")
            found.append(ValidationError(words, code="section_is_empty", params=values))
        if depth > DEEPEST:
            words = _("Section %(number)s %(heading)s lies inside too many others. Move it further out.")
            found.append(ValidationError(words, code="section_is_too_deep", params=values))
    return found
