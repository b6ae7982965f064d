"""All feedback as files, for everybody and for organizers, and the page of figures."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from campaigns.feedback.answering import answer_feedback
from campaigns.feedback.releasing import release_answers
from campaigns.models import Feedback, FeedbackExport
from nisn_site.kit.audit import AuditEntry
from tests.campaigns.editor import make_helper
from tests.campaigns.makers import make_published_draft
from tests.deeds import Sender
from tests.html import text_of

from .makers import make_answer, make_feedback, make_wording, text_in
from .test_giving import form_url, open_draft

pytestmark = pytest.mark.django_db

HERE = "/en/2007/proposals/strategy/feedback/"


@pytest.fixture
def draft():
    return open_draft(make_published_draft(focus="We act.", raids="We stop raids."))


def table(response) -> list[dict]:
    text = b"".join(response.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.DictReader(StringIO(text)))


def url(draft) -> str:
    return reverse("admin:campaigns_feedback_export", args=[draft.proposal_id])


# -- for everybody ------------------------------------------------------------------------------------------------------------


def test_table_holds_everything_that_everybody_can_read(draft, client):
    one = make_wording(text=text_in(draft), body="=HYPERLINK(1)", shown_as="name", name="Ben")
    make_answer(one, reason="Good.", published=True)
    make_answer(make_feedback(draft=draft, body="Not answered in public"), reason="Secret still")
    make_feedback(draft=draft, state="hidden", body="Bad words")
    make_feedback(draft=draft, state="held", body="Held words")

    response = client.get(HERE + "export.csv")
    rows = table(response)

    assert response["Content-Disposition"] == 'attachment; filename="2007-strategy-feedback.csv"'
    assert [row["Number"] for row in rows] == ["F-1", "F-2", "F-3"]
    first = rows[0]
    assert (first["Section"], first["Name"], first["Suggested text"], first["What we did"], first["Answer and reason"]) == (
        "1", "Ben", "'=HYPERLINK(1)", "Taken", "Good.",
    )  # fmt: skip
    assert first["Address"] == "http://testserver/en/2007/proposals/strategy/feedback/F-1/"
    words = str(rows)
    assert not any(secret in words for secret in ("Secret still", "Bad words", "Held words", "Email"))


def test_table_is_in_the_language_of_the_address(draft, client):
    make_feedback(draft=draft)

    assert client.get("/es/2007/proposals/strategy/feedback/export.csv").status_code == 200


def test_json_holds_the_same_for_programs(draft, client):
    one = make_feedback(draft=draft, section=text_in(draft).section, body="“Say” where.")
    make_answer(one, outcome="noted", published=True)
    make_feedback(draft=draft, state="hidden", body="Bad words", hidden_reason="A threat.")

    found = json.loads(b"".join(client.get(HERE + "export.json").streaming_content))

    assert (found["proposal"], [remark["ref"] for remark in found["remarks"]]) == ("strategy", ["F-1", "F-2"])
    first, hidden = found["remarks"]
    assert (first["body"], first["section"], first["answer"]["outcome"]) == (
        "“Say” where.", text_in(draft).section.key, "noted",
    )  # fmt: skip
    assert "body" not in hidden
    assert hidden["hidden_reason"] == "A threat."


def test_files_keep_answers_that_newer_ones_took_the_place_of(draft, client):
    one = make_feedback(draft=draft)
    old = make_answer(one, outcome="not_taken", reason="No room.", published=True)
    new = answer_feedback(remarks=[one], outcome="taken", instead_of={one.pk: old.settlements.get().pk})
    release_answers(proposal=draft.proposal, only=new)

    [row] = table(client.get(HERE + "export.csv"))
    assert (row["What we did"], row["Earlier answers"]) == ("Taken", "Not taken: No room.")
    [facts] = json.loads(b"".join(client.get(HERE + "export.json").streaming_content))["remarks"]
    assert [answer["reason"] for answer in facts["earlier_answers"]] == ["No room."]


def test_empty_files_are_files_and_other_kinds_are_not_found(draft, client):
    assert table(client.get(HERE + "export.csv")) == []
    assert json.loads(b"".join(client.get(HERE + "export.json").streaming_content))["remarks"] == []
    assert client.get(HERE + "export.exe").status_code == 404


# -- for organizers -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def told(draft):
    """Ben gave his address and confirmed it; Amina left a note."""
    ben = Sender()
    ben.send(form_url(draft), body="Say where.", address="ben@example.org")
    ben.confirm()
    make_feedback(draft=draft, state="held", body="Held words").notes.create(text="Ask him.")
    return draft


def test_organizers_get_states_and_notes_and_addresses_only_when_asked_for(desk, told):
    rows = table(desk.post(url(told), {"do": "csv"}))
    assert [(row["Remark"], row["State"], row["Private notes"]) for row in rows] == [
        ("Say where.", "Public", ""), ("Held words", "Held: an organizer looks at it first", "Ask him."),
    ]  # fmt: skip
    assert "Email" not in rows[0]

    rows = table(desk.post(url(told), {"do": "csv", "addresses": "yes"}))

    assert [row["Email"] for row in rows] == ["ben@example.org", ""]
    assert [entry.data for entry in AuditEntry.objects.filter(action="feedback.exported").order_by("number")] == [
        {"addresses": False}, {"addresses": True},
    ]  # fmt: skip


def test_addresses_are_for_those_whose_role_allows_it(client, told):
    client.force_login(make_helper("view_feedback"))
    assert "addresses" not in client.get(url(told)).text

    rows = table(client.post(url(told), {"do": "csv", "addresses": "yes"}))

    assert "Email" not in rows[0]


def test_without_the_right_to_see_feedback_there_is_no_file(client, told):
    client.force_login(make_helper("view_draft"))

    assert client.post(url(told), {"do": "csv"}).status_code == 403


def test_spreadsheet_is_made_in_the_background_and_is_its_owners_alone(desk, client, told, run_jobs, monkeypatch):
    monkeypatch.setattr("campaigns.jobs.NOTED_EVERY", 1)
    assert desk.post(url(told), {"do": "xlsx", "addresses": "yes"}).status_code == 303
    assert "0 of 2" in text_of(desk.get(url(told)).text)

    run_jobs()

    export = FeedbackExport.objects.get()
    file = reverse("admin:campaigns_feedback_file", args=[told.proposal_id, export.pk])
    assert "Download 2 remarks" in text_of(desk.get(url(told)).text)
    sheet = load_workbook(BytesIO(desk.get(file).content)).active
    assert [row[0].value for row in sheet.iter_rows()] == ["Number", "F-1", "F-2"]
    assert sheet.cell(2, sheet.max_column).value == "ben@example.org"
    client.force_login(make_helper("view_feedback"))
    assert client.get(file).status_code == 404


# -- figures ----------------------------------------------------------------------------------------------------------------------


def test_figures_count_remarks_people_and_answers(draft, client):
    focus = text_in(draft).section
    one = make_feedback(
        draft=draft, section=focus, source="paper", people=9, said_at=timezone.now() - timezone.timedelta(days=5)
    )
    make_feedback(draft=draft, section=focus, same_as=one)
    make_answer(one, published=True)
    make_feedback(draft=draft, kind="question", language="ar")
    make_answer(make_feedback(draft=draft))
    make_feedback(draft=draft, state="held")

    words = text_of(client.get(HERE + "figures/").text)

    assert "Half of the answers came within 5 days." in words
    assert "July 4, 2007 Draft 4 12 1 of 3 (33%)" in words
    assert "The whole draft July 4, 2007 Draft 2 2 0 of 2 (0%) 1 Focus July 4, 2007 Draft 2 10 1 of 1 (100%)" in words
    assert "Comment 3 11 1 of 2 (50%) Question 1 1 0 of 1 (0%)" in words
    assert "العربية 1" in words
    assert "What we did Taken 1" in words


def test_figures_without_feedback_say_so(draft, client):
    assert "Nobody has said anything yet." in text_of(client.get(HERE + "figures/").text)


def test_figures_cost_the_same_queries_however_much_was_said(draft, client):
    make_answer(make_feedback(draft=draft, section=text_in(draft).section), published=True)
    client.get(HERE + "figures/")
    with CaptureQueriesContext(connection) as with_one:
        client.get(HERE + "figures/")
    for number in range(20):
        make_answer(make_feedback(draft=draft, section=text_in(draft, number % 2).section), published=True)

    with CaptureQueriesContext(connection) as with_many:
        client.get(HERE + "figures/")

    assert len(with_many) == len(with_one) <= 12
    assert Feedback.objects.count() == 21
