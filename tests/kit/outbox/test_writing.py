import json
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from nisn_site.kit.outbox.failures import Failure
from nisn_site.kit.outbox.links import absolute
from nisn_site.kit.outbox.messages import Message, State
from nisn_site.kit.outbox.stopping import resume_mailings, stop_mailings
from nisn_site.kit.outbox.writing import Unsubscribe, queue_mail
from nisn_site.kit.privacy.ciphers import address_index
from tests.jobs import waiting_jobs
from tests.makers import make_network

from .makers import BEN, make_mail

UNSUBSCRIBE = Unsubscribe(f"https://example.org/en/newsletter/stop/{'Tok3n' * 20}/")
HOSTILE = [
    "Hello\r\nBcc: everybody@example.org",
    "Hello\nReason: forged\n\nforged text",
    "Hello\x00\x0b\x0c\x1b[31m\x85\u2028\u2029end",
    "Hello\r\n\r\n<script>alert(1)</script>",
    "\n\n\n{% now 'Y' %}{{ settings.SECRET_KEY }}",
    "ש" * 500,
    "=?utf-8?q?=0ABcc=3A?=",
]


@pytest.fixture(autouse=True)
def network(db):
    return make_network(postal_address="P.O. Box 7\nRichmond, VA")


def parsed(number=-1):
    return message_from_bytes(mail.outbox[number].message().as_bytes(), policy=policy.default)


# -- the row ---------------------------------------------------------------------------------------------------------


def test_mail_is_a_row_and_a_job_of_the_same_transaction():
    with transaction.atomic():
        make_mail(key="1")
        transaction.set_rollback(True)
    assert (Message.objects.count(), waiting_jobs()) == (0, [])

    make_mail(key="1")
    assert (Message.objects.count(), waiting_jobs()) == (1, [("mail.send", {})])


@pytest.mark.django_db(transaction=True)
def test_mail_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="transaction of its cause"):
        queue_mail(purpose="test", key="1", to=BEN, language="en", template="test_plain", context={})


def test_mail_of_the_same_cause_is_written_and_sent_once(run_jobs):
    first, second = make_mail(key="1", text="First"), make_mail(key="1", text="Second", to="chika@example.org")
    run_jobs()
    third = make_mail(key="1", text="Third")
    run_jobs()

    assert first == second == third
    assert [letter.to for letter in mail.outbox] == [[BEN]]


def test_mail_is_sealed_in_the_database():
    make_mail(text="Your token is abc123", subject="For Ben", reply_to="amina@example.org")

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(m)::text FROM nisn_site_message m")
        row = cursor.fetchone()[0]
    sealed = json.loads(row)
    for name in ("recipient", "subject", "text", "headers"):
        clear = bytes.fromhex(sealed[name].removeprefix("\\x"))
        assert not any(word in clear for word in (b"ben", b"Ben", b"abc123", b"amina")), name
    assert not any(word in row for word in ("ben@", "For Ben", "abc123", "amina"))


@pytest.mark.parametrize(("purpose", "key"), [("test", "ben@example.org"), ("Ben Smith", "1"), ("test", "")])
def test_cause_of_a_mail_can_name_nobody(purpose, key):
    with pytest.raises(IntegrityError, match="message_cause_is_no_address"), transaction.atomic():
        make_mail(purpose=purpose, key=key)


def test_mail_to_nonsense_is_refused():
    with pytest.raises(ValidationError):
        make_mail(to="ben@example.org\nBcc: all@example.org")


def test_mail_for_later_waits_until_then(run_jobs):
    tomorrow = timezone.now() + timedelta(days=1)
    message = make_mail(not_before=tomorrow)

    assert run_jobs() == []
    message.refresh_from_db()
    assert (message.state, message.next_try_at) == (State.WAITING, tomorrow)


# -- the words -------------------------------------------------------------------------------------------------------


def test_mail_says_in_the_readers_language_what_why_and_from_whom(run_jobs):
    values = {"purpose": "test", "to": BEN, "template": "test_letter"}
    with transaction.atomic():
        queue_mail(key="1", language="es", context={"name": "<Ben> & Co", "link": absolute("/es/x/")}, **values)
    run_jobs()

    letter = mail.outbox[0]
    assert letter.subject == "Correo electrónico <Ben> & Co"
    assert letter.body == (
        "Dear <Ben> & Co,\n\nhttp://127.0.0.1:8000/es/x/\n\n-- \n"
        "You get this because you are <Ben> & Co.\n\nNetwork of Solidarity\nP.O. Box 7\nRichmond, VA\n"
    )
    html = letter.alternatives[0].content
    assert '<html lang="es" dir="ltr">' in html
    assert "<p>Dear &lt;Ben&gt; &amp; Co</p>" in html
    assert [part.get_content_type() for part in parsed().iter_parts()] == ["text/plain", "text/html"]


