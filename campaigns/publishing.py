"""The life of a draft: begun as a copy of the one before, published once, followed by the next or withdrawn."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.markdown import render
from nisn_site.kit.translation import Translation

from .canonical import content_sha256
from .comparing import keep_comparison
from .feedback.releasing import release_with
from .locking import lock_draft, lock_proposal, lock_what_publishing_ends
from .models import Draft, Proposal, SectionText
from .models.texts import TOP_HEADING_IN_BODY
from .numbering import outline
from .refusals import in_plain_words

MOST_SECTIONS = 300
MOST_CHARACTERS = 500_000  # three bytes each in Chinese, and still one form
DEEPEST = 5  # 2.1.3.1.2; every level is one step of headings on the page
COPIED = ("proposal_id", "section_id", "parent_id", "position", "heading", "body", "body_html", "language")


@in_plain_words()
@transaction.atomic
def start_working_draft(*, proposal: Proposal, copy_of: Draft | None = None) -> Draft:
    """A new working draft with the sections, texts and translations of the current one, all keys kept.

    Without a current draft it copies the newest one that was not withdrawn, or else begins empty; `copy_of` names
    another draft of this proposal. Raises ValidationError (`draft_one_working`, `other_proposal`).
    """
    proposal = lock_proposal(proposal)
    source = copy_of or proposal.drafts.standing().newest_first().first()
    if source and source.proposal_id != proposal.pk:
        raise ValidationError(_("This draft belongs to another proposal."), code="other_proposal")
    highest = proposal.drafts.aggregate(highest=Max("number"))["highest"] or 0
    draft = Draft(proposal=proposal, number=highest + 1, language=(source or proposal).language)
    if source:
        draft.plain_summary = source.plain_summary
    draft.save()
    if source:
        copy_texts(source, draft)
        copy_translations([(source, draft)], fields=["plain_summary"])
    return draft


def copy_texts(source: Draft, draft: Draft) -> None:
    old = list(source.texts.in_order())
    new = SectionText.objects.bulk_create(
        SectionText(draft=draft, **{name: getattr(text, name) for name in COPIED}) for text in old
    )
    copy_translations(list(zip(old, new, strict=True)), fields=SectionText.translated_fields)


def copy_translations(pairs: list[tuple], *, fields: Iterable[str]) -> None:
    """They stay right for every text that is not changed; where one is, readers are told."""
    copies = {source.pk: copy for source, copy in pairs}
    translations = list(Translation.objects.of(source for source, _copy in pairs).filter(field__in=fields))
    for translation in translations:
        translation.pk, translation.object_id = None, copies[translation.object_id].pk
    Translation.objects.bulk_create(translations)


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
) -> Draft:
    """Number, fingerprint and freeze the working draft; it becomes the current one, and the current one past.

    `published_at` is now; only old drafts that are put on record later have another moment. `kind` is a draft, unless
    a conference made the text (see `adopting`). Raises ValidationError with the codes of `objections`, with
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
    connection.check_constraints()  # so that what would fail at the very end fails here, in plain words
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


def finish_texts(texts: list[SectionText]) -> list[SectionText]:
    """Texts in order with their numbers and places, and HTML that belongs to them however they were written."""
    finished = []
    for position, (text, number, _depth) in enumerate(outline(texts), start=1):
        text.number, text.position = number, position
        text.body_html = render(text.body, top_heading=TOP_HEADING_IN_BODY)
        finished.append(text)
    SectionText.objects.bulk_update(finished, ["number", "position", "body_html"], batch_size=100)
    return finished


def last_published(proposal: Proposal) -> Draft | None:
    """What readers know: the newest draft that stands; when all were withdrawn, the newest of them."""
    drafts = proposal.drafts.newest_first()
    return drafts.standing().first() or drafts.published().first()


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
def withdraw_draft(*, draft: Draft, reason: str) -> Draft:
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
    return draft
