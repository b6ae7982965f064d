from dataclasses import dataclass

import pytest

from campaigns.models import Draft, SectionText
from campaigns.publishing import start_working_draft

from .makers import AUGUST_8, add_text, make_proposal, make_published_draft, publish


@dataclass
class Stage:
    """A proposal with a past, a current and a working draft of two sections each, and another proposal."""

    past: Draft
    current: Draft
    working: Draft
    elsewhere: Draft

    def text(self, draft: str, place: int = 0) -> SectionText:
        return getattr(self, draft).texts.in_order()[place]


@pytest.fixture
def stage():
    past = make_published_draft()
    current = publish(start_working_draft(proposal=past.proposal), label="August 8", published_at=AUGUST_8)
    working = start_working_draft(proposal=past.proposal)
    add_text(draft=working, heading="Inner", inside=working.texts.in_order()[1])
    elsewhere = make_published_draft(proposal=make_proposal(number=2, slug="other"))
    return Stage(past, current, working, elsewhere)
