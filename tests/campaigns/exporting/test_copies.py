"""Files of a draft at their addresses: which there are, what they are called, and that they stay the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.drafting.beginning import start_working_draft
from campaigns.publishing import withdraw_draft
from conference.models import Conference
from nisn_site.kit.translation import Translation
from tests.campaigns.makers import (
    AUGUST_8,
    make_proposal,
    make_published_draft,
    make_working_draft,
    publish,
    retitle,
)
from tests.makers import translate

pytestmark = pytest.mark.django_db
EXTENSIONS = ["md", "txt", "docx", "json"]
each_kind = pytest.mark.parametrize("extension", EXTENSIONS)
each_text = pytest.mark.parametrize("extension", ["md", "txt"])


def address(extension: str, *, number: int = 1, language: str = "en", proposal: str = "strategy") -> str:
    return f"/{language}/2007/proposals/{proposal}/{number}/export.{extension}"


def export(client, extension: str, **values):
    response = client.get(address(extension, **values))
    assert response.status_code == 200
    return response


def words(client, extension: str, **values) -> str:
    return " ".join(export(client, extension, **values).text.split())


@each_text
def test_file_keeps_the_title_that_the_draft_was_published_under(client, extension):
    draft = make_published_draft()
    before = export(client, extension).content
    retitle(draft.proposal, "Framework")

    assert export(client, extension).content == before


# -- what is there, and what is not


@each_kind
@pytest.mark.parametrize("number", [2, 3, 0, 99999999999999])
def test_export_of_a_draft_that_is_not_published_is_not_found(client, extension, number):
    first = make_published_draft()
    start_working_draft(proposal=first.proposal)

    assert client.get(address(extension, number=number)).status_code == 404


@each_kind
def test_export_of_a_working_draft_is_not_found_for_organizers_either(desk, extension):
    make_working_draft()

    assert desk.get(address(extension)).status_code == 404


@each_kind
def test_export_of_a_hidden_conference_is_not_found(client, extension):
    make_published_draft()
    Conference.objects.update(is_public=False)

    assert client.get(address(extension)).status_code == 404


@pytest.mark.parametrize("extension", ["pdf", "html", "MD", "docx2", "exe", "m-d"])
def test_export_of_an_unknown_kind_is_not_found(client, extension):
    make_published_draft()

    assert client.get(address(extension)).status_code == 404


@each_kind
def test_export_is_only_read(client, extension):
    make_published_draft()

    assert client.post(address(extension)).status_code == 405
    assert client.head(address(extension)).status_code == 200


# -- names, kinds, bytes


@pytest.mark.parametrize(
    ("extension", "content_type"),
    [
        ("md", "text/markdown; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_file_is_kept_under_a_name_of_its_own(client, extension, content_type):
    make_published_draft()
    response = export(client, extension)

    assert response.headers["Content-Type"] == content_type
    assert response.headers["Content-Disposition"] == f'attachment; filename="strategy-draft-1.{extension}"'


def test_file_of_a_translation_names_its_language(client):
    make_published_draft()

    assert 'filename="strategy-draft-1-es.md"' in export(client, "md", language="es").headers["Content-Disposition"]


def test_json_is_shown_in_the_browser(client):
    make_published_draft()
    response = export(client, "json")

    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    assert "Content-Disposition" not in response.headers


@each_kind
def test_export_is_the_same_every_time(client, extension):
    make_published_draft(focus="**Act** [here](/en/).\n\n1. one\n2. two", raids="- stop")
    first = export(client, extension)
    later = client.get(address(extension), headers={"if-none-match": first.headers["ETag"]})

    assert export(client, extension).content == first.content
    assert later.status_code == 304


@each_kind
@pytest.mark.parametrize("language", ["en", "es"])
def test_export_asks_the_database_as_often_for_many_sections_as_for_few(client, extension, language):
    few = make_published_draft(**{f"s{at}": "Words." for at in range(3)})
    many = make_published_draft(
        proposal=make_proposal(number=2, slug="long"), **{f"s{at}": "Words." for at in range(60)}
    )
    counts = []
    for draft in (few, many):
        export(client, extension, language=language, proposal=draft.proposal.slug)
        with CaptureQueriesContext(connection) as queries:
            export(client, extension, language=language, proposal=draft.proposal.slug)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 5


# -- what every file for readers says


@each_text
def test_file_says_how_to_cite_the_draft(client, extension):
    draft = make_published_draft()
    found = words(client, extension)

    for said in ("Strategy", "July 4, 2007 Draft", "Network of Solidarity", draft.short_hash):
        assert said in found
    assert "http://testserver/en/2007/proposals/strategy/1/" in found
    assert {"md": '"2007-07-04"', "txt": "July 4, 2007, Network"}[extension] in found


@each_text
def test_file_says_what_changed_and_that_a_newer_draft_exists(client, extension):
    first = make_published_draft()
    publish(
        start_working_draft(proposal=first.proposal), label="August 8", change_summary="We met.", published_at=AUGUST_8
    )

    assert "We met." in words(client, extension, number=2)
    assert "older draft" not in words(client, extension, number=2)
    older = "This is an older draft. You find the newest one here: http://testserver/en/2007/proposals/strategy/"
    assert older in words(client, extension)


@each_text
def test_file_says_that_a_draft_was_withdrawn_and_why(client, extension):
    withdraw_draft(draft=make_published_draft(), reason="It named a person.")

    assert "for this reason: It named a person." in words(client, extension)


@each_text
def test_file_is_in_the_language_of_the_address(client, extension):
    draft = make_published_draft(focus="We act together.")
    translate(draft.proposal, title="Estrategia")
    translate(draft.texts.get(), heading="Prioridad", body="Actuamos *juntos*.")
    found = words(client, extension, language="es")

    assert "Estrategia" in found
    assert "Prioridad" in found
    assert {"md": "Actuamos *juntos*.", "txt": "Actuamos juntos."}[extension] in found
    assert "We act together." not in found


# In Arabic, for which the site's own words are not translated: so these tests can read them.


@each_text
def test_file_says_which_parts_are_not_translated(client, extension):
    draft = make_published_draft(focus="We act together.", raids="We stop raids.")
    translate(draft.texts.get(heading="Focus"), "ar", heading="أولويتنا", body="نعمل معًا.")
    found = words(client, extension, language="ar")

    assert "The fingerprint belongs to the text as it was written, in English." in found
    assert "so you read it in English: title, name of the draft, what changed, and why, 2." in found
    assert "We stop raids." in found


@each_text
def test_file_says_which_translation_is_out_of_date(client, extension):
    draft = make_published_draft(focus="We act together.")
    translate(draft.texts.get(), "ar", heading="تركيز")
    Translation.objects.update(source_fingerprint="another")

    assert "The text changed after it was translated: 1." in words(client, extension, language="ar")


@pytest.mark.parametrize("extension", ["md", "txt", "json"])
def test_translations_that_nobody_has_reviewed_stay_inside(client, extension):
    text = make_published_draft(focus="We act together.").texts.get()
    translate(text, "es", state="draft", body="Sin revisar.")

    assert "Sin revisar" not in export(client, extension, language="es").text
