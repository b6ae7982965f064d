"""Plain makers of proposals and drafts; defaults are values no test needs to read."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from campaigns.drafting.beginning import start_working_draft
from campaigns.models import Draft, Proposal, Section, SectionText
from campaigns.publishing import publish_draft
from conference.models import Conference
from tests.makers import make_conference

JULY_4 = datetime(2007, 7, 4, 12, tzinfo=UTC)
AUGUST_8 = datetime(2007, 8, 8, 12, tzinfo=UTC)


def make_proposal(*, conference=None, **values) -> Proposal:
    conference = conference or Conference.objects.first() or make_conference()
    defaults = {"number": 1, "slug": "strategy", "title": "Strategy", "summary": "What we do together."}
    return Proposal.objects.create(conference=conference, **defaults | values)


def retitle(proposal, title: str) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(title=title)


def make_working_draft(*, proposal=None, **bodies) -> Draft:
    """A first draft with one section for each name, in order: `make_working_draft(focus="Text", raids="Text")`."""
    draft = start_working_draft(proposal=proposal or make_proposal())
    for heading, body in (bodies or {"focus": "We act together.", "raids": "We stop raids."}).items():
        add_text(draft=draft, heading=heading.capitalize(), body=body)
    return draft


def add_text(*, draft, heading="Heading", body="Body.", inside=None, kind="text", **values) -> SectionText:
    """One more text at the end of a draft; `inside` is the text it lies in."""
    last = draft.texts.order_by("position").last()
    defaults = {
        "section": values.pop("section", None) or Section.objects.create(proposal=draft.proposal, kind=kind),
        "position": last.position + 1 if last else 1,
        "parent": inside.section if inside else None,
    }
    return SectionText.objects.create(
        proposal=draft.proposal, draft=draft, heading=heading, body=body, **defaults | values
    )


def publish(draft, *, label="July 4, 2007 Draft", change_summary="We wrote what you told us.", **values) -> Draft:
    return publish_draft(draft=draft, label=label, change_summary=change_summary, **values)


def make_published_draft(*, proposal=None, published_at=JULY_4, **bodies) -> Draft:
    return publish(make_working_draft(proposal=proposal, **bodies), published_at=published_at)


def make_two_drafts(*, old: dict, new: dict) -> tuple[Draft, Draft]:
    """A published draft and the working one after it; sections with the same heading are the same ones."""
    first = make_published_draft(**old)
    second = start_working_draft(proposal=first.proposal)
    for text in second.texts.all():
        body = new.get(text.heading.lower())
        if body is None:
            text.delete()
        elif body != text.body:
            text.body = body
            text.save()
    for heading, body in new.items():
        if heading not in old:
            add_text(draft=second, heading=heading.capitalize(), body=body)
    return first, second


def change(thing, **values) -> None:
    """As by hand in the database: no form, no deed, no `save`."""
    type(thing).objects.filter(pk=thing.pk).update(**values)


def refusal(deed, **values) -> list[str]:
    """The codes with which a deed refuses."""
    with pytest.raises(ValidationError) as caught:
        deed(**values)
    by_field = getattr(caught.value, "error_dict", {"": getattr(caught.value, "error_list", [])})
    return [error.code for errors in by_field.values() for error in errors]
