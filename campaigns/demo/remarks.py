"""Loads sample feedback with its answers from `campaigns/demo/feedback/*.toml`; the proposals must be there before.

A proposal on which something was said already is left as it is.
"""

import tomllib
from datetime import datetime, time
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from nisn_site.kit.translation import Translation
from nisn_site.kit.translation_lookup import attach_translations

from ..feedback.answering import answer_feedback
from ..feedback.entering import Remark, new_feedback
from ..feedback.readings import Passage, passage_of
from ..feedback.releasing import release
from ..models import Draft, Feedback, Proposal, Response, SectionText, Support

FOLDER = Path(__file__).parent / "feedback"


def load_all() -> list[str]:
    return [load_file(tomllib.loads(file.read_text())) for file in sorted(FOLDER.glob("*.toml"))]


@transaction.atomic
def load_file(content: dict) -> str:
    name = f"{content['conference']}/{content['proposal']}"
    proposal = Proposal.objects.filter(conference__slug=content["conference"], slug=content["proposal"]).first()
    if proposal is None:
        return f"{name}: feedback left out, there is no such proposal"
    if proposal.feedback.exists():
        return f"{name}: feedback already here, left as it is"
    drafts = {draft.number: draft for draft in proposal.drafts.published().select_related("proposal__conference")}
    draft, shown_in = drafts[content["draft"]], drafts[content["shown_in"]]
    remarks = [load_remark(draft, row) for row in content["remark"]]
    for one, row in zip(remarks, content["remark"], strict=True):
        finish(one, row, remarks)
    for row in content["answer"]:
        load_answer(row, remarks, draft)
    release(Response.objects.ready().filter(proposal=proposal), at=shown_in.published_at, shown_in=shown_in)
    return f"{name}: {len(remarks)} remarks with {len(content['answer'])} answers"


def load_remark(draft: Draft, row: dict) -> Feedback:
    text = draft.texts.select_related("section").get(section__key=row["section"]) if "section" in row else None
    passage = passage_in(text, row.get("read_in", draft.language)) if text else None
    organization = row.get("organization", "")
    remark = Remark(
        kind=row["kind"], body=row["body"], language=row.get("language", draft.language), quote=row.get("quote", ""),
        passage=passage, suggested_heading=row.get("heading", passage.heading if passage else ""),
        suggested_body=replaced(passage, row.get("replace", {})), organization=organization,
        shown_as=Feedback.ShownAs.ORGANIZATION if organization else Feedback.ShownAs.NOBODY,
    )  # fmt: skip
    said_at = datetime.combine(row["said_on"], time(12), tzinfo=draft.proposal.conference.zone)
    return new_feedback(
        draft=draft, section=text.section if text else None, remark=remark, state=Feedback.State.PUBLIC, said_at=said_at,
        published_at=said_at, source=row.get("source", "web"), occasion=row.get("occasion", ""),
        people=row.get("people", 1), is_sample=True,
    )  # fmt: skip


def passage_in(text: SectionText, language: str) -> Passage:
    attach_translations([text], language)
    with override(language):
        return passage_of(text)


def replaced(passage: Passage | None, changes: dict[str, str]) -> str:
    body = passage.body if passage else ""
    for old, new in changes.items():
        if old not in body:
            raise ValueError(f"the section does not say “{old}”")
        body = body.replace(old, new)
    return body


def finish(one: Feedback, row: dict, remarks: list[Feedback]) -> None:
    """What comes after a remark: hidden, counted with another one, supported."""
    if "hidden" in row:
        one.state, one.hidden_reason = Feedback.State.HIDDEN, row["hidden"]
    if "same_as" in row:
        one.same_as = remarks[row["same_as"] - 1]
    one.save(update_fields=["state", "hidden_reason", "same_as"])
    Support.objects.bulk_create(
        Support(feedback=one, stage=Support.Stage.CONFIRMED, confirmed_at=timezone.now())
        for _number in range(row.get("supporters", 0))
    )


def load_answer(row: dict, remarks: list[Feedback], draft: Draft) -> None:
    source = settings.LANGUAGE_CODE
    section = draft.proposal.sections.get(key=row["section"]) if "section" in row else None
    chosen = [remarks[number - 1] for number in row["to"]]
    response = answer_feedback(remarks=chosen, outcome=row["outcome"], reason=row["reason"][source], section=section)
    for language in row["reason"].keys() & dict(settings.LANGUAGES).keys() - {source}:
        response.translate("reason", language, row["reason"][language], state=Translation.State.REVIEWED)
