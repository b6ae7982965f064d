"""All that was said about a proposal, with its answers, as rows and as JSON; for readers without what only organizers see."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from django.db.models import QuerySet, StringAgg, Value
from django.utils.translation import gettext as _

from ..models import Feedback, Proposal, Response, SectionText, Settlement
from .languages import language_names
from .lists import of_proposal, with_answers

AT_ONCE = 1_000  # rows that are read from the database together


@dataclass(frozen=True, slots=True)
class Reach:
    """What a file holds: everybody's view, or the organizers' with states and notes, or also with addresses."""

    is_for_organizers: bool = False
    has_addresses: bool = False


def remarks_of(proposal: Proposal, reach: Reach) -> QuerySet:
    if reach.is_for_organizers:
        remarks = proposal.feedback.exclude(state=Feedback.State.UNCONFIRMED)
        remarks = remarks.annotate(all_notes=StringAgg("notes__text", Value("\n"), default=Value("")))
    else:
        remarks = of_proposal(proposal.pk)
    remarks = with_answers(remarks, also_ready=reach.is_for_organizers)
    remarks = remarks.select_related("section", "draft", "same_as").order_by("number", "pk")
    return remarks.select_related("sender") if reach.has_addresses else remarks


def headings(reach: Reach) -> list[str]:
    names = [
        _("Number"), _("Draft"), _("Section"), _("Heading of the section"), _("Kind"), _("State"), _("Language"), _("Said"),
        _("Came by"), _("Where it was said"), _("Number of people"), _("People who think so too"), _("Name"), _("Organization"),
        _("Remark"), _("Sentence it is about"), _("Suggested heading"), _("Suggested text"), _("Same as"), _("What we did"),
        _("Answer and reason"), _("Answered"), _("Earlier answers"), _("Sample"), _("Address"),
    ]  # fmt: skip
    if reach.is_for_organizers:
        names += [_("Public since"), _("Why it is hidden"), _("Private notes")]
    return names + ([_("Email")] if reach.has_addresses else [])


@dataclass(frozen=True)
class Names:
    """Words that each row needs, made once: translating them 20,000 times takes seconds."""

    kinds: dict[str, str]
    states: dict[str, str]
    sources: dict[str, str]
    outcomes: dict[str, str]
    languages: dict[str, str]
    sample: str
    address: str  # of a remark, with `{}` for its number

    @classmethod
    def of(cls, proposal: Proposal, address) -> "Names":
        choices = (Feedback.Kind, Feedback.State, Feedback.Source, Response.Outcome)
        path = Feedback(proposal=proposal, number=0).get_absolute_url()
        return cls(
            *({value: str(label) for value, label in one.choices} for one in choices),
            {code: str(name) for code, name in language_names()}, _("Sample"), address(path).replace("F-0", "F-{}"),
        )  # fmt: skip


def rows(proposal: Proposal, reach: Reach, *, address) -> Iterator[list]:
    """The headings, then a row for each remark; `address` makes a path a full one. Reads a piece at a time."""
    yield headings(reach)
    texts, answers, names = texts_of(proposal), Answers.to(proposal, reach), Names.of(proposal, address)
    for one in remarks_of(proposal, reach).iterator(chunk_size=AT_ONCE):
        yield row(one, texts.get((one.draft_id, one.section_id)), answers, reach, names)


def row(one: Feedback, text: SectionText | None, answers: "Answers", reach: Reach, names: Names) -> list:
    answer = answers.all.get(one.answer_id)
    earlier = (f"{names.outcomes[other.outcome]}: {other.reason}" for other in answers.before(one))
    is_readable = one.is_public or reach.is_for_organizers
    words = (one.body, one.quote, one.suggested_heading, one.suggested_body) if is_readable else ("",) * 4
    who = (one.occasion, one.people, one.supporters, one.name, one.organization)
    found = [
        one.ref, one.draft.label, text.number if text else "", text.heading if text else "", names.kinds[one.kind],
        names.states[one.state], names.languages.get(one.language, one.language), one.said_at, names.sources[one.source],
        *(who if is_readable else ("", one.people, one.supporters, "", "")), *words,
        one.same_as.ref if one.same_as else "", names.outcomes[answer.outcome] if answer else "",
        answer.reason if answer else "", answer.published_at if answer else None, "\n".join(earlier),
        names.sample if one.is_sample else "",
        names.address.format(one.number) if one.published_at else "",
    ]  # fmt: skip
    if reach.is_for_organizers:
        found += [one.published_at, one.hidden_reason, one.all_notes]
    return found + ([address_of(one)] if reach.has_addresses else [])


def address_of(one: Feedback) -> str:
    sender = getattr(one, "sender", None)
    return sender.address if sender and sender.address_proven_at else ""


def texts_of(proposal: Proposal) -> dict[tuple[int, int], SectionText]:
    found = SectionText.objects.filter(draft__proposal=proposal).only("draft", "section", "number", "heading")
    return {(text.draft_id, text.section_id): text for text in found}


@dataclass(frozen=True)
class Answers:
    """By key; and by remark the keys of those that newer ones took the place of, the oldest first."""

    all: dict[int, Response]
    earlier: dict[int, list[int]]

    @classmethod
    def to(cls, proposal: Proposal, reach: Reach) -> "Answers":
        answers = proposal.responses.all() if reach.is_for_organizers else proposal.responses.published()
        earlier = defaultdict(list)
        ended = Settlement.objects.filter(response__proposal=proposal, superseded_at__isnull=False).order_by("pk")
        for remark, answer in ended.values_list("feedback", "response"):
            earlier[remark].append(answer)
        return cls({answer.pk: answer for answer in answers}, dict(earlier))

    def before(self, remark: Feedback) -> list[Response]:
        """What nobody has seen is not kept when another answer takes its place, so these were published."""
        return [self.all[key] for key in self.earlier.get(remark.pk, []) if key in self.all]


def json_lines(proposal: Proposal, *, address) -> Iterator[str]:
    """Everybody's view for programs: a JSON object with the list of remarks, in pieces; names are English."""
    head = {"conference": proposal.conference.slug, "proposal": proposal.slug, "title": proposal.title}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "remarks": ['
    reach = Reach()
    texts, answers, names = texts_of(proposal), Answers.to(proposal, reach), Names.of(proposal, address)
    for number, one in enumerate(remarks_of(proposal, reach).iterator(chunk_size=AT_ONCE)):
        facts = facts_of(one, texts.get((one.draft_id, one.section_id)), answers, names)
        yield (",\n" if number else "\n") + json.dumps(facts, ensure_ascii=False)
    yield "\n]}\n"


def facts_of(one: Feedback, text: SectionText | None, answers: Answers, names: Names) -> dict:
    answer = answers.all.get(one.answer_id)
    facts = {
        "number": one.number, "ref": one.ref, "address": names.address.format(one.number), "draft": one.draft.number,
        "section": one.section.key if one.section else None, "section_number": text.number if text else None,
        "kind": one.kind, "state": one.state, "language": one.language, "said_at": moment(one.said_at), "source": one.source,
        "people": one.people, "supporters": one.supporters, "same_as": one.same_as.number if one.same_as else None,
        "is_sample": one.is_sample, "hidden_reason": one.hidden_reason or None,
    }  # fmt: skip
    if one.is_public:
        facts |= {name: getattr(one, name) for name in WORDS}
    facts["answer"] = answer and facts_of_answer(answer)
    facts["earlier_answers"] = [facts_of_answer(other) for other in answers.before(one)]
    return facts


def facts_of_answer(answer: Response) -> dict:
    return {
        "outcome": answer.outcome, "reason": answer.reason, "language": answer.language,
        "published_at": moment(answer.published_at),
    }  # fmt: skip


WORDS = (
    "name", "organization", "occasion", "body", "quote", "base_heading", "base_body", "base_sha256", "suggested_heading",
    "suggested_body",
)  # fmt: skip


def moment(value) -> str | None:
    return value.astimezone(UTC).isoformat() if value else None
