"""Whether published texts, decided amendments and decisions are still what was published and decided.

The database lets nobody change them. Whoever owns the database can get around that; then the fingerprints differ, or
the row is not what the audit log noted, whose entries are chained (`verify_audit` looks after those).
"""

from collections.abc import Iterator

from nisn_site.kit.audit import AuditEntry, name_of

from .drafting.canonical import content_sha256
from .hall.amended import amendment_sha256
from .hall.deciding import facts_of
from .models import Decision, Draft

RECORDED = "decision.recorded"
OF_TEXTS = ("draft.published", "text.laid-before-conference", "text.final", "text.adopted")


def faults() -> Iterator[str]:
    """One sentence for each thing that is not what it was."""
    yield from altered_texts()
    yield from altered_amendments()
    yield from altered_decisions()


def altered_texts() -> Iterator[str]:
    noted = notes_of(*OF_TEXTS)
    for draft in Draft.objects.published().select_related("proposal__conference").order_by("pk"):
        fingerprint = content_sha256(draft.texts.in_order().select_related("section"))
        note = noted.get(name_of(draft), {"hash": fingerprint})
        if {fingerprint, note["hash"]} != {draft.content_sha256}:
            yield f"{draft.get_absolute_url()} is not the text that was published."


def altered_amendments() -> Iterator[str]:
    decisions = Decision.objects.standing().filter(amendment__isnull=False).select_related("text", "proposal")
    for decision in decisions.select_related("amendment__section", "amendment__beside", "amendment__draft"):
        if decision.text_sha256 != amendment_sha256(decision.amendment, decision.text):
            yield f"{decision.amendment.name} of {decision.proposal.slug} is not the amendment that was decided on."


def altered_decisions() -> Iterator[str]:
    noted = notes_of(RECORDED)
    for decision in Decision.objects.select_related("amendment", "proposal").order_by("pk"):
        note = noted.pop(name_of(decision), None)
        about = f"Record {decision.pk} of {decision.proposal.slug}"
        if note is None:
            yield f"{about} was not written by the site."
        elif note != facts_of(decision):
            yield f"{about} is not what was recorded."
    for name in noted:
        yield f"Record {name.partition(':')[2]} is gone."


def notes_of(*actions: str) -> dict[str, dict]:
    """What the audit log keeps, by the name of the row; of two notes on one row the last."""
    entries = AuditEntry.objects.filter(action__in=actions).exclude(target="").order_by("number")
    return dict(entries.values_list("target", "data"))
