"""What is said about a working draft as a whole: its plain summary and the language it is written in."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..models import Draft
from ..models.limits import SUMMARY_LENGTH
from ..refusals import in_plain_words
from .arrangement import lock_arrangement
from .writing import text_fingerprint, tidy_body


class Details(NamedTuple):
    """What is said about a draft as a whole; `opened` is their `details_fingerprint` when the writer began."""

    plain_summary: str
    language: str
    opened: str = ""


def details_fingerprint(draft: Draft) -> str:
    return text_fingerprint(draft.language, "", draft.plain_summary)


@in_plain_words()
@transaction.atomic
def save_details(*, draft: Draft, details: Details) -> Draft:
    """The plain summary and the language; texts in the language of the draft change theirs as well.

    Raises ValidationError for fields, and (`edit_conflict`, `draft_summary_is_short`, `draft_is_frozen`).
    """
    arrangement = lock_arrangement(draft)
    draft = arrangement.draft
    summary = tidy_body(details.plain_summary)
    if (summary, details.language) == (tidy_body(draft.plain_summary), draft.language):
        return draft
    if details.opened == text_fingerprint(details.language, "", summary):  # untouched, and somebody else changed it
        return draft
    if details.opened and details.opened != details_fingerprint(draft):
        words = _(
            "Somebody else saved this while you were writing: “%(text)s”. Copy what you want to keep, then save again."
        )
        raise ValidationError(
            {"plain_summary": ValidationError(words, code="edit_conflict", params={"text": draft.plain_summary})}
        )
    if len(summary) > SUMMARY_LENGTH:
        words = _("The plain summary has %(length)d characters. It may have at most %(most)d.")
        too_long = ValidationError(words, code="max_length", params={"length": len(summary), "most": SUMMARY_LENGTH})
        raise ValidationError({"plain_summary": too_long})
    draft.texts.filter(language=draft.language).update(language=details.language)
    draft.plain_summary, draft.language = summary, details.language
    draft.clean_fields(exclude=["proposal", "previous"])
    draft.save(update_fields=["plain_summary", "language"])
    return draft
