"""Adopted amendments become a text: first the consensual ones, so that the rest is decided on the new words, and in
the end the text that the conference adopts, from which the Points of Unity are made.

A text is never written here: it is compiled from the final text and the adopted amendments, and its fingerprint is
compared with the one that was shown before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.audit import record

from ..drafting.beginning import start_working_draft
from ..drafting.carrying import carry_translations
from ..drafting.writing import store_words
from ..locking import lock_what_publishing_ends
from ..models import Amendment, Decision, Draft, Proposal, SectionText
from ..publishing import publish_draft
from ..refusals import in_plain_words
from .amended import AmendedText, amendment_sha256
from .amending import lock_amendment
from .deciding import Vote, adopted_so_far, decide_amendment, made_in, write_row
from .laying import lock_final_text
from .unity import points_from


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said about a new text as a whole; an empty summary is the one of the text before."""

    label: str
    change_summary: str
    plain_summary: str = ""


@in_plain_words()
@transaction.atomic
def merge_uncontested(
    *, proposal: Proposal, amendments: Iterable[Amendment], vote: Vote, wording: Wording, organizer=None
) -> Draft:
    """Adopt amendments that nobody is against, all at once, and publish the final text with them; the rest is decided
    on that. What was adopted before, one by one, goes along.

    Raises ValidationError (`nothing_to_merge`, `amendment_does_not_fit`, `draft_one_working`, and those of
    `decide_amendment` and `publish_draft`).
    """
    final = lock_final_text(proposal)
    lock_what_publishing_ends(final.proposal)
    for amendment in [lock_amendment(one) for one in amendments]:
        decide_amendment(amendment=amendment, vote=vote, organizer=organizer)
    adopted = adopted_so_far(final.proposal)
    if not adopted:
        raise ValidationError(_("Choose at least one amendment."), code="nothing_to_merge")
    return publish_amended(final, adopted, kind=Draft.Kind.FINAL, wording=wording, organizer=organizer)


@in_plain_words()
@transaction.atomic
def adopt_text(
    *,
    proposal: Proposal,
    vote: Vote,
    wording: Wording,
    seen: str = "",
    leave_open: bool = False,
    organizer=None,
    published_at: datetime | None = None,
    is_sample: bool = False,
) -> Decision:
    """Record the decision on the text as a whole. Adopted: it is published with all adopted amendments, and each of
    its campaigns becomes a Point of Unity of the conference. Not adopted or referred: the text stays as it is.

    With `seen` the compiled text must have this fingerprint. `leave_open`: amendments that were never put to the vote
    may be left. Raises ValidationError (`text_is_adopted_already`, `text_changed_since`, `amendments_are_open`, …).
    """
    final = lock_final_text(proposal)
    lock_what_publishing_ends(final.proposal)
    last = final.proposal.decisions.about_the_text().filter(replaced_by__isnull=True).first()
    if last and last.is_adopted:
        raise ValidationError(_("This proposal is adopted already."), code="text_is_adopted_already")
    adopted = adopted_so_far(final.proposal)
    if not leave_open and final.proposal.amendments.open().exists():
        words = _("Some amendments are not decided yet. Decide them first, or say that they were not put to the vote.")
        raise ValidationError(words, code="amendments_are_open")
    if seen and seen != made_in(final, adopted).sha256:
        words = _("The text is not what you saw any more. Look at it again.")
        raise ValidationError(words, code="text_changed_since")
    text = final
    if vote.result == Decision.Result.ADOPTED:
        text = publish_amended(
            final, adopted, kind=Draft.Kind.ADOPTED, wording=wording, organizer=organizer, published_at=published_at
        )
    decision = write_row(
        proposal=final.proposal, amendment=None, text=text, text_sha256=text.content_sha256, vote=vote,
        replaces=last, organizer=organizer, is_sample=is_sample,
    )  # fmt: skip
    if decision.is_adopted:
        points_from(decision)
    return decision


def publish_amended(
    final: Draft,
    amendments: list[Amendment],
    *,
    kind: str,
    wording: Wording,
    organizer,
    published_at: datetime | None = None,
) -> Draft:
    """The final text with these adopted amendments, as a published draft whose fingerprint is the expected one."""
    for amendment in amendments:
        refuse_altered(amendment)
    expected = made_in(final, amendments).sha256
    draft = working_copy(final, wording)
    text = AmendedText(draft, amendments)
    for amendment in amendments:
        text.make(amendment)
    store(text)
    draft = publish_draft(
        draft=draft,
        kind=kind,
        label=wording.label,
        change_summary=wording.change_summary,
        published_at=published_at,
        organizer=organizer,
    )
    if draft.content_sha256 != expected:
        words = _(
            "The text that came out is not the one that was decided on. Nothing was published; tell the people who look after this site."
        )
        raise ValidationError(words, code="text_differs_from_decision")
    Amendment.objects.filter(pk__in=[one.pk for one in amendments]).update(taken_up_in=draft)
    names = [one.name for one in amendments]
    record(organizer, f"text.{kind}", draft, {"hash": draft.content_sha256, "amendments": names})
    return draft


def refuse_altered(amendment: Amendment) -> None:
    """The database keeps a decided amendment as it is; this sees it if somebody got around that."""
    decision = amendment.decisions.standing().select_related("text").get()
    if decision.text_sha256 != amendment_sha256(amendment, decision.text):
        words = _("%(name)s is not what was decided on. It was changed in the database.")
        raise ValidationError(words, code="amendment_differs_from_decision", params={"name": amendment.name})


def working_copy(final: Draft, wording: Wording) -> Draft:
    """Raises ValidationError (`draft_one_working`): what somebody has begun there is not part of any decision."""
    if final.proposal.drafts.working().exists():
        words = _(
            "There is a working draft with changes that nobody has decided on. Delete it first, or enter them as amendments."
        )
        raise ValidationError(words, code="draft_one_working")
    draft = start_working_draft(proposal=final.proposal, copy_of=final)
    if wording.plain_summary:
        draft.plain_summary = wording.plain_summary
        draft.save(update_fields=["plain_summary"])
    return draft


def store(text: AmendedText) -> None:
    """Into its working draft, with the translations of amendments that stand in it word for word."""
    store_words([one for one in text.reworded.values() if one.pk])
    text.arrangement.store()
    for amendment, one in text.verbatim:
        if (amendment.heading, amendment.body) == (one.heading, one.body):
            carry_translations(amendment, one, fields=SectionText.translated_fields)
