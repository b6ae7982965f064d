"""The life of a draft in public: published once, followed by the next or withdrawn."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.audit import record
from nisn_site.kit.markdown import render

from .drafting.beginning import last_published
from .drafting.canonical import content_sha256
from .drafting.comparing import keep_comparison
from .drafting.numbering import outline
from .drafting.objections import objections
from .feedback.releasing import release_with
from .findable import index_draft
from .locking import lock_draft, lock_what_publishing_ends
from .models import Draft, Proposal, SectionText
from .models.texts import TOP_HEADING_IN_BODY
from .refusals import in_plain_words


@in_plain_words()
@transaction.atomic
def publish_draft(
    *,
    draft: Draft,
    label: str,
    change_summary: str = "",
    feedback_closes_at: datetime | None = None,
    published_at: datetime | None = None,
    kind: str = Draft.Kind.DRAFT,
    organizer=None,
) -> Draft:
    """Number, fingerprint and freeze the working draft; it becomes the current one, and the current one past.

    `published_at` is now; only old drafts that are put on record later have another moment. `kind` is a draft, unless
    a conference made the text (see `hall.adopting`). Raises ValidationError with the codes of `objections`, with
    `draft_already_published`, `draft_published_later`, `draft_out_of_order`, `conference_is_deciding`, and with names
    of constraints: `draft_published_has_a_name`, `draft_label_once`, `draft_says_what_changed`,
    `draft_feedback_closes_after_publishing`.
    """
    draft, texts = lock_draft(draft)
    if draft.is_published:
        raise ValidationError(_("This draft is already published."), code="draft_already_published")
    if problems := objections(texts):
        raise ValidationError(problems)
    if kind == Draft.Kind.DRAFT:
        refuse_while_conference_decides(draft.proposal)
    lock_what_publishing_ends(draft.proposal)
    previous = last_published(draft.proposal)
    texts = finish_texts(texts)
    draft.title, draft.title_language = draft.proposal.title, draft.proposal.language
    draft.label, draft.change_summary = label.strip(), change_summary.strip()
    draft.feedback_closes_at = feedback_closes_at
    draft.published_at = moment_of_publishing(published_at, previous)
    draft.previous = previous
    draft.content_sha256 = content_sha256(texts)
    end_current(draft.proposal, at=draft.published_at)
    draft.state, draft.kind = Draft.State.CURRENT, kind
    draft.full_clean(validate_constraints=False, validate_unique=False)
    draft.save()
    if previous:
        keep_comparison(older=previous, newer=draft)
    release_with(draft)
    index_draft(draft)
    connection.check_constraints()  # so that what would fail at the very end fails here, in plain words
    record(organizer, "draft.published", draft, {"number": draft.number, "hash": draft.content_sha256})
    return draft


def refuse_while_conference_decides(proposal: Proposal) -> None:
    """Amendments that nobody has decided on, or that no text holds yet, must not be left behind by a new draft."""
    if not proposal.drafts.before_the_conference().exists():
        return
    if proposal.amendments.open().exists() or proposal.amendments.to_take_up().exists():
        words = _("The conference is deciding on amendments to this text. Finish that first, or withdraw them.")
        raise ValidationError(words, code="conference_is_deciding")


def end_current(proposal: Proposal, *, at: datetime) -> None:
    """The current draft becomes a past one; nobody is asked any more what they think of it."""
    proposal.drafts.current().filter(feedback_closes_at__gt=at).update(feedback_closes_at=at)
    proposal.drafts.current().update(state=Draft.State.PAST)


def finish_texts(texts: list[SectionText]) -> list[SectionText]:
    """Texts in order with their numbers and places, and HTML that belongs to them however they were written."""
    finished = []
    for position, (text, number, _depth) in enumerate(outline(texts), start=1):
        text.number, text.position = number, position
        text.body_html = render(text.body, top_heading=TOP_HEADING_IN_BODY)
        finished.append(text)
    SectionText.objects.bulk_update(finished, ["number", "position", "body_html"], batch_size=100)
    return finished


def moment_of_publishing(wanted: datetime | None, previous: Draft | None) -> datetime:
    now = timezone.now()
    if wanted and wanted > now:
        raise ValidationError(
            _("A draft cannot be put on record with a moment that is still to come."), code="draft_published_later"
        )
    moment = wanted or now
    if previous and moment <= previous.published_at:
        raise ValidationError(
            _("The draft before this one was published later. Check the date."), code="draft_out_of_order"
        )
    return moment


@in_plain_words()
@transaction.atomic
def withdraw_draft(*, draft: Draft, reason: str, organizer=None) -> Draft:
    """Say that a published draft no longer stands, and why. Its address keeps answering; no other draft takes its place.

    Raises ValidationError (`draft_not_published`, `draft_already_withdrawn`, `draft_withdrawn_has_a_reason`).
    """
    draft, _texts = lock_draft(draft)
    if not draft.is_published:
        raise ValidationError(_("Only organizers see a working draft. Delete it instead."), code="draft_not_published")
    if draft.state == Draft.State.WITHDRAWN:
        raise ValidationError(_("This draft is already withdrawn."), code="draft_already_withdrawn")
    draft.state, draft.withdrawn_at, draft.withdrawn_reason = Draft.State.WITHDRAWN, timezone.now(), reason.strip()
    draft.save(update_fields=["state", "withdrawn_at", "withdrawn_reason"])
    record(organizer, "draft.withdrawn", draft, {"number": draft.number, "hash": draft.content_sha256})
    return draft