def test_mail_in_arabic_runs_from_right_to_left(run_jobs):
    make_mail(language="ar", text="مرحبا\n12 مرحبا\nhttps://example.org/ar/\nBen مرحبا")
    run_jobs()

    assert mail.outbox[0].body.startswith("مرحبا\n\u200f12 مرحبا\nhttps://example.org/ar/\n\u200fBen مرحبا\n")
    assert parsed()["Content-Language"] == "ar"


def test_mail_in_a_language_the_site_does_not_speak_comes_in_its_first():
    assert make_mail(language="xx").language == "en"


def test_template_without_a_reason_is_refused():
    with pytest.raises(ValueError, match="lacks its subject, its reason or its text"):
        make_mail(template="test_without_reason")


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "en/", ""])
def test_link_in_a_mail_leads_to_this_site(path):
    with pytest.raises(ValueError, match="leads to this site"):
        absolute(path)


# -- the headers -----------------------------------------------------------------------------------------------------


def test_headers_of_a_personal_mail(run_jobs):
    message = make_mail(reply_to="Amina@example.org")
    run_jobs()

    headers = {name: value for name, value in parsed().items() if name not in {"Date", "MIME-Version"}}
    assert headers == {
        "Subject": "Hello", "From": "Network of Solidarity <site@example.org>", "To": BEN,
        "Reply-To": "amina@example.org", "Message-ID": message.message_id, "Content-Language": "en",
        "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All",
        "Content-Type": 'text/plain; charset="utf-8"', "Content-Transfer-Encoding": "7bit",
    }  # fmt: skip


def test_letter_of_a_person_does_not_call_itself_automatic(run_jobs):
    make_mail(is_automatic=False)
    run_jobs()

    assert "Auto-Submitted" not in parsed()


def test_mailing_can_be_ended_with_one_click(run_jobs):
    make_mail(mailing=UNSUBSCRIBE, purpose="newsletter:issue")
    run_jobs()

    lines = mail.outbox[0].message().as_bytes().decode().splitlines()
    assert f"List-Unsubscribe: <{UNSUBSCRIBE.url}>" in lines  # folded or encoded, no mail program would understand it
    assert parsed()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert parsed()["List-Id"] == "<newsletter.issue.example.org>"
    assert f"open this page:\n{UNSUBSCRIBE.url}\n" in mail.outbox[0].body


@pytest.mark.parametrize("words", HOSTILE, ids=repr)
def test_words_of_a_visitor_add_no_header_and_no_part(run_jobs, words):
    make_mail(subject=words, text=words)
    run_jobs()

    letter = parsed()
    assert sorted(letter.keys()) == sorted(
        ["Subject", "From", "To", "Date", "Message-ID", "Content-Language", "Auto-Submitted",
         "X-Auto-Response-Suppress", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]
    )  # fmt: skip
    assert letter["To"] == BEN
    assert "You asked for it." in letter.get_content()
    assert not any(control in mail.outbox[0].subject + mail.outbox[0].body for control in "\x00\x0b\x0c\x1b\x85\u2028")


# -- stopped addresses -----------------------------------------------------------------------------------------------


def test_mailing_to_a_stopped_address_is_not_sent_but_a_personal_mail_is(run_jobs):
    stop_mailings(address_index(BEN), Failure.BOUNCED)
    mailing, personal = make_mail(key="1", mailing=UNSUBSCRIBE), make_mail(key="2")
    run_jobs()

    assert (mailing.state, mailing.failure) == (State.CANCELLED, Failure.STOPPED)
    assert [letter.extra_headers["Message-ID"] for letter in mail.outbox] == [personal.message_id]


def test_mailings_begin_again_when_the_reader_says_so(run_jobs):
    stop_mailings(address_index(BEN), Failure.BOUNCED)
    resume_mailings("BEN@example.org")
    make_mail(mailing=UNSUBSCRIBE)
    run_jobs()

    assert len(mail.outbox) == 1
