"""Which comparisons are kept, and for how long. What is in them is in `test_sections` and `test_words`."""

import pytest

from campaigns.drafting.beginning import start_working_draft
from campaigns.drafting.comparing import compare_drafts
from campaigns.models import Comparison

from ..makers import make_proposal, make_published_draft, make_two_drafts, publish, refusal

pytestmark = pytest.mark.django_db


def test_comparison_goes_from_the_older_to_the_newer_draft_whichever_is_named_first(django_assert_num_queries):
    first, second = make_two_drafts(old={"focus": "We act."}, new={"focus": "We act now."})
    second = publish(second, label="August 8, 2007 Draft")

    with django_assert_num_queries(2):
        assert compare_drafts(one=second, other=first) == compare_drafts(one=first, other=second)


def test_comparison_of_published_drafts_is_kept_on_the_first_request(django_assert_num_queries):
    first, second = make_two_drafts(old={"focus": "We act."}, new={"focus": "We act now."})
    second = publish(second, label="Second")
    third = publish(start_working_draft(proposal=first.proposal), label="Third")
    assert Comparison.objects.filter(older=first, newer=third).count() == 0

    made = compare_drafts(one=first, other=third)

    with django_assert_num_queries(1):
        assert compare_drafts(one=first, other=third) == made


def test_kept_comparison_of_an_older_edition_is_made_anew():
    first, second = make_two_drafts(old={"focus": "We act."}, new={"focus": "We act now."})
    second = publish(second, label="August 8, 2007 Draft")
    Comparison.objects.update(edition=0, result={})

    assert compare_drafts(one=first, other=second).counts.changed == 1
    assert Comparison.objects.get().result != {}


def test_comparison_with_a_working_draft_is_not_kept():
    first, second = make_two_drafts(old={"focus": "We act."}, new={"focus": "We act now."})

    assert compare_drafts(one=first, other=second).counts.changed == 1
    assert not Comparison.objects.exists()


def test_draft_cannot_be_compared_with_itself_or_with_another_proposal():
    draft = make_published_draft()
    other = make_published_draft(proposal=make_proposal(number=2, slug="other"))

    assert refusal(compare_drafts, one=draft, other=draft) == ["same_draft"]
    assert refusal(compare_drafts, one=draft, other=other) == ["other_proposal"]
