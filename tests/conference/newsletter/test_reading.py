"""The public archive, and what organizers do with an issue in the admin."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference.models import NewsletterIssue, Subscriber
from nisn_site.kit.audit import AuditEntry
from tests.conference.newsletter.makers import make_issue, make_reader, make_readers
from tests.deeds import Sender
from tests.html import text_of
from tests.makers import make_conference, make_network, translate

pytestmark = pytest.mark.django_db
LIST = "/admin/conference/newsletterissue/"
READERS = "/admin/conference/subscriber/"


@pytest.fixture(autouse=True)
def site(db):
    make_network(postal_address="P.O. Box 1\nHere")
    make_conference(is_current=True)


def test_archive_shows_what_went_out_and_nothing_else(client):
    make_issue(archived=True)
    make_issue(slug="july", subject="Not yet")
    page = client.get("/en/newsletter/").text

    assert "News of June" in page
    assert "Not yet" not in page
    assert 'href="/en/newsletter/sign-up/"' in page
    assert [client.get(f"/en/newsletter/{slug}/").status_code for slug in ("june", "july")] == [200, 404]


def test_reader_sees_the_translation_or_a_note_that_there_is_none(client):
    issue = make_issue(archived=True)
    assert "notice-fallback" in client.get("/es/newsletter/june/").text

    translate(issue, subject="Noticias", summary="Qué pasa.", body="Venga a *Richmond*.")

    page = client.get("/es/newsletter/june/").text
    assert "Venga a <em>Richmond</em>" in page
    assert "notice-fallback" not in page


@pytest.mark.parametrize("path", ["/es/newsletter/", "/es/newsletter/feed/"])
def test_archive_costs_the_same_queries_with_one_and_many_issues(client, path):
    make_issue(archived=True)
    client.get(path)
    counts = []
    for number in range(2, 9):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        counts.append(len(queries))
        make_issue(archived=True, slug=f"issue-{number}")

    assert set(counts) == {counts[0]}
    assert counts[0] <= 6


def test_feed_names_the_issues(client):
    make_issue(archived=True)

    assert "News of June" in client.get("/en/newsletter/feed/").text


# -- in the admin ------------------------------------------------------------------------------------------------------


def press(desk, issue, button, **values):
    return desk.post(f"{LIST}{issue.pk}/send/", {"do": button} | values, follow=True)


def test_organizer_writes_looks_tries_sends_pauses_and_goes_on(desk, amina, run_jobs):
    make_readers(2)
    written = {
        "number": 3,
        "slug": "june",
        "language": "en",
        "subject": "June",
        "summary": "",
        "body": "*Come*",
        "audience": "",
    }
    page = desk.post(f"{LIST}add/", written, follow=True)
    issue = NewsletterIssue.objects.get()
    translate(issue, subject="Junio", body="Venga")
    page = desk.get(f"{LIST}{issue.pk}/send/")
    assert "Send it to 2 readers now" in page.text
    assert "Junio" in page.text

    press(desk, issue, "try")
    run_jobs()
    assert [letter.to for letter in mail.outbox] == [[amina.email]] * 2
    assert sorted(letter.subject.partition(": ")[2] for letter in mail.outbox) == ["June", "Junio"]

    assert "It is being sent now." in press(desk, issue, "start", seen=issue.version).text
    assert "Issue 3 is being sent: 0 of 2" in text_of(desk.get("/admin/").text)
    assert "Paused." in press(desk, issue, "pause").text
    standing = text_of(desk.get(f"{LIST}{issue.pk}/send/").text)
    assert "No mail of it goes out until you let it go on." in standing
    assert "goes on by itself" not in standing
    assert "It goes on." in press(desk, issue, "resume").text
    assert "goes on by itself" in press(desk, issue, "resume").text
    run_jobs()
    assert len(mail.outbox) == 4


@pytest.mark.parametrize("seen", ["", "x", "٣", "99999999999999999999"])
def test_pressing_send_with_nonsense_sends_nothing(desk, seen):
    make_reader()
    issue = make_issue()

    assert press(desk, issue, "start", seen=seen).status_code == 200
    assert press(desk, issue, "nonsense").status_code == 200
    assert NewsletterIssue.objects.get().is_draft


def test_what_readers_got_cannot_be_changed_but_translated(desk):
    issue = make_issue(archived=True)
    desk.post(f"{LIST}{issue.pk}/change/", {"subject": "Other", "body": "Other", "opened_version": issue.version})

    assert NewsletterIssue.objects.get().subject == "News of June"
    assert desk.get(f"{LIST}{issue.pk}/translate/es/").status_code == 200


def test_issue_on_the_way_cannot_be_deleted(desk):
    issue = make_issue(state="sending", published_at="2026-01-01T00:00Z")
    desk.post(LIST, {"action": "delete_selected", "_selected_action": [issue.pk], "post": "yes"})

    assert desk.post(f"{LIST}{issue.pk}/delete/", {"post": "yes"}).status_code == 403
    assert NewsletterIssue.objects.count() == 1


def test_reader_is_found_by_the_whole_address_only_and_taken_off(desk):
    ben, _chika = make_reader("ben"), make_reader("chika")
    assert str(ben) in desk.get(READERS, {"q": "BEN@example.org"}).text
    assert str(ben) not in desk.get(READERS, {"q": "ben"}).text
    assert "ben@example.org" not in desk.get(READERS).text

    desk.post(f"{READERS}{ben.pk}/delete/", {"post": "yes"})

    assert [reader.address for reader in Subscriber.objects.all()] == ["chika@example.org"]


def test_look_at_the_address_of_a_reader_is_on_record(desk, amina):
    ben = make_reader("ben")

    assert "ben@example.org" in desk.get(f"{READERS}{ben.pk}/change/").text

    noted = [(entry.actor, entry.action, entry.target) for entry in AuditEntry.objects.all()]
    assert noted == [(amina.pk, "subscriber.opened", f"conference.subscriber:{ben.pk}")]


def test_held_sign_up_gets_its_mail_when_an_organizer_looked(desk):
    reader = make_reader(stage="held", held_for="busy_network", address_proven_at=None, confirmed_at=None)
    assert "1 newsletter sign-up waits for a person" in text_of(desk.get("/admin/").text)

    desk.post(READERS, {"action": "let_mail_go_out", "_selected_action": [reader.pk]})

    assert Sender().confirm().status_code == 200
    assert Subscriber.objects.get().is_confirmed
