"""Remarks as pages show them: each with its place, what it suggests, its answer; and answers by section of a draft."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..changes import SectionChange
from ..models import Draft, Feedback, Response, SectionText, Settlement
from .lists import with_answers
from .wordings import wording_change


@dataclass
class Said:
    """One remark on a page. `text` is the section it is about, as its draft has it."""

    remark: Feedback
    draft: Draft
    text: SectionText | None
    response: Response | None
    change: SectionChange | None

    @property
    def is_readable(self) -> bool:
        return self.remark.is_public


def said_of(remarks: Iterable[Feedback], drafts: list[Draft]) -> list[Said]:
    """Of remarks on these drafts; three queries, whatever their number."""
    if not isinstance(remarks, list):
        remarks = list(with_answers(remarks).select_related("section", "same_as", "wording_change"))
    by_key = {draft.pk: draft for draft in drafts}
    for one in remarks:
        one.proposal, one.draft = by_key[one.draft_id].proposal, by_key[one.draft_id]
    texts = texts_of(remarks)
    answers = Response.objects.published().in_bulk({one.answer_id for one in remarks} - {None})
    return [
        Said(one, one.draft, texts.get((one.draft_id, one.section_id)), answers.get(one.answer_id), wording_change(one))
        for one in remarks
    ]


def texts_of(remarks: list[Feedback]) -> dict[tuple[int, int], SectionText]:
    """The texts that they are about, without the words: only number and heading."""
    sections, drafts = {one.section_id for one in remarks}, {one.draft_id for one in remarks}
    rows = SectionText.objects.filter(draft__in=drafts, section__in=sections - {None}).select_related("section")
    return {(text.draft_id, text.section_id): without_body(text) for text in rows.defer("body", "body_html")}


def without_body(text: SectionText) -> SectionText:
    """Pages that show only number and heading need no translation of the rest, and are not told that it is missing."""
    text.translated_fields, text.body, text.body_html = ("heading",), "", ""
    return text


@dataclass
class Answered:
    response: Response
    remarks: list[Feedback] = field(default_factory=list)


@dataclass
class Group:
    """All answers about one section of a draft; `text` is None for the whole, and for sections that are gone."""

    text: SectionText | None
    answers: list[Answered]


def we_did(draft: Draft) -> list[Group]:
    """Every answer that was published with this draft, by section in its order. Three queries."""
    settlements = Settlement.objects.live().filter(response__shown_in=draft).prefetch_related("feedback__same_ones")
    rows = settlements.select_related("response", "feedback__section", "feedback__draft").order_by("feedback__number")
    by_section: dict[int | None, dict[int, Answered]] = defaultdict(dict)
    for settlement in rows:
        response, main = settlement.response, settlement.feedback
        answered = by_section[response.section_id or main.section_id].setdefault(response.pk, Answered(response))
        answered.remarks += [main, *(one for one in main.same_ones.all() if one.is_public)]
        for remark in answered.remarks:
            remark.proposal = draft.proposal
    rows = draft.texts.in_order().select_related("section").defer("body", "body_html")
    texts = {text.section_id: without_body(text) for text in rows}
    order = [*(section for section in texts if section in by_section), *(by_section.keys() - texts.keys())]
    return [Group(texts.get(section), list(by_section[section].values())) for section in order]
