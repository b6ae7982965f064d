"""The place that somebody says something about: a draft or one of its sections, as it can be read."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404
from django.utils.functional import cached_property

from nisn_site.kit.translation_lookup import attach_translations

from ..finding import next_after
from ..models import Draft, SectionText
from .lists import WHOLE
from .readings import Passage, passage_of


@dataclass
class Spot:
    """`text` is None for the draft as a whole; `newest` is the draft of the proposal that takes feedback, if any."""

    draft: Draft
    text: SectionText | None
    newest: Draft | None
    next_draft: Draft | None = None  # the draft after this one, which has the answers

    @property
    def proposal(self):
        return self.draft.proposal

    @property
    def section(self):
        return self.text.section if self.text else None

    @property
    def key(self) -> str:
        return self.text.section.key if self.text else WHOLE

    @property
    def is_open(self) -> bool:
        return self.draft.is_open_for_feedback

    @property
    def closed_at(self) -> datetime | None:
        return self.draft.feedback_closes_at

    @property
    def closed_on(self) -> date | None:
        """At the place of the conference."""
        return self.draft.day_there(self.closed_at)

    @cached_property
    def passage(self) -> Passage | None:
        """What the section says to the reader, in the active language where it is translated."""
        return passage_of(self.text) if self.text else None

    @property
    def address_parts(self) -> dict:
        proposal = self.proposal
        return {
            "conference": proposal.conference.slug, "proposal": proposal.slug, "number": self.draft.number, "key": self.key,
        }  # fmt: skip


def find_spot(*, conference: str, proposal: str, number: int, key: str) -> Spot:
    """Of a published draft on the site; raises Http404. Three queries at most."""
    drafts = Draft.objects.on_site().filter(proposal__conference__slug=conference, proposal__slug=proposal)
    drafts = list(drafts.select_related("proposal__conference").order_by("number"))
    draft = next((one for one in drafts if one.number == number), None)
    if draft is None:
        raise Http404("no such published draft")
    text = None
    if key != WHOLE:
        text = draft.texts.select_related("section").filter(section__key=key).first()
        if text is None:
            raise Http404("no such section in this draft")
        attach_translations([text])
    newest = next((one for one in drafts if one.is_open_for_feedback), None)
    return Spot(draft, text, newest, next_after(draft, drafts))


def open_spots() -> list[Spot]:
    """Each draft of the site that takes feedback, as a whole and then section by section; three queries."""
    drafts = Draft.objects.on_site().open_for_feedback().select_related("proposal__conference")
    drafts = list(drafts.order_by("-proposal__conference__starts_on", "proposal__number"))
    texts = SectionText.objects.filter(draft__in=drafts).select_related("section").defer("body", "body_html").in_order()
    by_draft = {draft.pk: [None] for draft in drafts}
    for text in texts:
        by_draft[text.draft_id].append(text)
    attach_translations([*(draft.proposal for draft in drafts), *texts])
    return [Spot(draft, text, draft) for draft in drafts for text in by_draft[draft.pk]]


def spot_of(feedback) -> Spot:
    """Where a stored remark was made."""
    proposal, draft = feedback.proposal, feedback.draft
    key = feedback.section.key if feedback.section else WHOLE
    return find_spot(conference=proposal.conference.slug, proposal=proposal.slug, number=draft.number, key=key)
