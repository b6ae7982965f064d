"""A laptop in the hall, on the form of a draft: each of three hundred people on one Wi-Fi is heard."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.feedback.pages import GivePages
from campaigns.feedback.spots import open_spots
from campaigns.models import FeedbackSender, Follower
from conference.models import Conference
from nisn_site.kit.gate.ladder import Limits
from tests.campaigns.makers import make_proposal, make_published_draft
from tests.deeds import Sender, form_values
from tests.makers import translate

from .makers import text_in

pytestmark = pytest.mark.django_db

SAY = "/en/2007/proposals/strategy/1/say"


@pytest.fixture
def draft():
    draft = make_published_draft(focus="We act.", raids="We stop raids.")
    return closing(draft, timedelta(days=9))


def closing(draft, time):
    draft.feedback_closes_at = timezone.now() + time
    draft.save(update_fields=["feedback_closes_at"])
    return draft


def everything_offered(desk) -> list[tuple[str, str]]:
    return desk.get(reverse("admin:hall_page")).context["form"].fields["page"].choices


def offered(desk) -> list[tuple[str, str]]:
    return [(address, label) for address, label in everything_offered(desk) if "/say/" in address]


def test_hall_page_offers_each_open_draft_and_its_sections(desk, draft):
    translate(draft.proposal, "es", title="Estrategia")
    make_published_draft(proposal=make_proposal(number=2, slug="closed", title="Closed"))

    assert offered(desk) == [
        (f"{SAY}/whole/", "Strategy (2007): The whole draft"),
        (f"{SAY}/{text_in(draft, 0).section.key}/", "Strategy (2007): 1 Focus"),
        (f"{SAY}/{text_in(draft, 1).section.key}/", "Strategy (2007): 2 Raids"),
    ]
    closing(draft, timedelta(minutes=-1))
    assert offered(desk) == []


def test_hall_page_offers_to_follow_the_proposals_of_the_current_conference(desk, draft):
    make_proposal(number=2, slug="not-yet-published")
    Conference.objects.update(is_current=True)
    address = "/en/2007/proposals/strategy/follow/"
    following = [one for one in everything_offered(desk) if "/follow/" in one[0]]
    assert following == [(address, "Follow this proposal: Strategy")]

    made = desk.post(reverse("admin:hall_page"), {"page": address, "hours": "2"}).context["address"]
    Sender(network="198.51.100.7").send(made.removeprefix("http://testserver"), address="ben@example.org")

    assert Follower.objects.get().stage == "unconfirmed"


def test_form_that_closes_while_somebody_chooses_is_not_mistaken_for_another(desk, draft):
    values = {"page": f"{SAY}/whole/", "hours": "2"}
    closing(draft, timedelta(minutes=-1))

    assert desk.post(reverse("admin:hall_page"), values).status_code == 422


def test_people_in_the_hall_are_not_held_for_their_network(desk, draft, monkeypatch):
    monkeypatch.setattr(GivePages, "limits", Limits(network=1))
    page = desk.post(reverse("admin:hall_page"), {"page": f"{SAY}/{text_in(draft, 0).section.key}/", "hours": "2"})
    link, ben = page.context["address"].removeprefix("http://testserver"), Sender()

    for name in ("ben", "chika", "dao"):
        typed = {"kind": "comment", "body": f"{name} agrees.", "address": f"{name}@example.org"}
        assert ben.send(link, **typed).status_code == 303
    look = ben.send(link, kind="comment", suggested_body="We act in the hall.", address="eva@example.org")
    assert ben.post(link, form_values(look.text)).status_code == 303

    assert {one.stage for one in FeedbackSender.objects.all()} == {"unconfirmed"}

    for name in ("gita", "hugo"):  # the control: without the pass of the hall
        ben.send(link.partition("?")[0], kind="comment", body=f"{name} agrees.", address=f"{name}@example.org")
    assert FeedbackSender.objects.exclude(held_for="").count() == 1


def test_hall_page_asks_as_often_for_many_sections(draft, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(open_spots()) == 3
    make_draft = make_published_draft(
        proposal=make_proposal(number=2, slug="two"), **{f"s{n}": "Words." for n in range(9)}
    )
    closing(make_draft, timedelta(days=9))
    with django_assert_num_queries(2):
        assert len(open_spots()) == 13
