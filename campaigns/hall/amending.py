"""Organizers enter amendments to the final text, write them anew, and note that one is withdrawn."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.audit import record

from ..drafting.carrying import carry_translations
from ..drafting.writing import tidy_body, tidy_heading
from ..locking import lock_proposal
from ..models import Amendment, Draft, Feedback, Proposal, Section, SectionText
from ..refusals import in_plain_words
from .amended import AmendedText
from .laying import lock_final_text


@dataclass(frozen=True, slots=True)
class Motion:
    """What is asked for: sections by their keys.

    Of an insertion, `section` is the key that the new one gets (empty: any), and `kind_of_new` what it is.
    """

    kind: str
    section: str = ""
    place: str = ""
    beside: str = ""
    heading: str = ""
    body: str = ""
    kind_of_new: str = Section.Kind.TEXT


@in_plain_words()
@transaction.atomic
def move_amendment(
    *,
    proposal: Proposal,
    motion: Motion,
    mover: str = "",
    reason: str = "",
    from_feedback: Feedback | None = None,
    is_uncontested: bool = False,
    is_sample: bool = False,
    organizer=None,
    moved_at: datetime | None = None,
) -> Amendment:
    """Enter an amendment to the final text; it gets the next number, and everybody sees it.

    Raises ValidationError (`no_final_text`, `section_not_in_text`, `amendment_changes_nothing`, and names of rules).
    """
    final = lock_final_text(proposal)
    texts = texts_by_key(final)
    amendment = Amendment(
        proposal=final.proposal, draft=final, kind=motion.kind, mover=tidy_heading(mover), reason=tidy_body(reason),
        from_feedback=from_feedback, is_uncontested=is_uncontested, is_sample=is_sample or final.proposal.is_sample,
        language=final.language,
    )  # fmt: skip
    put_words(amendment, motion)
    if motion.kind == Amendment.Kind.INSERT:
        amendment.section = new_section(final.proposal, motion)
    else:
        amendment.section = section_in(texts, motion.section)
    put_place(amendment, motion, texts)
    refuse_idle(amendment, texts)
    if moved_at:
        amendment.moved_at = moved_at
    check_lengths(amendment)
    amendment.save()
    amendment.refresh_from_db(fields=["number"])
    take_unchanged(amendment, texts)
    record(organizer, "amendment.moved", amendment, {"name": amendment.name, "kind": amendment.kind})
    return amendment


@in_plain_words()
@transaction.atomic
def reword_amendment(
    *, amendment: Amendment, opened: int, motion: Motion, mover: str, reason: str, organizer=None
) -> Amendment:
    """Write an amendment anew, on the final text as it is now, unless somebody else did so since `opened` (a version).

    Raises ValidationError (`edit_conflict`, `amendment_is_decided`, `amendment_is_withdrawn` and those of a new one).
    """
    final = lock_final_text(amendment.proposal)
    amendment = lock_amendment(amendment)
    if amendment.version != opened:
        words = _("Somebody else has changed this amendment meanwhile. Look at it again; what you wrote is below.")
        raise ValidationError(words, code="edit_conflict")
    refuse_withdrawn(amendment)
    texts = texts_by_key(final)
    amendment.mover, amendment.reason = tidy_heading(mover), tidy_body(reason)
    before = (amendment.heading, amendment.body, amendment.place, amendment.beside_id)
    put_words(amendment, motion)
    put_place(amendment, motion, texts)
    if before != (amendment.heading, amendment.body, amendment.place, amendment.beside_id):
        amendment.draft = final
        refuse_idle(amendment, texts)
    check_lengths(amendment)
    amendment.save()
    take_unchanged(amendment, texts)
    record(organizer, "amendment.reworded", amendment, {"name": amendment.name})
    return amendment


@in_plain_words()
@transaction.atomic
def withdraw_amendment(*, amendment: Amendment, organizer=None) -> Amendment:
    """Its movers take it back; it keeps its number and its page. Raises ValidationError (`amendment_is_decided`, …)."""
    amendment = lock_amendment(amendment)
    refuse_withdrawn(amendment)
    amendment.withdrawn_at = timezone.now()
    amendment.save(update_fields=["withdrawn_at"])
    record(organizer, "amendment.withdrawn", amendment, {"name": amendment.name})
    return amendment


@in_plain_words()
@transaction.atomic
def restore_amendment(*, amendment: Amendment, organizer=None) -> Amendment:
    """It was withdrawn by mistake, or somebody else moves it."""
    amendment = lock_amendment(amendment)
    if amendment.is_withdrawn:
        amendment.withdrawn_at = None
        amendment.save(update_fields=["withdrawn_at"])
        record(organizer, "amendment.restored", amendment, {"name": amendment.name})
    return amendment


def lock_amendment(amendment: Amendment) -> Amendment:
    """As it is now, for this transaction alone, with what its fingerprint is made of."""
    proposal = lock_proposal(amendment.proposal)
    rows = Amendment.objects.select_for_update(of=("self",), no_key=True).select_related("section", "beside", "draft")
    amendment = rows.get(pk=amendment.pk)
    amendment.proposal = proposal
    return amendment


def texts_by_key(draft: Draft) -> dict[str, SectionText]:
    return AmendedText(draft).arrangement.texts


def section_in(texts: dict[str, SectionText], key: str) -> Section:
    if key not in texts:
        raise ValidationError(_("The final text does not have this section."), code="section_not_in_text")
    return texts[key].section


def new_section(proposal: Proposal, motion: Motion) -> Section:
    """The identity of the section that an insertion asks for."""
    if motion.section:
        return Section.objects.create(proposal=proposal, key=motion.section, kind=motion.kind_of_new)
    [section] = Section.objects.add(proposal=proposal, kinds=[motion.kind_of_new])
    return section


def put_words(amendment: Amendment, motion: Motion) -> None:
    if amendment.kind in {Amendment.Kind.REPLACE, Amendment.Kind.INSERT}:
        amendment.heading, amendment.body = tidy_heading(motion.heading), tidy_body(motion.body)


def put_place(amendment: Amendment, motion: Motion, texts: dict[str, SectionText]) -> None:
    if amendment.kind in {Amendment.Kind.INSERT, Amendment.Kind.MOVE}:
        amendment.place = motion.place if motion.beside else ""
        amendment.beside = section_in(texts, motion.beside) if motion.beside else None


def refuse_idle(amendment: Amendment, texts: dict[str, SectionText]) -> None:
    if amendment.kind == Amendment.Kind.REPLACE:
        text = texts.get(amendment.section.key)
        if text and (tidy_heading(text.heading), tidy_body(text.body)) == (amendment.heading, amendment.body):
            words = _("This is what the text says already. Change something in it.")
            raise ValidationError(words, code="amendment_changes_nothing")


def take_unchanged(amendment: Amendment, texts: dict[str, SectionText]) -> None:
    """What it leaves as it is, heading or body, is translated already."""
    text = texts.get(amendment.section.key)
    if text and amendment.kind == Amendment.Kind.REPLACE:
        same = [name for name in SectionText.translated_fields if getattr(text, name) == getattr(amendment, name)]
        carry_translations(text, amendment, fields=same)


def refuse_withdrawn(amendment: Amendment) -> None:
    if amendment.is_withdrawn:
        raise ValidationError(_("This amendment is withdrawn."), code="amendment_is_withdrawn")


def check_lengths(amendment: Amendment) -> None:
    """Raises ValidationError for each field that is too long; the database looks after the rest."""
    others = {field.name for field in Amendment._meta.fields} - {"heading", "body", "mover", "reason"}
    amendment.clean_fields(exclude=others)
