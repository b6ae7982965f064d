"""Organizers record what the conference decided. A record stays for good; a correction is a new one."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.audit import record

from ..drafting.writing import tidy_body
from ..locking import lock_proposal
from ..models import Amendment, Decision, Draft, Proposal
from ..refusals import in_plain_words
from .amended import AmendedText, amendment_sha256
from .amending import lock_amendment
from .laying import lock_final_text


@dataclass(frozen=True, slots=True)
class Vote:
    """How it was decided, and what came of it; numbers of people only where they were counted."""

    result: str
    method: str
    decided_on: date
    votes_for: int | None = None
    votes_against: int | None = None
    abstained: int | None = None
    eligible: int | None = None
    note: str = ""

    def as_fields(self) -> dict:
        names = ("result", "method", "decided_on", "votes_for", "votes_against", "abstained", "eligible")
        return {name: getattr(self, name) for name in names} | {"note": tidy_body(self.note)}


@in_plain_words()
@transaction.atomic
def decide_amendment(
    *, amendment: Amendment, vote: Vote, seen: str = "", organizer=None, is_sample: bool = False
) -> Decision:
    """Record the decision on an amendment. With `seen` it must still have this fingerprint.

    Raises ValidationError (`no_final_text`, `amendment_changed_since`, `amendment_does_not_fit`,
    `decision_once_for_an_amendment`, `decision_not_on_a_withdrawn_amendment`, and names of other rules).
    """
    final = lock_final_text(amendment.proposal)
    amendment = lock_amendment(amendment)
    if amendment.decisions.exists():
        words = _("A decision on this amendment is recorded already. Look at it first.")
        raise ValidationError(words, code="decision_once_for_an_amendment")
    return write_decision(amendment, final, vote, seen=seen, organizer=organizer, is_sample=is_sample)


@in_plain_words()
@transaction.atomic
def replace_decision(*, decision: Decision, vote: Vote, organizer=None) -> Decision:
    """Correct a record, or note that the conference decided anew. The note says which, and why.

    With another result the amendment is decided on the text as it is now; else the text stays the one that was named.
    Raises ValidationError (`decision_is_replaced_already`,
    `decision_is_in_the_text`, `decision_says_why_it_replaces_another`, …).
    """
    lock_proposal(decision.proposal)
    amendment = lock_amendment(decision.amendment) if decision.amendment else None
    if Decision.objects.filter(replaces=decision).exists():
        words = _("Somebody else has corrected this record already. Look at theirs first.")
        raise ValidationError(words, code="decision_is_replaced_already")
    values = {"vote": vote, "replaces": decision, "organizer": organizer, "is_sample": decision.is_sample}
    if amendment and vote.result not in {decision.result, Decision.Result.VOID} and not amendment.taken_up_in_id:
        return write_decision(amendment, lock_final_text(decision.proposal), **values)
    text = {"text": decision.text, "text_sha256": decision.text_sha256}
    return write_row(proposal=decision.proposal, amendment=amendment, **text, **values)


def write_decision(amendment: Amendment, final: Draft, vote: Vote, *, seen: str = "", **values) -> Decision:
    """For an amendment that is not yet part of a published text; what is adopted must fit into it."""
    fingerprint = amendment_sha256(amendment, final)
    if seen and seen != fingerprint:
        words = _("The amendment, or the text that it changes, is not what you saw any more. Look at it again.")
        raise ValidationError(words, code="amendment_changed_since")
    if vote.result == Decision.Result.ADOPTED:
        made_in(final, [*(one for one in adopted_so_far(final.proposal) if one != amendment), amendment])
    return write_row(
        proposal=final.proposal, amendment=amendment, text=final, text_sha256=fingerprint, vote=vote, **values
    )


def write_row(*, proposal, amendment, text, text_sha256, vote: Vote, organizer, is_sample, replaces=None) -> Decision:
    if vote.decided_on > timezone.localdate(timezone=proposal.conference.zone):
        raise ValidationError({"decided_on": ValidationError(_("This day is still to come."), code="day_to_come")})
    decision = Decision(
        proposal=proposal, amendment=amendment, text=text, text_sha256=text_sha256, replaces=replaces,
        recorded_by=organizer, is_sample=is_sample or proposal.is_sample, **vote.as_fields(),
    )  # fmt: skip
    decision.clean_fields(exclude=["proposal", "amendment", "text", "replaces", "recorded_by"])
    decision.save()
    record(organizer, "decision.recorded", decision, facts_of(decision))
    return decision


def facts_of(decision: Decision) -> dict:
    """What the audit log keeps of a record, so that a change of the row would show."""
    numbers = {name: getattr(decision, name) for name in ("votes_for", "votes_against", "abstained", "eligible")}
    about = decision.amendment.name if decision.amendment else "text"
    return {
        "about": about, "result": decision.result, "method": decision.method, "hash": decision.text_sha256,
        "on": decision.decided_on.isoformat(), "replaces": decision.replaces_id, **numbers,
    }  # fmt: skip


def adopted_so_far(proposal: Proposal) -> list[Amendment]:
    """Adopted amendments that no published text holds yet, in the order in which they were decided."""
    amendments = proposal.amendments.to_take_up().select_related("section", "beside", "draft")
    return list(amendments.alias(first=Min("decisions__pk")).order_by("first"))


def made_in(draft: Draft, amendments: list[Amendment]) -> AmendedText:
    """The text with these amendments made, in this order. Raises MisfitError."""
    text = AmendedText(draft, amendments)
    for amendment in amendments:
        text.make(amendment)
    return text
