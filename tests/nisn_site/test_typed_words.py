"""Whoever is signed out while writing finds what was typed on the page that says so."""

import pytest
from django.test import Client

from tests.html import parse_strictly, text_of

PAGE = "/admin/conference/page/add/"
OWN = {"origin": "http://testserver"}
TYPED = {"title": "Title", "body": "We march </textarea><b> at noon.", "password1": "correct horse"}


@pytest.mark.parametrize(("path", "headers"), [(PAGE, OWN), ("/admin/campaigns/draft/1/write/", OWN)])
def test_words_of_somebody_who_is_signed_out_are_shown_and_stored_nowhere(client, db, path, headers):
    answer = client.post(path, TYPED, headers=headers)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (403, "no-store")
    parse_strictly(answer.text)
    assert "You are not signed in any more." in text_of(answer.text)
    assert "We march &lt;/textarea&gt;&lt;b&gt; at noon." in answer.text
    assert "correct horse" not in answer.text
    assert f'href="{path}" target="_blank"' in answer.text


def test_words_of_somebody_who_signed_in_again_are_shown(amina, db):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(amina)

    answer = strict.post(PAGE, TYPED | {"csrfmiddlewaretoken": "x" * 64}, headers=OWN)

    assert answer.status_code == 403
    assert "You have signed in again since you opened the page." in text_of(answer.text)
    assert "We march" in answer.text


@pytest.mark.parametrize("headers", [{}, {"origin": "https://evil.example"}, {"origin": "null"}])
def test_words_that_another_site_sends_are_not_shown(client, db, headers):
    assert client.post(PAGE, TYPED, headers=headers).status_code == 302


def test_form_without_words_leads_to_the_sign_in_page(client, db):
    assert client.post(PAGE, {"title": "Title"}, headers=OWN).status_code == 302
