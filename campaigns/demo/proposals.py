"""Loads proposals with all their drafts from `campaigns/demo/*.toml`, through the deeds that organizers use.

A proposal that is there already is left as it is. Translatable values are tables of languages, as in the demo content
of conferences. In a later draft, a section that names no heading or body keeps what it said before, and a section
that is not listed is taken out. A `title` is the proposal's from this draft on. A draft with an adoption is what a
conference made of the one before; one with `open_for_days` is published today, and open for feedback from now on.
"""

import tomllib
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from conference.models import Conference
from nisn_site.kit.languages import source_language

from ..drafting.beginning import start_working_draft
from ..models import Draft, Proposal, Section, SectionText
from ..publishing import publish_draft
from .adoption import load_adoption
from .writing import translate, write

FOLDER = Path(__file__).parent


def load_all() -> list[str]:
    """Load what is missing; return one line about each proposal. Conferences must be there before."""
    files = [
        tomllib.loads(file.read_text())
        for place in (FOLDER, FOLDER / "sample")
        for file in sorted(place.glob("*.toml"))
    ]
    return [load_proposal(row) for content in files for row in content.get("proposal", [])]


@transaction.atomic
def load_proposal(row: dict) -> str:
    name = f"{row['conference']}/{row['slug']}"
    conference = Conference.objects.filter(slug=row["conference"]).first()
    if conference is None:
        return f"{name}: left out, there is no such conference"
    if conference.proposals.filter(slug=row["slug"]).exists():
        return f"{name}: already here, left as it is"
    if conference.proposals.filter(number=row["number"]).exists():
        return f"{name}: left out, another proposal has number {row['number']}"
    names = {name: row[name] for name in ("number", "slug", "is_sample") if name in row}
    proposal = Proposal(conference=conference, **names)
    write(proposal, title=row["title"], summary=row["summary"])
    for draft in row["draft"]:
        load_draft(proposal, draft)
    return f"{name}: {proposal.title}"


def load_draft(proposal: Proposal, row: dict) -> None:
    if "title" in row:
        write(proposal, title=row["title"])
    if "adoption" in row:
        load_adoption(proposal, row)
        return
    draft = start_working_draft(proposal=proposal)
    write(draft, plain_summary=row["plain_summary"])
    load_sections(draft, row["section"])
    named = {name: row[name] for name in ("label", "change_summary")}
    moments = {name: row[name] for name in ("published_at", "feedback_closes_at") if name in row}
    if "open_for_days" in row:
        moments["feedback_closes_at"] = timezone.now() + timedelta(days=row["open_for_days"])
    draft = publish_draft(draft=draft, **{name: text[source_language()] for name, text in named.items()}, **moments)
    translate(draft, **named)


def load_sections(draft: Draft, rows: list[dict]) -> None:
    """Make the texts of a working draft the listed ones, in the listed order."""
    keys = [row["key"] for row in rows]
    texts = {text.section.key: text for text in draft.texts.select_related("section")}
    draft.texts.exclude(section__key__in=keys).delete()
    for position, row in enumerate(rows, start=1):
        text = texts.get(row["key"]) or new_text(draft, row)
        texts[row["key"]] = text
        text.position = position
        text.parent = texts[row["inside"]].section if "inside" in row else None
        write(text, **{name: row[name] for name in text.translated_fields if name in row})


def new_text(draft: Draft, row: dict) -> SectionText:
    section = Section(proposal=draft.proposal, key=row["key"], kind=row["kind"])
    section.full_clean()
    section.save()
    return SectionText(proposal=draft.proposal, draft=draft, section=section)
