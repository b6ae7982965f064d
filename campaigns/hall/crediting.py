"""What is said about an amendment besides its words: who moved it, which remark it comes from, whether anybody is
against it. The first two may change also once it is decided.
"""

from django.db import transaction

from nisn_site.kit.audit import record

from ..drafting.writing import tidy_heading
from ..models import Amendment, Feedback
from ..refusals import in_plain_words
from .amending import check_lengths, lock_amendment


@in_plain_words()
@transaction.atomic
def name_mover(*, amendment: Amendment, mover: str, organizer=None) -> Amendment:
    """Who moved it, also once it is decided: a person's name goes when they ask for that."""
    amendment = lock_amendment(amendment)
    amendment.mover = tidy_heading(mover)
    check_lengths(amendment)
    amendment.save(update_fields=["mover"])
    record(organizer, "amendment.mover-named", amendment, {"name": amendment.name})
    return amendment


@in_plain_words()
@transaction.atomic
def mark_uncontested(*, amendment: Amendment, is_uncontested: bool, organizer=None) -> Amendment:
    """Nobody has spoken against it so far, or somebody has. Raises ValidationError (`amendment_is_decided`)."""
    amendment = lock_amendment(amendment)
    amendment.is_uncontested = is_uncontested
    amendment.save(update_fields=["is_uncontested"])
    record(organizer, "amendment.uncontested", amendment, {"name": amendment.name, "is_uncontested": is_uncontested})
    return amendment


@in_plain_words()
@transaction.atomic
def credit_remark(*, amendment: Amendment, remark: Feedback | None, organizer=None) -> Amendment:
    """The remark that it was made from. Raises ValidationError (`amendment_from_feedback_of_its_proposal`)."""
    amendment = lock_amendment(amendment)
    amendment.from_feedback = remark
    amendment.save(update_fields=["from_feedback"])
    record(organizer, "amendment.credited", amendment, {"name": amendment.name, "remark": remark.ref if remark else ""})
    return amendment
