"""What amendments ask for, as pages show it: what they do to which section, word by word, and what became of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from nisn_site.kit.markdown import render
from nisn_site.kit.translation_lookup import attach_translations

from ..changes import SectionChange, Wording, compare
from ..changes.budget import Budget
from ..drafting.comparing import is_readable, wording
from ..models import Amendment, Decision, Draft, SectionText
from ..models.texts import TOP_HEADING_IN_BODY
from .amended import AmendedText


@dataclass(frozen=True, slots=True)
class Asked:
    """One amendment with the section it changes (None: it inserts one) and the one it goes beside, as they stood in
    the text that it was written on; what changes, and every decision on it, the last one last.
    """

    amendment: Amendment
    text: SectionText | None
    beside: SectionText | None
    change: SectionChange
    decisions: list[Decision] = field(default_factory=list)

    @property
    def decision(self) -> Decision | None:
        """What stands; a record made by mistake does not."""
        last = self.decisions[-1] if self.decisions else None
        return None if last is None or last.result == Decision.Result.VOID else last

    @property
    def is_open(self) -> bool:
        return self.decision is None and not self.amendment.is_withdrawn

    @property
    def is_folded(self) -> bool:
        """There is nothing to compare word by word when a section moves."""
        return self.amendment.kind == Amendment.Kind.MOVE


def asked(amendments: Iterable[Amendment], budget: Budget | None = None) -> list[Asked]:
    """In the reader's language wherever both the text and the amendment are translated. Three queries.

    Amendments need their `section` and `beside`; they and the texts get their translations here.
    """
    amendments, budget = list(amendments), budget or Budget()
    if not amendments:
        return []
    texts = texts_around(amendments)
    attach_translations([*texts.values(), *amendments])
    decisions = decisions_on(amendments)
    return [one_asked(amendment, texts, decisions[amendment.pk], budget) for amendment in amendments]


def in_text_order(amendments: list[Amendment]) -> list[Amendment]:
    """As they come in the text: by the section that is changed, or that a new one goes beside. One query."""
    texts = texts_around(amendments)
    last = max((text.position for text in texts.values()), default=0) + 1

    def place(one: Amendment) -> tuple:
        text = texts.get((one.draft_id, one.section_id)) or texts.get((one.draft_id, one.beside_id))
        return (text.position if text else last, one.kind == Amendment.Kind.INSERT, one.number)

    return sorted(amendments, key=place)


def texts_around(amendments: list[Amendment]) -> dict[tuple[int, int], SectionText]:
    """By draft and section: those that are changed and those that others go beside."""
    sections = {key for one in amendments for key in (one.section_id, one.beside_id) if key}
    drafts = {one.draft_id for one in amendments}
    rows = SectionText.objects.filter(draft__in=drafts, section__in=sections).select_related("section").order_by()
    return {(text.draft_id, text.section_id): text for text in rows}


def decisions_on(amendments: list[Amendment]) -> dict[int, list[Decision]]:
    found = defaultdict(list)
    for decision in Decision.objects.filter(amendment__in=amendments).select_related("text").oldest_first():
        found[decision.amendment_id].append(decision)
    return found


def one_asked(amendment: Amendment, texts: dict, decisions: list[Decision], budget: Budget) -> Asked:
    text = texts.get((amendment.draft_id, amendment.section_id))
    beside = texts.get((amendment.draft_id, amendment.beside_id))
    return Asked(amendment, text, beside, change_asked(amendment, text, budget), decisions)


def change_asked(amendment: Amendment, text: SectionText | None, budget: Budget) -> SectionChange:
    is_translated = all(is_readable(thing) for thing in (text, amendment) if thing)
    before = [wording(text, text.number, "", is_translated=is_translated)] if text else []
    match amendment.kind:
        case Amendment.Kind.DELETE:
            after = []
        case Amendment.Kind.MOVE:
            after = before
        case _:
            after = [new_wording(amendment, text.number if text else "", is_translated=is_translated)]
    [change] = compare(before, after, budget).sections
    return change


def new_wording(amendment: Amendment, number: str, *, is_translated: bool) -> Wording:
    place = {"key": amendment.section.key, "kind": amendment.section.kind, "number": number}
    if not is_translated:
        html, language = amendment.body_html, amendment.language
        return Wording(**place, heading=amendment.heading, html=html, language=language)
    heading, body = amendment.read("heading"), amendment.read("body")
    return Wording(**place, heading=heading.text, html=body.html, language=body.language)


def change_now(amendment: Amendment, final: Draft, adopted: list[Amendment]) -> SectionChange | None:
    """What an amendment changes in the final text as it is now, with all that is adopted so far; in its own language.

    None where nothing around it has changed since it was written: then `asked` says the same, and translated.
    Raises MisfitError.
    """
    others = [one for one in adopted if one != amendment]
    text = AmendedText(final, [*others, amendment])
    for other in others:
        text.make(other)
    before = written(text, amendment)
    text.make(amendment)
    if before == text.wordings.get((amendment.draft_id, amendment.section_id)):
        return None
    after = written(text, amendment)
    old, new = ([as_wording(amendment, *words)] if words else [] for words in (before, after))
    return compare(old, new).sections[0] if old or new else None


def written(text: AmendedText, amendment: Amendment) -> tuple[str, str] | None:
    """Heading and body of the section that an amendment is about, as they are in this text; None: it is not there."""
    found = text.arrangement.texts.get(amendment.section.key)
    return (found.heading, found.body) if found else None


def as_wording(amendment: Amendment, heading: str, body: str) -> Wording:
    html = render(body, top_heading=TOP_HEADING_IN_BODY)
    return Wording(amendment.section.key, "", heading, html, language=amendment.language)
