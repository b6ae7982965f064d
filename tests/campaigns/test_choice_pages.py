"""Split, move to another place, remove: small pages of their own, each with a way back. And who may open them."""

import pytest

from campaigns.models import Draft
from tests.html import elements
from tests.html import text_of as words_of

from .editor import form, make_draft_with_parts, make_helper, page, press
from .shapes import key_of, shape, text_of


@pytest.fixture
def draft(db):
    return make_draft_with_parts()


def test_split_page_divides_where_the_organizer_says(desk, draft):
    press(desk, draft, "split", "Raids", body_raids="One\n\nTwo\n\nThree")
    url = page(draft, "split", key_of(draft, "Raids"))
    assert [a["value"] for _t, a in elements(desk.get(url).text, "input") if a.get("name") == "at"] == ["1", "2"]

    answer = desk.post(url, {"at": "2", "heading": "Rest"})

    assert answer.url.endswith(f"#{key_of(draft, 'Rest')}")
    assert text_of(draft, "Rest").body == "Three"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"at": "9"},
        {"at": "x"},
        {"at": "1"},
        {"at": "1", "heading": "x" * 301},
        {"at": "1", "heading": "x", "opened": "stale"},
    ],
)
def test_split_page_says_what_is_missing(desk, draft, sent):
    draft.texts.filter(heading="Raids").update(body="One\n\nTwo")

    answer = desk.post(page(draft, "split", key_of(draft, "Raids")), sent)

    assert answer.status_code == 422
    assert "errorlist" in answer.text
    assert sent.get("heading", "") in answer.text


def test_split_page_of_one_paragraph_explains_how_to_divide_it(desk, draft):
    assert "has only one paragraph" in desk.get(page(draft, "split", key_of(draft, "Raids"))).text


def test_move_page_offers_all_places_outside_of_the_section(desk, draft):
    url = page(draft, "move", key_of(draft, "Focus"))
    offered = [a["value"] for _tag, a in elements(desk.get(url).text, "input") if a.get("name") == "target"]
    assert offered == [key_of(draft, "Raids"), key_of(draft, "Walls")]

    desk.post(url, {"place": "inside", "target": key_of(draft, "Walls")})

    assert shape(draft) == "1 Raids, 2 Walls, 2.1 Focus, 2.1.1 Jails, 2.1.2 Courts"


def test_move_under_itself_is_refused_in_words(desk, draft):
    url = page(draft, "move", key_of(draft, "Focus"))

    answer = desk.post(url, {"place": "inside", "target": key_of(draft, "Jails")})

    assert answer.status_code == 422
    assert "cannot be moved to a place inside itself" in answer.text
    assert desk.post(url, {}).status_code == 422


@pytest.mark.parametrize(
    ("sent", "expected"), [({}, "1 Jails, 2 Courts, 3 Raids, 4 Walls"), ({"with_parts": "yes"}, "1 Raids, 2 Walls")]
)
def test_remove_page_shows_the_text_and_asks_about_the_parts(desk, draft, sent, expected):
    url = page(draft, "remove", key_of(draft, "Focus"))
    words = words_of(desk.get(url).text)
    assert "We act." in words
    assert "1.1 Jails" in words
    assert "its text is gone" in words

    desk.post(url, sent)

    assert shape(draft) == expected


def test_section_that_is_gone_has_no_pages(desk, draft):
    for name in ("split", "move", "remove"):
        assert desk.get(page(draft, name, "s2xxxxx")).status_code == 404
    assert desk.get(page(Draft(pk=10**19))).status_code == 404


@pytest.mark.parametrize("name", ["write", "changes", "publish", "published", "closing", "withdraw"])
def test_strangers_and_organizers_without_the_right_are_kept_out(client, draft, name):
    assert "login" in client.get(page(draft, name)).url
    client.force_login(make_helper())
    assert client.get(page(draft, name)).status_code == 403


def test_organizer_who_may_only_look_sees_the_changes_but_does_not_write(client, draft):
    client.force_login(make_helper("view_draft"))

    assert client.get(page(draft, "changes")).status_code == 200
    assert client.post(page(draft), form(draft, body_focus="New")).status_code == 403
