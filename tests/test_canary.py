"""Nothing that finds you: somebody whose network, browser and last page we know uses every page and form of the site.

Then everything that the site has written anywhere is searched for them. Forms are found by following the links of the
public pages, so a new form is part of this by itself.
"""

import logging
import re
import smtplib
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from conference.models import ContactMessage
from nisn_site.kit.outbox.messages import Message
from nisn_site.kit.outbox.rendering import Text
from nisn_site.kit.outbox.writing import store
from tests.deeds import A_MINUTE, aged
from tests.filling import filled
from tests.html import elements
from tests.jobs import run_waiting_jobs
from tests.makers import make_network, make_organizer
from tests.public_pages import addresses
from tests.traces import cached, everything_logged, files, found, kept_pages, mails, stored_rows

NETWORK, BROWSER, LAST_PAGE = "203.0.113.77", "CanaryUA9f3", "canary-referrer.example"
ADDRESS, SECRET = "canary-person@canary-mail.example", "canary-password"
FINDS_YOU = [NETWORK, BROWSER, LAST_PAGE]
OTHER_NETWORK = "2001:db8:77:77::77"


class Visitor:
    """A browser that says all it can about the person in front of it."""

    def __init__(self, network: str = NETWORK, *, checks_forms: bool = False):
        self.client = Client(
            enforce_csrf_checks=checks_forms,
            raise_request_exception=False,
            REMOTE_ADDR=network,
            headers={
                "user-agent": BROWSER,
                "referer": f"https://{LAST_PAGE}/",
                "x-forwarded-for": network,
                "x-real-ip": network,
                "forwarded": f"for={network}",
                "sec-fetch-site": "same-origin",
            },
        )
        self.seen: dict[str, str] = {}
        self.kinds: set[str] = set()

    def read(self, url: str) -> str:
        """The page, read once."""
        if url not in self.seen:
            answer = self.client.get(url)
            is_page = not answer.streaming and "html" in answer.headers.get("Content-Type", "")
            self.seen[url] = answer.text if is_page else ""
        return self.seen[url]

    def follow_links(self) -> None:
        """Read one page of each kind that the pages read so far lead to."""
        for html in list(self.seen.values()):
            for path in [urlsplit(attributes.get("href", "")).path for _name, attributes in elements(html, "a")]:
                if path.startswith("/en/") and (kind := kind_of(path)) not in self.kinds:
                    self.kinds.add(kind)
                    self.read(path)

    def fill_in(self, url: str) -> str | None:
        """Send the form of the page, if it has one; says what went wrong."""
        page = self.read(url)
        if 'method="post"' not in page:
            return None
        values = aged(filled(page, address=ADDRESS, words="Canary Words"), A_MINUTE)
        answer = self.client.post(url, values)
        if answer.status_code != 303:
            return f"{url} answers {answer.status_code}: {re.findall(r'class=.error[^>]*>([^<]*)', answer.text)}"
        self.read(answer.headers["Location"])
        return None

    def follow_mails(self) -> None:
        """Open every link in every mail, and press the first button that is there."""
        run_waiting_jobs()
        for message in list(mail.outbox):
            for link in dict.fromkeys(re.findall(r"https?://[^\s<>\"]+", message.body)):
                path = urlsplit(link).path
                page = self.client.get(path)
                if button := re.search(r'name="do" value="([\w-]+)"', page.text if not page.streaming else ""):
                    self.client.post(path, filled(page.text, address=ADDRESS, words="Canary") | {"do": button[1]})
        run_waiting_jobs()


