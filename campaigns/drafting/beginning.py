"""A working draft begins as a copy of the draft before it, with all section keys kept."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.translation import Translation

from ..locking import lock_proposal
from ..models import Draft, Proposal, SectionText
from ..refusals import in_plain_words

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


def last_published(proposal: Proposal) -> Draft | None:
    """What readers know: the newest draft that stands; when all were withdrawn, the newest of them."""
    drafts = proposal.drafts.newest_first()
    return drafts.standing().first() or drafts.published().first()
