"""The part of the demo content that happened at a conference: amendments, decisions, the adopted text and its points.

An amendment of `[[proposal.draft.amendment]]` takes its new words from the section of the draft that is to come out; so
the loaded text is compiled by the same deeds as a real one, and a test compares it with the file.
"""

import tomllib
from datetime import timedelta
from pathlib import Path

from django.db import transaction

from nisn_site.kit.languages import source_language
from nisn_site.kit.translation import Translation

from ..findable import index_points
from ..hall.adopting import Wording, adopt_text
from ..hall.amending import Motion, move_amendment
from ..hall.crediting import credit_remark
from ..hall.deciding import Vote, decide_amendment
from ..hall.laying import lay_before_conference
from ..models import Amendment, Draft, Feedback, Proposal, SectionText
from .writing import translate, write

APART = timedelta(minutes=7)  # between one amendment and the next
ROW = SectionText.translated_fields


def load_adoption(proposal: Proposal, row: dict) -> Draft:
    """Lay the newest draft before the conference, move and decide every amendment, adopt what comes out."""
    adoption, source = row["adoption"], source_language()
    final = lay_before_conference(draft=proposal.drafts.current().get(), at=adoption["laid_at"])
    sections = {section["key"]: section for section in row["section"]}
    for place, amendment in enumerate(row["amendment"], start=1):
        section = sections.get(amendment["section"], {})
        load_amendment(final, amendment, section, adoption, moved_at=adoption["laid_at"] + place * APART)
    decision = adopt_text(
        proposal=proposal,
        vote=vote_of(adoption, adoption),
        wording=Wording(*(row[name][source].strip() for name in ("label", "change_summary", "plain_summary"))),
        published_at=row["published_at"],
    )
    translate(decision.text, **{name: row[name] for name in ("label", "change_summary", "plain_summary")})
    load_points(decision, row)
    return decision.text


def load_amendment(final: Draft, row: dict, section: dict, adoption: dict, *, moved_at) -> None:
    words = words_of(final, row, section)
    places = {name: row[name] for name in ("section", "place", "beside") if name in row}
    texts = {name: text[source_language()] for name, text in words.items()}
    amendment = move_amendment(
        proposal=final.proposal,
        motion=Motion(kind=row["kind"], kind_of_new=section.get("kind", "text"), **texts, **places),
        mover=row.get("mover", ""),
        reason=row["reason"][source_language()],
        is_sample=True,
        moved_at=moved_at,
    )
    translate(amendment, reason=row["reason"], **words)
    decide_amendment(amendment=amendment, vote=vote_of(row, adoption), is_sample=True)


def words_of(final: Draft, row: dict, section: dict) -> dict[str, dict[str, str]]:
    """Heading and body in all languages: the row's own, those of the section that is to come out, or as they are now.

    `words` says which words of the final text become which others.
    """
    if row["kind"] not in {Amendment.Kind.REPLACE, Amendment.Kind.INSERT}:
        return {}
    now = {} if row["kind"] == Amendment.Kind.INSERT else readings(final.texts.get(section__key=row["section"]))
    words = now | ({} if "words" in row else {name: section[name] for name in now or ROW if name in section})
    words |= {name: row[name] for name in ROW if name in row}
    for language, changes in row.get("words", {}).items():
        for old, new in changes.items():
            if old not in words["body"][language]:
                raise ValueError(f"section {row['section']} does not say “{old}”")
            words["body"][language] = words["body"][language].replace(old, new)
    return words


def readings(text: SectionText) -> dict[str, dict[str, str]]:
    """What a section says now, by field and language."""
    found = {name: {text.language: getattr(text, name)} for name in ROW}
    for row in Translation.objects.of([text]):
        found[row.field][row.language] = row.text
    return found


def vote_of(row: dict, adoption: dict) -> Vote:
    numbers = {name: row[name] for name in ("votes_for", "votes_against", "abstained", "eligible") if name in row}
    result = row.get("result", "adopted")
    return Vote(result=result, method=row["method"], decided_on=adoption["decided_on"], **numbers)


def load_points(decision, row: dict) -> None:
    statement = decision.proposal.conference.unity
    statement.certainty, statement.source = row["adoption"]["certainty"], row["adoption"]["source"]
    write(statement, title=row["adoption"]["title"], introduction=row["adoption"]["introduction"])
    words = {point["section"]: point for point in row["point"]}
    for point in statement.points.filter(decision=decision).select_related("text__section"):
        write(point, **{name: words[point.text.section.key][name] for name in ("title", "sentence")})
    index_points(statement)


@transaction.atomic
def credit_remarks() -> list[str]:
    """Say which sample remarks the sample amendments come from; feedback must be loaded before. Safe to run again."""
    report = []
    for file in sorted(Path(__file__).parent.glob("[0-9]*.toml")):
        for proposal in tomllib.loads(file.read_text()).get("proposal", []):
            for draft in proposal["draft"]:
                if "amendment" in draft:
                    report.append(credit(proposal, draft["amendment"]))
    return report


def credit(proposal: dict, rows: list[dict]) -> str:
    stored = Amendment.objects.filter(
        proposal__conference__slug=proposal["conference"], proposal__slug=proposal["slug"], from_feedback=None
    )
    by_number = {one.number: one for one in stored.select_related("proposal")}
    remarks = {one.number: one for one in Feedback.objects.filter(proposal__in=stored.values("proposal"))}
    count = 0
    for number, row in enumerate(rows, start=1):
        amendment, remark = by_number.get(number), remarks.get(row.get("remark"))
        if amendment and remark and amendment.is_sample and remark.is_sample:
            credit_remark(amendment=amendment, remark=remark)
            count += 1
    name = f"{proposal['conference']}/{proposal['slug']}"
    if count == 0:
        return f"{name}: remarks behind amendments already here, left as it is"
    return f"{name}: {count} amendments come from remarks"
