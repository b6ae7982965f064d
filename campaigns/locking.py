"""One order in which deeds lock a proposal: the proposal, the texts of a draft, the draft.

Whoever saves a single text locks that text and then, by the trigger, its draft. Taking the same order everywhere
makes people wait for each other for a moment instead of stopping each other for good (a deadlock).

Whoever writes to a table that readers see holds the number of the site's version until the end (see
`nisn_site.kit.site_version`). So everything that a deed will need is locked before its first such write.
"""

from .models import Draft, Proposal, Response, SectionText


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


def lock_what_publishing_ends(proposal: Proposal) -> None:
    """The current draft, which feedback may be arriving at, and the answers that go out with the next one."""
    list(proposal.drafts.current().select_for_update(of=("self",), no_key=True).values_list("pk"))
    ready = Response.objects.ready().filter(proposal=proposal).order_by("pk")
    list(ready.select_for_update(of=("self",), no_key=True).values_list("pk"))


def lock_texts(draft: Draft) -> list[SectionText]:
    texts = SectionText.objects.filter(draft=draft).select_related("section").order_by("pk")
    return list(texts.select_for_update(of=("self", "section"), no_key=True))
