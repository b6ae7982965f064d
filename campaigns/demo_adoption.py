"""The part of the demo content that happened at a conference: amendments, decisions, the adopted text and its points.

An amendment of `[[proposal.draft.amendment]]` takes its new words from the section of the draft that is to come out; so
the loaded text is compiled by the same deeds as a real one, and a test compares it with the file.
"""

from datetime import timedelta

from nisn_site.kit.languages import source_language

from .adopting import Wording, adopt_text
from .amending import Motion, move_amendment
from .deciding import Vote, decide_amendment
from .demo_writing import translate, write
from .laying import lay_before_conference
from .models import Amendment, Draft, Proposal

APART = timedelta(minutes=7)  # between one amendment and the next


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
    words = {name: row.get(name) or section.get(name) for name in ("heading", "body")}
    amendment = move_amendment(
        proposal=final.proposal,
        motion=motion_of(final, row, words, section.get("kind", "text")),
        mover=row.get("mover", ""),
        reason=row["reason"][source_language()],
        is_sample=True,
        moved_at=moved_at,
    )
    texts = words if amendment.heading or amendment.body else {}
    translate(amendment, reason=row["reason"], **{name: text for name, text in texts.items() if text})
    decide_amendment(amendment=amendment, vote=vote_of(row, adoption), is_sample=True)


def motion_of(final: Draft, row: dict, words: dict, kind_of_new: str) -> Motion:
    """What the section does not name stays as it is in the final text."""
    now = final.texts.filter(section__key=row["section"]).first() if row["kind"] == Amendment.Kind.REPLACE else None
    texts = {
        name: text[source_language()] if text else getattr(now, name, "")
        for name, text in (words if row["kind"] in {"replace", "insert"} else {}).items()
    }
    places = {name: row[name] for name in ("section", "place", "beside") if name in row}
    return Motion(kind=row["kind"], kind_of_new=kind_of_new, **texts, **places)


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
