"""What the database refuses about an issue that has gone out, however it is written."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from conference.models import NewsletterIssue
from conference.newsletter.refusals import RULES, in_plain_words

from .makers import make_issue

pytestmark = pytest.mark.django_db
ISSUES = NewsletterIssue.objects
ON_ITS_WAY = {"state": "sending", "published_at": "2007-06-01T12:00Z"}


def refusal_of(deed) -> str:
    with pytest.raises(ValidationError) as refusal, in_plain_words(), transaction.atomic():
        deed()
    assert refusal.value.messages == [str(RULES[refusal.value.code])]
    return refusal.value.code


@pytest.mark.parametrize(("state", "next_state"), [
    ("sending", "draft"), ("paused", "draft"), ("paused", "sent"), ("sent", "sending"), ("sent", "paused"), ("draft", "paused"),
])  # fmt: skip
def test_issue_goes_one_way(state, next_state):
    issue = make_issue(state=state, published_at=None if state == "draft" else "2007-06-01T12:00Z")

    assert refusal_of(lambda: ISSUES.filter(pk=issue.pk).update(state=next_state)) == "newsletter_goes_one_way"


@pytest.mark.parametrize("state", ["sending", "paused", "sent"])
@pytest.mark.parametrize("change", [
    {"subject": "Other news"}, {"body": "Other"}, {"body_html": "<p>Other"}, {"summary": "Other"}, {"slug": "july"}, {"number": 9},
    {"audience": "es"}, {"language": "es"}, {"published_at": "2007-07-01T12:00Z"},
], ids=lambda change: next(iter(change)))  # fmt: skip
def test_what_has_gone_out_stays_as_readers_got_it(state, change):
    make_issue(state=state, published_at="2007-06-01T12:00Z")

    assert refusal_of(lambda: ISSUES.update(**change)) == "newsletter_stays_as_sent"


def test_how_far_it_is_never_goes_back():
    make_issue(**ON_ITS_WAY, last_reader=7)
    ISSUES.update(last_reader=8)

    assert refusal_of(lambda: ISSUES.update(last_reader=7)) == "newsletter_reaches_each_once"


@pytest.mark.parametrize("state", ["sending", "paused"])
def test_issue_on_its_way_is_not_deleted_even_by_raw_sql(state):
    make_issue(state=state, published_at="2007-06-01T12:00Z")

    def delete():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM conference_newsletterissue")

    assert refusal_of(delete) == "newsletter_on_its_way_stays"


def test_drafts_and_what_was_sent_can_be_deleted():
    make_issue()
    make_issue(slug="july", number=2, archived=True)

    assert ISSUES.all().delete()[0] == 2
