"""What an organizer sees before publishing a working draft, and publishing exactly that."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, override

from nisn_site.kit.tags import long_date
from nisn_site.kit.translation_gaps import gaps_of

from .changes import Changes
from .drafting.beginning import last_published
from .drafting.canonical import fingerprint
from .drafting.comparing import compare_drafts
from .drafting.details import Details, save_details
from .drafting.numbering import outline
from .drafting.objections import objections
from .feedback.desk import Counts, counts_by_section, total
from .jobs import tell_about_draft
from .locking import lock_draft, lock_what_publishing_ends
from .models import Draft, Proposal, SectionText
from .publishing import publish_draft
from .refusals import in_plain_words


class Objection(NamedTuple):
    """What stands against publishing; `key` names the section it is about, or is empty."""

    words: str
    key: str = ""


class MissingTranslations(NamedTuple):
    """How many texts of a draft cannot be read in a language, or no longer say what the draft says."""

    language: str
    outdated: int
    missing: int


@dataclass
class Checklist:
    """A working draft on the day it is to be published. `seen` is the fingerprint of the texts it was made from."""

    draft: Draft
    texts: list[SectionText]

    @cached_property
    def previous(self) -> Draft | None:
        return last_published(self.draft.proposal)

    @cached_property
    def changes(self) -> Changes | None:
        """Since the last published draft; None for the first one."""
        return compare_drafts(one=self.previous, other=self.draft) if self.previous else None

    @cached_property
    def seen(self) -> str:
        return fingerprint(self.texts)

    @cached_property
    def objections(self) -> list[Objection]:
        keys = {number: text.section.key for text, number, _depth in outline(self.texts)}
        found = ((error, (error.params or {}).get("number")) for error in objections(self.texts))
        return [Objection(error.messages[0], keys.get(number, "")) for error, number in found]

    @cached_property
    def feedback(self) -> Counts:
        """On all published drafts of the proposal: what has no answer, and which answers go out with this draft."""
        return total_of(self.draft.proposal)

    @property
    def translations(self) -> Iterator[MissingTranslations]:
        """For each other language of the site in which something is missing."""
        for code, _name in settings.LANGUAGES:
            gaps = gaps_of([self.draft, *self.texts], code) if code != self.draft.language else []
            outdated, missing = (sum(len(getattr(gap, kind)) for gap in gaps) for kind in ("outdated", "missing"))
            if outdated or missing:
                yield MissingTranslations(settings.LANGUAGE_NAMES[code], outdated, missing)

    @property
    def suggested_label(self) -> str:
        """For example: July 4, 2007 Draft."""
        with override(self.draft.language):
            today = timezone.localdate(timezone=self.draft.proposal.conference.zone)
            return _("%(day)s Draft") % {"day": long_date(today)}


def checklist(draft: Draft) -> Checklist:
    return Checklist(draft, list(draft.texts.select_related("section")))


@in_plain_words()
@transaction.atomic
def publish_as_checked(
    *,
    draft: Draft,
    seen: str,
    plain_summary: str,
    label: str,
    change_summary: str,
    feedback_closes_at: datetime | None,
    leaves_unanswered: int | None = None,
    organizer=None,
) -> Draft:
    """Publish the draft if it still says what the organizer has seen. All or nothing.

    `leaves_unanswered` is how many remarks without an answer they have seen and agreed to leave so; None: not asked.
    Raises ValidationError (`draft_changed_since`, `feedback_unanswered` with the number now), and what `save_details` and `publish_draft` raise.
    """
    if draft.is_published:
        raise ValidationError(gettext_lazy("This draft is already published."), code="draft_already_published")
    lock_what_publishing_ends(lock_draft(draft)[0].proposal)
    draft = save_details(draft=draft, details=Details(plain_summary, draft.language))
    if fingerprint(draft.texts.select_related("section")) != seen:
        words = gettext_lazy("Somebody else has changed the draft meanwhile. Look at it again, then publish it.")
        raise ValidationError(words, code="draft_changed_since")
    refuse_unseen_feedback(draft.proposal, leaves_unanswered)
    draft = publish_draft(
        draft=draft,
        label=label,
        change_summary=change_summary,
        feedback_closes_at=feedback_closes_at,
        organizer=organizer,
    )
    if draft.proposal.conference.is_public:
        tell_about_draft.defer(draft_id=draft.pk)
    return draft


def refuse_unseen_feedback(proposal: Proposal, leaves_unanswered: int | None) -> None:
    """Nothing is left unanswered by oversight; what came in while the organizer was reading is asked about as well."""
    waiting = total_of(proposal).waiting
    if waiting > (leaves_unanswered or 0):
        words = ngettext_lazy(
            "%(number)d remark has no answer yet. Answer it, or say that you publish without.",
            "%(number)d remarks have no answer yet. Answer them, or say that you publish without.",
            "number",
        )
        raise ValidationError(words, code="feedback_unanswered", params={"number": waiting})


def total_of(proposal: Proposal) -> Counts:
    return total(counts_by_section(proposal.feedback.all()).values())
