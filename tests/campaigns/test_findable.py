"""The search of the site finds the current draft, section by section, and Points of Unity; nothing that is not public."""

import pytest

from campaigns.drafting.beginning import start_working_draft
from campaigns.models import PointOfUnity, UnityStatement
from campaigns.publishing import withdraw_draft
from conference.models import Conference
from conference.searching import find
from tests.campaigns.hall.makers import adopt, make_final_text
from tests.makers import translate

from .makers import AUGUST_8, make_published_draft, make_working_draft, publish

pytestmark = pytest.mark.django_db


def hits(query: str, language="en") -> list[tuple[str, str, str]]:
    return [(entry.kind, entry.title, entry.address.partition("#")[0]) for entry in find(query, language)]


def test_section_is_found_by_its_words_and_leads_to_its_place():
    draft = make_published_draft(raids="We answer the phone at night.")
    key = draft.texts.get().section.key
    [entry] = find("phones", "en")

    assert (entry.kind, entry.title, entry.address) == ("section", "Raids", f"2007/proposals/strategy/#{key}")


def test_proposal_is_found_by_its_title_and_summary():
    make_published_draft(raids="We answer.")

    assert hits("together") == [("proposal", "Strategy", "2007/proposals/strategy/")]


def test_only_the_current_draft_is_found():
    first = make_published_draft(raids="The old word is zeppelin.")
    second = start_working_draft(proposal=first.proposal)
    second.texts.update(body="The new word is airship.")
    assert hits("airship") == []
    publish(second, label="Second", published_at=AUGUST_8)

    assert (hits("zeppelin"), len(hits("airship"))) == ([], 1)


def test_working_draft_is_not_found():
    make_working_draft(raids="Nobody reads this zeppelin yet.")

    assert hits("zeppelin") == []


def test_withdrawn_draft_and_hidden_conference_are_found_no_more():
    draft = make_published_draft(raids="A zeppelin.")
    Conference.objects.update(is_current=False, is_public=False)
    assert hits("zeppelin") == []
    Conference.objects.update(is_public=True)
    assert len(hits("zeppelin")) == 1
    withdraw_draft(draft=draft, reason="It was wrong.")

    assert hits("zeppelin") == []


def test_section_is_found_in_the_readers_language_when_its_translation_was_saved(desk):
    draft = make_published_draft(raids="We answer.")
    translate(draft.texts.get(), heading="Redadas", body="Contestamos el teléfono.")
    desk.post(f"/admin/campaigns/draft/{draft.pk}/translate/es/", {})
    publish(start_working_draft(proposal=draft.proposal), label="Second", published_at=AUGUST_8)

    assert hits("telefono", "es") == [("section", "Redadas", "2007/proposals/strategy/")]


def test_point_of_unity_is_found_while_its_list_is_on_the_site():
    adopt(make_final_text(raids="We stop every raid."))
    point = PointOfUnity.objects.get()
    assert ("point", point.title, f"2007/unity/{point.number}/") in hits("raid")
    UnityStatement.objects.update(is_public=False)

    assert not [hit for hit in hits("raid") if hit[0] == "point"]


def test_search_looks_in_one_kind_only_when_asked_to(client):
    make_published_draft(raids="We answer the phone together.")
    html = client.get("/en/search/", {"q": "together", "kind": "proposal"}).text

    assert "1 result" in html
    assert 'href="/en/2007/proposals/strategy/"' in html
    assert client.get("/en/search/", {"q": "together", "kind": "nothing"}).status_code == 400


def test_search_costs_the_same_queries_with_one_and_thirty_hits(client, django_assert_num_queries):
    make_published_draft(**{f"raid{number}": "Phone." for number in range(30)})
    client.get("/en/search/", {"q": "phone"})
    with django_assert_num_queries(4):
        client.get("/en/search/", {"q": "phone"})
    with django_assert_num_queries(4):
        client.get("/en/search/", {"q": "together"})
