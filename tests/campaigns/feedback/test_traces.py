"""What stays to be seen of remarks that were public and are not any more: a trace, and not a word of them."""

import pytest

from tests.campaigns.makers import make_published_draft
from tests.html import elements, parse_strictly, text_of

from .makers import JULY_10, make_feedback

pytestmark = pytest.mark.django_db

HERE = "/en/2007/proposals/strategy/feedback/"


@pytest.fixture
def draft():
    return make_published_draft()


def shown(client, address="") -> str:
    html = client.get(HERE + address).text
    parse_strictly(html)
    return text_of(html)


def found(client, words: str) -> list[str]:
    return [a["id"] for _tag, a in elements(client.get(HERE, {"words": words}).text, "li") if "id" in a]


def test_hidden_and_withdrawn_remarks_leave_only_a_trace(draft, client):
    make_feedback(
        draft=draft, state="hidden", body="Bad words", hidden_reason="It was a threat.", shown_as="name", name="Dao"
    )
    make_feedback(draft=draft, state="withdrawn", published_at=JULY_10)

    everything = shown(client) + shown(client, "F-1/") + shown(client, "F-2/")

    assert "It was a threat." in everything
    assert "took it back" in everything
    assert "Bad words" not in everything
    assert "Dao" not in everything


def test_remark_that_is_held_again_keeps_its_page_without_a_word_of_it(draft, client):
    one = make_feedback(
        draft=draft, state="held", published_at=JULY_10, body="Bad words", shown_as="name", name="Dao",
        source="meeting", occasion="Durham",
    )  # fmt: skip

    everything = shown(client) + shown(client, "F-1/")

    assert "Off the site for now." in everything
    assert not any(word in everything for word in ("Bad words", "Dao", "Durham", "I think so too"))
    assert "Bad words" not in b"".join(client.get(HERE + "export.json").streaming_content).decode()
    assert one.ref in b"".join(client.get(HERE + "export.csv").streaming_content).decode()


@pytest.mark.parametrize("words", ["Threatening", "Dao"])
def test_search_does_not_tell_what_stands_in_a_hidden_remark(draft, client, words):
    make_feedback(draft=draft, state="hidden", body="Threatening words", shown_as="name", name="Dao")

    assert found(client, words) == []
    assert found(client, "F-1") == ["F-1"]


@pytest.mark.parametrize("state", ["held", "spam", "unconfirmed"])
def test_what_is_not_public_has_no_page(draft, client, state):
    make_feedback(draft=draft, state=state)

    assert client.get(HERE + "F-1/").status_code == 404
    assert "F-1" not in client.get(HERE).text
