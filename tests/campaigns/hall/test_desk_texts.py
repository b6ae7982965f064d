"""The pages of the desk on which amendments become a text, and who may use the desk at all."""

import pytest
from django.contrib.auth.models import Permission

from campaigns.drafting.beginning import start_working_draft
from campaigns.models import Decision, PointOfUnity
from nisn_site.models import User
from tests.campaigns.editor import make_helper
from tests.html import elements, text_of

from .makers import decide, make_amendment
from .test_desk import hidden_fields, said, url, vote

pytestmark = pytest.mark.django_db


def test_uncontested_ones_are_merged_after_a_second_look(hall, desk):
    chosen = make_amendment(draft=hall.final, is_uncontested=True)
    make_amendment(draft=hall.final, section="Walls", body="None.")
    merge = url("merge", hall.proposal)
    boxes = [a for _t, a in elements(desk.get(merge).text, "input") if a.get("name") == "amendments"]
    assert ["checked" in box for box in boxes] == [True, False]
    typed = {"amendments": [chosen.pk], "decided_on": "2007-07-29", "label": "Second", "change_summary": "Merged."}

    assert "A-1: Adopted" in text_of(desk.post(merge, typed).text)
    desk.post(merge, typed | {"sure": "yes"})

    assert hall.proposal.drafts.current().get().label == "Second"
    assert Decision.objects.get().amendment == chosen


def test_text_is_adopted_after_a_second_look_and_its_campaigns_become_points(hall, desk):
    decide(make_amendment(draft=hall.final))
    adopt = url("adopt", hall.proposal)
    page = desk.get(adopt).text
    [seen] = [a["value"] for _t, a in elements(page, "input") if a.get("name") == "seen"]
    assert "3 campaigns become Points of Unity" in text_of(page)
    typed = vote(seen=seen, label="Adopted", change_summary="It is adopted.", plain_summary="")

    last = desk.post(adopt, typed).text
    assert "The text as a whole: Adopted" in text_of(last)
    response = desk.post(adopt, hidden_fields(last) | {"sure": "yes"})

    assert "The text is adopted. 3 Points of Unity are published." in said(response)
    assert PointOfUnity.objects.count() == 3
    assert hall.proposal.drafts.current().get().content_sha256 == seen


def test_open_amendments_and_a_working_draft_are_asked_about(hall, desk):
    make_amendment(draft=hall.final)
    adopt = url("adopt", hall.proposal)
    typed = vote(label="Adopted", change_summary="It is adopted.", sure="yes")

    assert "Decide them first, or check this." in text_of(desk.post(adopt, typed).text)
    start_working_draft(proposal=hall.proposal)
    response = desk.post(adopt, typed | {"leave_open": "on"})

    assert response.status_code == 422
    assert "There is a working draft" in text_of(response.text)
    assert not Decision.objects.exists()


# -- rights


@pytest.mark.parametrize(
    ("name", "right"),
    [("amend", "add_amendment"), ("merge", "add_decision"), ("adopt", "add_decision"), ("lay", "change_proposal")],
)
def test_pages_need_their_right(hall, client, name, right):
    make_amendment(draft=hall.final)
    client.force_login(make_helper("view_proposal"))
    assert client.get(url(name, hall.proposal)).status_code == 403
    assert client.get(url("hall", hall.proposal)).status_code == 200

    User.objects.get().user_permissions.set(Permission.objects.filter(codename=right))
    client.force_login(User.objects.get())
    assert client.get(url(name, hall.proposal)).status_code in {200, 302}


def test_visitor_gets_nowhere(hall, client):
    amendment = make_amendment(draft=hall.final)

    for page in (url("hall", hall.proposal), url("record", amendment), url("put", hall.proposal)):
        assert client.get(page).status_code == 302
        assert client.post(page).status_code == 302
