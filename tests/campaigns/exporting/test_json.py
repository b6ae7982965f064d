import hashlib
import json
from datetime import datetime

import pytest

from campaigns.drafting.beginning import start_working_draft
from tests.campaigns.makers import AUGUST_8, add_text, make_working_draft, publish
from tests.makers import translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    """Two drafts; the newer one has nested sections and texts that are easily written in two ways."""
    first = publish(
        make_working_draft(focus='We act.\r\n\r\nCafe\u0301 \u2028 \\ "quoted" 我们 العربية'), published_at=AUGUST_8
    )
    second = start_working_draft(proposal=first.proposal)
    add_text(draft=second, heading="Raids", body="=1+1 <b>", inside=second.texts.get(), kind="campaign")
    return publish(second, label="Second")


def export(client, *, number=2, language="en") -> dict:
    response = client.get(f"/{language}/2007/proposals/strategy/{number}/export.json")
    assert response.status_code == 200
    return json.loads(response.content)


def test_json_has_all_that_is_needed_to_make_the_fingerprint(draft, client):
    content = export(client)
    names = ("key", "kind", "number", "heading", "body")
    lines = [json.dumps([one[name] for name in names], ensure_ascii=False) + "\n" for one in content["sections"]]

    made = hashlib.sha256("".join(lines).encode()).hexdigest()
    assert made == content["draft"]["content_sha256"] == draft.content_sha256
    assert all(hashlib.sha256(one["body"].encode()).hexdigest() == one["body_sha256"] for one in content["sections"])
    assert "content_sha256" in content["how_to_check"]


def test_json_names_sections_with_key_kind_number_and_parent(draft, client):
    outer, inner = export(client)["sections"]

    assert (outer["kind"], outer["number"], outer["parent"]) == ("text", "1", None)
    assert (inner["kind"], inner["number"], inner["parent"]) == ("campaign", "1.1", outer["key"])
    assert inner["body"] == "=1+1 <b>"


def test_json_names_the_draft_its_dates_and_the_one_before(draft, client):
    content = export(client)

    assert content["draft"]["number"] == 2
    assert content["draft"]["label"] == "Second"
    assert (content["draft"]["title"], content["draft"]["title_language"]) == ("Strategy", "en")
    assert datetime.fromisoformat(content["draft"]["published_at"]) == draft.published_at.replace(
        microsecond=draft.published_at.microsecond
    )
    assert content["draft"]["previous"] == "http://testserver/en/2007/proposals/strategy/1/"
    assert content["draft"]["address"] == "http://testserver/en/2007/proposals/strategy/2/"
    assert export(client, number=1)["draft"]["previous"] is None


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_json_has_the_source_and_all_translations_in_every_language(draft, client, language):
    text = draft.texts.get(number="1.1")
    translate(text, "es", heading="Redadas", body="Basta.")
    translate(text, "ar", heading="مداهمات")
    section = export(client, language=language)["sections"][1]

    assert (section["language"], section["heading"]) == ("en", "Raids")
    assert [(one["language"], one["field"], one["text"]) for one in section["translations"]] == [
        ("ar", "heading", "مداهمات"),
        ("es", "body", "Basta."),
        ("es", "heading", "Redadas"),
    ]
    assert all(one["state"] == "reviewed" and one["is_up_to_date"] for one in section["translations"])


def test_json_says_that_a_translation_is_out_of_date(draft, client):
    translate(draft.proposal, "es", title="Estrategia")
    type(draft.proposal).objects.update(title="A new title")

    [title] = export(client)["proposal"]["translations"]
    assert (title["text"], title["is_up_to_date"]) == ("Estrategia", False)
