"""Which texts of proposals translators are asked for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.drafting.beginning import start_working_draft
from nisn_site.kit.translation_gaps import gaps

from ..makers import AUGUST_8, make_proposal, make_published_draft, publish

pytestmark = pytest.mark.django_db


def drafts_in(found) -> set[str]:
    return {str(gap.subject.draft) for gap in found if hasattr(gap.subject, "draft")}


def test_only_what_people_read_now_is_to_be_translated():
    first = make_published_draft()
    second = publish(start_working_draft(proposal=first.proposal), label="August 8", published_at=AUGUST_8)
    start_working_draft(proposal=first.proposal)

    found = gaps("es")

    assert drafts_in(found) == {"August 8"}
    assert second in [gap.subject for gap in found]
    assert first not in [gap.subject for gap in found]


def test_asking_costs_the_same_queries_however_long_the_draft_is():
    make_published_draft(one="Text")
    with CaptureQueriesContext(connection) as few:
        drafts_in(gaps("es"))
    make_published_draft(
        proposal=make_proposal(number=2, slug="long"), **{f"p{number}": "Text" for number in range(30)}
    )

    with CaptureQueriesContext(connection) as many:
        assert len(drafts_in(gaps("es"))) == 1

    assert len(many) == len(few)
