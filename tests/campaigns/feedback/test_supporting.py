"""“I think so too” counts once a person; followers of a proposal; both by mail and button."""

import pytest
from django.core.management import call_command

from campaigns.feedback.support_pages import SupportPages
from campaigns.feedback.supporting import forget_supporter
from campaigns.models import Feedback, Follower, Support
from nisn_site.kit.gate.ladder import Limits
from nisn_site.kit.outbox.messages import Message
from tests.campaigns.makers import make_published_draft
from tests.deeds import Sender
from tests.html import text_of

from .makers import make_feedback

pytestmark = pytest.mark.django_db

ME_TOO = "/en/2007/proposals/strategy/feedback/F-1/me-too/"
FOLLOW = "/en/2007/proposals/strategy/follow/"


@pytest.fixture
def remark():
    return make_feedback(draft=make_published_draft(), body="Say where.")


@pytest.fixture
def ben():
    return Sender()


def count() -> int:
    return Feedback.objects.get().supporters


def test_support_counts_when_its_address_is_confirmed(remark, ben):
    ben.send(ME_TOO, address="ben@example.org")
    assert count() == 0

    ben.confirm()

    assert count() == 1
    assert "1 person thinks so too" in text_of(ben.get(remark.get_absolute_url()).text)
    assert "ben@" not in ben.get(remark.get_absolute_url()).text


def test_same_address_counts_once_and_the_page_does_not_say_that_it_is_known(remark, ben):
    first = ben.send(ME_TOO, address="ben@example.org")
    ben.confirm()

    again = ben.send(ME_TOO, address="BEN@example.org ")

    assert again.status_code == first.status_code == 303
    assert "/sent/" in again.headers["Location"]
    assert (count(), Support.objects.count()) == (1, 1)


def test_two_people_count_as_two_and_one_who_changes_their_mind_as_none(remark, ben):
    for name in ("ben", "dao"):
        ben.send(ME_TOO, address=f"{name}@example.org")
        ben.confirm()
    assert count() == 2

    ben.press(ben.mailed_path(), "erase")

    assert count() == 1


def test_page_says_what_can_be_known(remark, ben):
    assert "We cannot know if somebody has two addresses." in text_of(ben.get(ME_TOO).text)


@pytest.mark.parametrize("state", ["held", "hidden", "withdrawn"])
def test_only_what_everybody_can_read_can_be_supported(ben, state):
    make_feedback(draft=make_published_draft(), state=state)

    assert ben.get(ME_TOO).status_code == 404


def test_supporter_who_is_forgotten_after_years_is_counted_on(remark, ben):
    ben.send(ME_TOO, address="ben@example.org")
    ben.confirm()

    forget_supporter(Support.objects.get())

    assert (count(), Support.objects.get().address_index) == (1, "")


def test_erased_person_is_not_counted_any_more(remark, ben):
    ben.send(ME_TOO, address="ben@example.org")
    ben.confirm()

    call_command("erase_person", "ben@example.org", verbosity=0)

    assert count() == 0


def test_remarks_of_most_people_come_first_with_those_who_think_so_too(remark, ben, client):
    make_feedback(draft=remark.draft, body="Another.")
    ben.send(ME_TOO.replace("F-1", "F-2"), address="ben@example.org")
    ben.confirm()

    page = text_of(client.get("/en/2007/proposals/strategy/").text)

    assert page.index("Another.") < page.index("Say where.")


def test_those_who_were_held_are_let_pass_by_an_organizer_and_nobody_sees_their_addresses(
    remark, ben, desk, monkeypatch
):
    monkeypatch.setattr(SupportPages, "limits", Limits(network=0))
    ben.send(ME_TOO, address="ben@example.org")
    held = Support.objects.held().get()
    page = desk.get("/admin/campaigns/support/")
    assert "F-1" in page.text
    assert "ben@" not in page.text

    desk.post("/admin/campaigns/support/", {"action": "let_pass", "_selected_action": [held.pk]})
    ben.confirm()

    assert count() == 1


# -- following --------------------------------------------------------------------------------------------------------------


def test_follower_is_there_after_the_button_and_goes_with_one(remark, ben):
    ben.send(FOLLOW, address="ben@example.org", wants_reminder=None)
    assert not Follower.objects.confirmed().exists()
    done = ben.confirm()

    assert "You follow this proposal." in text_of(done.text)
    assert [one.wants_reminder for one in Follower.objects.confirmed()] == [False]
    ben.press(ben.mailed_path(), "erase")
    assert not Follower.objects.exists()


def test_mail_programs_stop_it_with_one_post_and_a_get_changes_nothing(remark, ben, client):
    ben.send(FOLLOW, address="ben@example.org")
    ben.confirm()
    url = ben.mailed_path().replace("/yours/", "/stop/yours/")

    assert "Stop these mails" in text_of(client.get(url).text)
    assert Follower.objects.exists()
    assert client.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200  # RFC 8058: no redirect
    assert not Follower.objects.exists()
    assert not Message.objects.filter(purpose="follow.link").exists()
    assert client.post(url).status_code == 303
    assert "It is done already." in text_of(client.get(url).text)


def test_following_twice_is_following_once(remark, ben):
    for _time in range(2):
        assert ben.send(FOLLOW, address="ben@example.org").status_code == 303
        ben.confirm()

    assert Follower.objects.count() == 1