def kind_of(path: str) -> str:
    """The name of the page's address: pages of one name have the same form."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return path


def everywhere(log) -> dict[str, str]:
    return {
        "log": log.getvalue(),
        "database": stored_rows(),
        "cache": cached(),
        "kept pages": kept_pages(),
        "files": files(),
    }


@pytest.fixture
def log(capfd):
    with everything_logged() as stream:
        yield stream


def test_whoever_uses_every_page_and_form_is_found_nowhere(demo, db, settings, log, capfd):
    settings.KEEP_PAGES = True
    visitor = Visitor()
    for url in addresses("en"):
        visitor.read(url)
    visitor.follow_links()
    refused = [trouble for url in list(visitor.seen) if (trouble := visitor.fill_in(url))]
    visitor.follow_mails()
    for strange in (
        "/en/nowhere/",
        "/en/?q=%00",
        "/en/%00",
        "/admin/",
        f"/en/search/?q={ADDRESS}",
        f"/x.php?u={ADDRESS}",
    ):
        visitor.client.get(strange)

    assert refused == []
    assert len(mail.outbox) > 0
    assert kept_pages() != ""
    places = everywhere(log) | {"printed": "".join(capfd.readouterr())}
    assert found(places | {"mails": mails()}, FINDS_YOU) == []
    assert found(places, [ADDRESS]) == []  # our mails to them are the one place where it may be


def test_signing_in_and_failing_to_leaves_nothing_behind(db, log):
    make_organizer(email=ADDRESS, password=SECRET)
    for network in (NETWORK, OTHER_NETWORK):
        visitor = Visitor(network).client
        visitor.post("/accounts/login/", {"login": ADDRESS, "password": "wrong"})
        visitor.post("/accounts/password/reset/", {"email": ADDRESS})
        visitor.post("/accounts/login/", {"login": ADDRESS, "password": SECRET})
        assert visitor.get("/admin/").status_code == 200
    run_waiting_jobs()

    assert len(mail.outbox) > 0
    assert found(everywhere(log) | {"mails": mails()}, [*FINDS_YOU, OTHER_NETWORK, "2001:db8:77:77", SECRET]) == []


def test_organizer_who_searches_reads_and_answers_leaves_no_trace_of_either(db, log):
    make_network()
    visitor = Visitor()
    assert visitor.fill_in("/en/contact/write/") is None
    visitor.follow_mails()
    amina = Visitor(OTHER_NETWORK).client
    amina.force_login(make_organizer())
    message = reverse("admin:conference_contactmessage_change", args=[ContactMessage.objects.get().pk])
    outbox = reverse("admin:nisn_site_message_changelist")

    assert ADDRESS in amina.get(message).text
    assert "contact.link" in amina.get(outbox, {"q": ADDRESS}).text
    mail.outbox.clear()
    assert amina.post(message, {"answer": "We call you."}).status_code == 302
    run_waiting_jobs()
    assert [letter.to for letter in mail.outbox] == [[ADDRESS]]
    assert found(everywhere(log), [*FINDS_YOU, OTHER_NETWORK, ADDRESS, "Canary Words"]) == []


@pytest.mark.parametrize("headers", [{}, {"origin": f"https://{LAST_PAGE}"}])
def test_form_that_another_site_sends_is_refused_without_naming_that_site(db, log, headers):
    Visitor(checks_forms=True).client.post("/accounts/login/", {"login": ADDRESS}, secure=True, headers=headers)

    assert "Forbidden" in log.getvalue()
    assert found(everywhere(log), [*FINDS_YOU, ADDRESS]) == []


def test_errors_leave_nothing_behind(db, log, monkeypatch):
    def break_in_the_database(request):
        with transaction.atomic():
            make_organizer(email=request.GET["address"])
            make_organizer(email=request.GET["address"])

    def break_in_the_code(request):
        raise ValueError(f"cannot read {request.GET['address']!r} from {request.META['REMOTE_ADDR']!r}")

    for error in (break_in_the_database, break_in_the_code):
        monkeypatch.setattr("conference.frame.build_frame", error)
        assert Visitor().client.get("/en/archive/", {"address": ADDRESS}).status_code == 500

    assert re.findall(r"^[\w.]+Error(?:: .*)?$|^[\w.]+Violation: .*$", log.getvalue(), re.MULTILINE) == [
        "psycopg.errors.UniqueViolation: 23505 nisn_site_user nisn_site_user_email_key",
        "django.db.utils.IntegrityError: 23505 nisn_site_user nisn_site_user_email_key",
        "ValueError: cannot read (…)",
    ]
    assert found({"log": log.getvalue()}, [*FINDS_YOU, ADDRESS]) == []


class RefusingMailServer(BaseEmailBackend):
    """Answers as many servers do: with the address that it does not know."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({ADDRESS: (550, f"5.1.1 <{ADDRESS}>: unknown at {NETWORK}".encode())})


class BrokenMailServer(BaseEmailBackend):
    def send_messages(self, messages):
        raise RuntimeError(f"cannot send to {ADDRESS!r} from {NETWORK}")


@pytest.mark.parametrize("server", ["RefusingMailServer", "BrokenMailServer"])
def test_mail_that_fails_leaves_no_address_behind(db, settings, log, server):
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.{server}"}}
    with transaction.atomic():
        store(purpose="test", key="1", to=ADDRESS, language="en", text=Text("Hello", "Why", "Hello"), headers={})
    run_waiting_jobs()

    assert Message.objects.get().attempts == 1
    assert found(everywhere(log), [*FINDS_YOU, ADDRESS]) == []


def test_traces_are_found_wherever_they_are(db, settings, log, tmp_path):
    """The control: each place is really searched, and each way of writing is recognized."""
    settings.MEDIA_ROOT = tmp_path
    logging.getLogger("anything").info("from %s", NETWORK)
    cache.set(f"limit:{NETWORK}", 1)
    (tmp_path / "notes.bin").write_bytes(b"\xff" + NETWORK.encode())
    EmailMessage("Hello", f"You came from {NETWORK}", to=["amina@example.org"]).send()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE visits (agent bytea, network inet)")
        cursor.execute("INSERT INTO visits VALUES (%s, %s)", [BROWSER.encode(), NETWORK])

    assert found(everywhere(log) | {"mails": mails()}, [NETWORK, BROWSER]) == [
        f"log: {NETWORK}",
        f"database: {NETWORK}",
        f"database: {BROWSER}",
        f"cache: {NETWORK}",
        f"files: {NETWORK}",
        f"mails: {NETWORK}",
    ]
