"""Puts the confirmed sections of a text into the working draft."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.markdown import render

from ..drafting.arrangement import forget_unused
from ..drafting.beginning import start_working_draft
from ..drafting.canonical import fingerprint
from ..drafting.numbering import outline
from ..drafting.objections import objections
from ..locking import lock_draft, lock_proposal
from ..models import Draft, Proposal, Section, SectionText
from ..models.limits import BODY_LENGTH, HEADING_LENGTH
from ..models.texts import TOP_HEADING_IN_BODY
from ..refusals import in_plain_words
from .placing import Placed, nesting, place_sections
from .planning import Planned, existing_in

WRITTEN = ["heading", "body", "body_html", "parent", "position", "version"]
STOPS = {"draft_has_too_many_sections", "draft_is_too_long", "section_is_too_deep"}  # others may wait until publishing
CHANGED = _(
    "Somebody changed the draft after you began this import. Nothing was written, and all you did here is kept. "
    "Look at the sections again, then put them into the working draft."
)


@dataclass(frozen=True)
class Filled:
    """The working draft and how many of its sections are new, changed, the same and left out."""

    draft: Draft
    new: int = 0
    changed: int = 0
    same: int = 0
    left_out: int = 0


@in_plain_words()
@transaction.atomic
def fill_working_draft(*, proposal: Proposal, plan: list[Planned], left_out: set[str], seen: str) -> Filled:
    """Write the planned sections into the working draft, which is made if there is none; nothing that is so already is written.

    Sections of the draft that are neither planned nor in `left_out` stay, beside the one they followed. `seen` is the
    fingerprint of the draft that the plan was made for. Raises ValidationError: `nothing_to_import`, `section_twice`,
    `proposal_is_gone`, `draft_changed_since`, `section_is_too_long`, `heading_is_too_long`, and codes of `publishing.objections`.
    """
    refuse_impossible(plan)
    try:
        proposal = lock_proposal(proposal)
    except Proposal.DoesNotExist:
        raise ValidationError(_("Somebody else has deleted this proposal."), code="proposal_is_gone") from None
    draft = proposal.drafts.working().first() or start_working_draft(proposal=proposal)
    draft, texts = lock_draft(draft)
    texts = [one.text for one in outline(texts)]
    if fingerprint(texts) != seen:
        if is_already_so(plan, texts, left_out):  # the button was pressed twice
            return Filled(draft, same=len(texts))
        raise ValidationError(CHANGED, code="draft_changed_since")
    return write(draft, plan, texts, left_out)


def refuse_impossible(plan: list[Planned]) -> None:
    if not plan:
        raise ValidationError(
            _("Everything is left out, so there is nothing to put into the draft."), code="nothing_to_import"
        )
    keys = [one.key for one in plan if one.key]
    if len(keys) != len(set(keys)):
        raise ValidationError(_("Two parts of the text are meant to be the same section."), code="section_twice")
    for one in plan:
        if len(one.body) > BODY_LENGTH:
            words = _("Section “%(heading)s” is longer than 200,000 characters. Divide it into several sections.")
            raise ValidationError(words, code="section_is_too_long", params={"heading": one.heading})
        if len(one.heading) > HEADING_LENGTH:
            words = _("A heading is longer than 300 characters: “%(heading)s…”")
            raise ValidationError(words, code="heading_is_too_long", params={"heading": one.heading[:60]})


def write(draft: Draft, plan: list[Planned], texts: list[SectionText], left_out: set[str]) -> Filled:
    by_key = {text.section.key: text for text in texts}
    planned = {one.key for one in plan if one.key}
    if planned - set(by_key):
        raise ValidationError(CHANGED, code="draft_changed_since")
    gone = set(by_key) & left_out - planned
    placed = place_sections(plan, existing_in(texts), set(by_key) - gone - planned)
    before = {text.pk: (text.heading, text.body, text.parent_id) for text in texts}
    result = texts_in_place(draft, plan, by_key, placed)
    refuse_objections(result)
    draft.texts.filter(section__key__in=gone).delete()
    new = [text for text in result if not text.pk]
    changed = [text for text in result if text.pk and before[text.pk] != (text.heading, text.body, text.parent_id)]
    if changed or [text.pk for text in result] != [text.pk for text in texts]:
        store(result, new, changed)
    if gone:
        forget_unused([by_key[key].section_id for key in gone])
    return Filled(draft, len(new), len(changed), len(result) - len(new) - len(changed), len(gone))


def texts_in_place(draft: Draft, plan: list[Planned], by_key: dict, placed: list[Placed]) -> list[SectionText]:
    """The texts of the draft in their new order, with new words and what they lie in; nothing is stored but new sections."""
    new = [at for at, one in enumerate(plan) if one.key is None]
    sections = Section.objects.add(proposal=draft.proposal, kinds=[plan[at].kind for at in new])
    by_name = dict(zip(new, sections, strict=True)) | {key: text.section for key, text in by_key.items()}
    words = {at if one.key is None else one.key: one for at, one in enumerate(plan)}
    result = []
    for name, inside in placed:
        text = by_key.get(name) or SectionText(
            proposal=draft.proposal, draft=draft, section=by_name[name], language=draft.language
        )
        if one := words.get(name):
            text.heading, text.body = one.heading, one.body
        text.parent = by_name.get(inside)
        result.append(text)
    return result


def refuse_objections(texts: list[SectionText]) -> None:
    for position, text in enumerate(texts, start=1):
        text.position = position
    if problems := [problem for problem in objections(texts) if problem.code in STOPS]:
        raise ValidationError(problems)


def store(texts: list[SectionText], new: list[SectionText], changed: list[SectionText]) -> None:
    for text in [*new, *changed]:
        text.body_html = render(text.body, top_heading=TOP_HEADING_IN_BODY)
        text.version += 1
    SectionText.objects.bulk_update([text for text in texts if text.pk], WRITTEN, batch_size=100)
    SectionText.objects.bulk_create(new)
    connection.check_constraints()  # what would fail at the very end fails here, in plain words


def is_already_so(plan: list[Planned], texts: list[SectionText], left_out: set[str]) -> bool:
    """Whether the draft has what is planned, in this order and nesting, and nothing that is to be left out."""
    lie_in = nesting(plan)
    found: dict[str | int, SectionText] = {}
    waiting = iter(texts)
    for at, one in enumerate(plan):
        name = at if one.key is None else one.key
        text = next((text for text in waiting if is_text_of(one, text)), None)
        around = found[lie_in[name]].section_id if text and lie_in[name] is not None else None
        if not text or text.parent_id != around:
            return False
        found[name] = text
    return not left_out & {text.section.key for text in texts}


def is_text_of(one: Planned, text: SectionText) -> bool:
    is_same_section = text.section.key == one.key if one.key else text.section.kind == one.kind
    return is_same_section and (text.heading, text.body) == (one.heading, one.body)
