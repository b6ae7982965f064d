"""The search of the site finds sessions of the published schedule and newsletters; nothing that is not public."""

import pytest

from conference.models import Conference, Session, Slot
from conference.newsletter.sending import put_in_archive
from conference.schedule.releasing import publish_draft
from conference.searching import find
from tests.makers import translate

from .newsletter.makers import make_issue
from .schedule.makers import make_room, make_session, make_topic, place, the_conference

pytestmark = pytest.mark.django_db


def hits(query: str, language="en") -> list[tuple[str, str, str]]:
    return [(entry.kind, entry.title, entry.address) for entry in find(query, language)]


def make_workshop() -> Session:
    session = make_session("Phone trees", goal="Everybody can answer a zeppelin.", topic=make_topic("Detention"))
    place(session, make_room("Hall"), "28 10:00")
    return session


def test_session_is_found_by_title_goal_and_topic_once_it_is_published():
    make_workshop()
    assert hits("zeppelin") == []
    publish_draft(conference=the_conference())

    address = "2007/schedule/sessions/phone-trees/"
    assert [hits(query) for query in ("tree", "zeppelin", "detention")] == [[("session", "Phone trees", address)]] * 3


def test_session_that_a_release_takes_out_is_found_no_more():
    make_workshop()
    place(make_session("Dinner"), None, "28 18:00")
    publish_draft(conference=the_conference())
    Slot.objects.draft().filter(session__slug="phone-trees").delete()
    publish_draft(conference=the_conference())

    assert hits("zeppelin") == []


def test_session_of_a_conference_that_left_the_site_is_found_no_more():
    make_workshop()
    publish_draft(conference=the_conference())
    Conference.objects.update(is_current=False, is_public=False)

    assert hits("zeppelin") == []


def test_session_is_found_in_the_readers_language():
    translate(make_workshop(), title="Cadenas de llamadas", goal="Contestar el teléfono.")
    publish_draft(conference=the_conference())

    assert hits("telefono", "es") == [("session", "Cadenas de llamadas", "2007/schedule/sessions/phone-trees/")]


def test_text_of_a_session_that_an_organizer_mends_is_found_at_once(desk):
    session = make_workshop()
    publish_draft(conference=the_conference())
    translate(session, title="Árboles")
    desk.post(f"/admin/conference/session/{session.pk}/translate/es/", {})

    assert hits("zeppelin") != []


def test_newsletter_is_found_once_it_is_in_the_archive(amina):
    issue = make_issue(body="A zeppelin goes.")
    assert hits("zeppelin") == []
    put_in_archive(issue_id=issue.pk, by=amina)

    assert hits("zeppelin") == [("issue", "News of June", "newsletter/june/")]


def test_every_hit_leads_somewhere(demo, db, client):
    for query in ("raid", "phone", "sample", "march", "workers", "conference"):
        page = client.get("/en/search/", {"q": query})
        urls = [result["url"] for result in page.context["results"]]
        assert {url: client.get(url.partition("#")[0]).status_code for url in urls} == dict.fromkeys(urls, 200)
        assert urls
