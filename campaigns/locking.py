"""One order in which deeds lock a proposal: the proposal, the texts of a draft, the draft.

Whoever saves a single text locks that text and then, by the trigger, its draft. Taking the same order everywhere
makes people wait for each other for a moment instead of stopping each other for good (a deadlock).
"""

from .models import Draft, Proposal, SectionText


def lock_proposal(proposal: Proposal) -> Proposal:
    """The proposal as it is now, for this transaction alone."""
    return Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)


def lock_draft(draft: Draft) -> tuple[Draft, list[SectionText]]:
    """The draft and its texts as they are now; nobody else can change them until the transaction ends.

    The draft carries its locked proposal, each text its locked section.
    """
    proposal = Proposal.objects.select_for_update(of=("self",), no_key=True).get(drafts=draft)
    lock_texts(draft)
    draft = Draft.objects.select_for_update(no_key=True).get(pk=draft.pk)
    draft.proposal = proposal
    return draft, lock_texts(draft)  # again: one may have been added before the draft was locked


def lock_texts(draft: Draft) -> list[SectionText]:
    texts = SectionText.objects.filter(draft=draft).select_related("section").order_by("pk")
    return list(texts.select_for_update(of=("self", "section"), no_key=True))
