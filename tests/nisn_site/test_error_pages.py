"""What a visitor sees when something goes wrong: our words, the menu and a phone, in their language."""

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client

from tests.html import elements, heading_levels, parse_strictly, text_of
from tests.makers import make_conference, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    make_page(conference=make_conference(is_current=True), slug="travel", title="Travel and Housing")
    return Client(raise_request_exception=False)


def oversize(client, path):
    return client.post(path, b"x" * 2_000_001, content_type="application/x-www-form-urlencoded")


REFUSALS = {
    "nul in the query": (400, lambda client, start: client.get(f"{start}?q=%00")),
    "broken utf-8 in the query": (400, lambda client, start: client.get(f"{start}?q=%ff")),
    "page that is not there": (404, lambda client, start: client.get(f"{start}nowhere/")),
    "method that is not allowed": (405, lambda client, start: client.post(start)),
    "form that is too big": (413, lambda client, start: oversize(client, start)),
    "query with too many parts": (413, lambda client, start: client.get(f"{start}?{'a&' * 1500}")),
    "host that is not ours": (400, lambda client, start: client.get(start, headers={"host": "evil.example"})),
    "query that is too long": (413, lambda client, start: client.get(start, {"q": "x" * 4001})),
}


@pytest.mark.parametrize("start", ["/en/", "/es/", "/ar/"])
@pytest.mark.parametrize("fault", REFUSALS)
def test_refusal_has_a_page_with_menu_and_phone(visitor, fault, start):
    status, ask = REFUSALS[fault]

    response = ask(visitor, start)

    assert response.status_code == status
    assert f"{start}2007/travel/" in response.text
    assert "(202) 555-0100" in response.text
    assert heading_levels(response.text).count(1) == 1
    [(_name, html)] = elements(response.text, "html")
    assert html["lang"] == start.strip("/")
    parse_strictly(response.text)


def test_year_of_thirty_digits_in_an_admin_filter_is_a_wrong_request(desk):
    response = desk.get("/admin/conference/page/", {"publish_at__year": "9" * 30})

    assert response.status_code == 400


def test_refusal_of_a_head_request_has_no_body(visitor):
    response = visitor.head("/en/nowhere/")

    assert (response.status_code, response.content) == (404, b"")


def test_method_that_is_not_allowed_names_those_that_are(visitor):
    assert visitor.post("/en/").headers["Allow"] == "GET, HEAD"


def test_form_from_another_site_is_refused_in_our_words(visitor, amina):
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/accounts/login/", {"login": "a@example.org", "password": "x"})

    assert response.status_code == 403
    assert "another site" in text_of(response.text)


@pytest.mark.parametrize(("error", "status"), [(RuntimeError, 500), (OperationalError, 503)])
def test_failure_has_a_static_page_in_every_language_of_ours(visitor, monkeypatch, error, status):
    def broken(request):
        raise error("broken on purpose; somebody@example.org")

    monkeypatch.setattr("conference.frame.build_frame", broken)
    response = visitor.get("/en/")

    assert response.status_code == status
    assert {a["lang"] for _n, a in elements(response.text) if "lang" in a} >= {"en", "es"}
    assert "/en/" in response.text
    assert "/es/" in response.text
    assert "broken on purpose" not in response.text
    parse_strictly(response.text)
    if status == 503:
        assert response.headers["Retry-After"] == "60"


def test_written_failure_page_carries_the_networks_name_and_phone(visitor, monkeypatch, settings, tmp_path, capsys):
    settings.ERROR_PAGES_DIR = tmp_path / "errors"
    call_command("write_error_pages")
    assert capsys.readouterr().out.count("written: ") == 4

    monkeypatch.setattr("conference.frame.build_frame", lambda request: 1 / 0)
    text = visitor.get("/en/").text

    assert "(202) 555-0100" in text
    assert "Network of Solidarity" in text


def test_page_whose_menu_cannot_be_read_becomes_the_static_one(visitor, monkeypatch):
    def away(request):
        raise OperationalError("the database is away")

    monkeypatch.setattr("conference.frame.build_frame", away)

    assert visitor.get("/en/nowhere/").status_code == 503


def test_too_many_wrong_passwords_get_our_own_page(visitor, amina):
    answers = [visitor.post("/accounts/login/", {"login": amina.email, "password": f"wrong {n}"}) for n in range(12)]

    assert [answer.status_code for answer in answers if answer.status_code not in {200, 429}] == []
    refused = [answer for answer in answers if "Too many" in answer.text]
    assert refused
