from dataclasses import dataclass

import pytest

from campaigns.drafting.beginning import start_working_draft
from campaigns.models import Draft, SectionText
from tests.conftest import content_of_a_file

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


@pytest.fixture(scope="module")
def four_drafts(django_db_setup, django_db_blocker):
    """Keys of the drafts of a stage, made once for all tests of a file."""
    with content_of_a_file(django_db_blocker):
        with django_db_blocker.unblock():
            past = make_published_draft()
            current = publish(start_working_draft(proposal=past.proposal), label="August 8", published_at=AUGUST_8)
            working = start_working_draft(proposal=past.proposal)
            add_text(draft=working, heading="Inner", inside=working.texts.in_order()[1])
            elsewhere = make_published_draft(proposal=make_proposal(number=2, slug="other"))
        yield [draft.pk for draft in (past, current, working, elsewhere)]


@pytest.fixture
def stage(four_drafts, db):
    """Each test reads it anew, and what it writes is rolled back."""
    drafts = Draft.objects.select_related("proposal__conference").in_bulk(four_drafts)
    return Stage(*(drafts[key] for key in four_drafts))
