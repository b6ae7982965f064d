"""The sample feedback of the demo content: marked, in several languages, with answers that led to the next draft."""

import pytest
from django.test import Client

from campaigns.demo.remarks import load_all
from campaigns.models import Feedback, Proposal, Response
from tests.html import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

HERE = "/en/2007/proposals/strategy/"


def page(address: str) -> str:
    return text_of(Client().get(HERE + address).text)


def test_all_of_it_is_marked_as_a_sample():
    assert Feedback.objects.count() == 18
    assert not Feedback.objects.filter(is_sample=False).exists()
    assert all("(Sample)" in response.reason for response in Response.objects.all())
    assert "Sample This remark is invented" in page("feedback/F-1/")


def test_it_is_of_all_kinds_and_of_many_languages():
    assert set(Feedback.objects.values_list("kind", flat=True)) == set(Feedback.Kind)
    assert set(Feedback.objects.values_list("language", flat=True)) >= {
        "en",
        "es",
        "ar",
        "fr",
        "zh-hans",
        "ko",
        "vi",
        "ht",
    }
    assert set(Response.objects.values_list("outcome", flat=True)) == set(Response.Outcome)


def test_changes_of_august_name_the_remarks_that_led_to_them():
    words = page("2/")

    for credit in ("F-1 , F-2", "F-3", "F-4", "F-7", "F-13 (taken in part)", "F-14"):
        assert f"Changed because of {credit}" in words


def test_what_the_sample_suggests_stands_in_august():
    draft = Proposal.objects.get(slug="strategy").drafts.get(number=2)
    assert "Minnesota" in draft.texts.get(section__key="s4votes").body
    assert draft.texts.get(section__key="s4walls").heading == Feedback.objects.get(number=3).suggested_heading


def test_draft_of_july_says_how_much_is_answered():
    assert "17 remarks, 14 answered, 2 not answered yet, 1 counted with another" in page("1/")


def test_loading_again_changes_nothing():
    assert load_all() == ["2007/strategy: feedback already here, left as it is"]
    assert Feedback.objects.count() == 18
