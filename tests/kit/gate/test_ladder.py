"""From the mildest step up: count, hold for a person, turn away with the text given back."""

import time
from uuid import uuid4

import pytest
from django.db import connection
from django.test import RequestFactory

from conference.contact.pages import contact
from conference.models import ContactMessage
from nisn_site.kit.gate.counting import HOUR, TEN_MINUTES
from nisn_site.kit.gate.hall import hall_pass, is_open
from nisn_site.kit.gate.ladder import TURNED_AWAY, Limits, Reason, Verdict, is_under_attack, judge, reason_in
from nisn_site.kit.gate.ticket import Ticket
from nisn_site.kit.gate.work import find_proof, is_proof
from nisn_site.kit.outbox.messages import Message
from tests.deeds import Sender, form_values
from tests.makers import make_conference

FORM = "/en/contact/write/"
FINE, USUAL = Verdict(), Limits()
pytestmark = pytest.mark.django_db


def come(*, network="198.51.100.7", address="", limits=USUAL, texts=(), hall="", work="", ticket=None) -> Verdict:
    """One more valid form; without an address of their own everybody has another one."""
    request = RequestFactory().post("/", REMOTE_ADDR=network)
    ticket = ticket or Ticket(uuid4(), "stamp", hall=hall, work=work)
    address = address or f"{uuid4()}@{uuid4()}.example"
    return judge(request, purpose="test", limits=limits, ticket=ticket, address=address, texts=texts)


def set_counts(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE gate_count SET number = %s", [number])


def test_thirty_from_one_network_pass_and_the_next_are_held():
    verdicts = [come() for _ in range(32)]

    assert verdicts == [FINE] * 30 + [Verdict(Reason.BUSY_NETWORK, may_mail=False)] * 2
    assert come(network="198.51.100.8") == FINE


def test_nobody_is_turned_away_before_five_hundred():
    limits = Limits(network=0)
    verdicts = [come(limits=limits) for _ in range(501)]

    assert [verdict.is_refused for verdict in verdicts] == [False] * 500 + [True]


def test_three_hundred_people_of_one_hall_pass():
    hall = hall_pass("test", hours=3)

    assert [come(hall=hall) for _ in range(300)] == [FINE] * 300
    assert [come(hall="made up") for _ in range(31)][-1].held_for == Reason.BUSY_NETWORK


def test_hall_has_its_hours_and_its_form():
    assert is_open(hall_pass("test", hours=3), "test")
    assert not is_open(hall_pass("test", hours=3, now=time.time() - 3 * 3_600 - 1), "test")
    assert not is_open(hall_pass("test", hours=99, now=time.time() - 17 * 3_600), "test")
    assert not is_open(hall_pass("other", hours=3), "test")
    assert [is_open(word, "test") for word in ("", "x", "x~y", "1~", "9" * 5_000)] == [False] * 5


def test_three_mails_a_day_to_one_address_in_any_spelling():
    addresses = ["ben@example.org"] * 3 + ["ben@example.org", "dao@example.org"]

    assert [come(address=address).may_mail for address in addresses] == [True, True, True, False, True]


def test_mails_to_one_mail_service_are_capped():
    limits = Limits(network=100, domain=5)
    verdicts = [come(address=f"{number}@example.org", limits=limits) for number in range(7)]

    assert [verdict.held_for for verdict in verdicts] == [""] * 5 + [Reason.MANY_MAILS] * 2
    assert come(address="a@example.net", limits=limits) == FINE


@pytest.mark.parametrize(
    ("texts", "is_fine"),
    [
        ([], True),
        (["See www.a.example"], True),
        (["https://a.example HTTP://b.example"], True),
        (["[a](https://a.example) https://", "WWW.b.example"], False),
        (["http://" * 3], False),
    ],
)
def test_links_are_counted_in_all_texts(texts, is_fine):
    assert (reason_in(texts, USUAL) == "") is is_fine


def test_more_than_two_links_wait_for_a_person_but_may_be_confirmed():
    assert come(texts=["https://a.example www.b.example"]) == FINE
    assert come(texts=["https://a.example", "www.b.example http://c.example"]) == Verdict(Reason.MANY_LINKS)


# -- under attack ------------------------------------------------------------------------------------------------------

ATTACKED = Limits(network=10_000, network_most=10_000, attack=5, attack_mails=3, held=4)


def test_attack_is_seen_by_all_who_come():
    assert not is_under_attack("test", ATTACKED)
    for _ in range(5):
        come(limits=ATTACKED)

    assert is_under_attack("test", ATTACKED)
    assert not is_under_attack("other", ATTACKED)


def test_under_attack_mails_are_rationed_for_all_without_a_proof():
    verdicts = [come(limits=ATTACKED) for _ in range(10)]

    assert [verdict.held_for for verdict in verdicts] == [""] * 8 + [Reason.MANY_MAILS] * 2


def test_under_attack_who_has_a_proof_comes_as_ever():
    for _ in range(12):
        come(limits=ATTACKED)
    stamp = "any"

    verdict = come(limits=ATTACKED, ticket=Ticket(uuid4(), stamp, work=find_proof(stamp)))

    assert verdict == FINE


def test_more_than_anybody_could_look_at_is_turned_away():
    verdicts = [come(limits=ATTACKED) for _ in range(15)]

    assert [verdict == TURNED_AWAY for verdict in verdicts] == [False] * 12 + [True] * 3


def test_proof_belongs_to_one_form():
    number = find_proof("stamp one")

    assert is_proof(number, "stamp one")
    wrong = [is_proof(number, f"stamp {other}") for other in range(20)]
    assert sum(wrong) < 5  # one in 128 fits by chance


@pytest.mark.parametrize("number", ["", "-1", "1e3", "٣", " 1", "9" * 10, "x" * 10_000, "0x1"])
def test_what_is_no_number_proves_nothing(number):
    assert not is_proof(number, "stamp")


# -- as visitors see it --------------------------------------------------------------------------------------------------


@pytest.fixture
def ben(db):
    make_conference(is_current=True)
    return Sender()


def test_form_asks_for_work_only_while_it_is_under_attack(ben, monkeypatch):
    assert 'name="work"' not in ben.get(FORM).text

    monkeypatch.setattr(contact, "limits", Limits(attack=1))
    ben.send(FORM, message="Hi", address="ben@example.org")

    page = ben.get(FORM).text
    assert '<input type="hidden" name="work" data-zeros="7" data-rounds="3000">' in page
    assert "js/work.js" in page


def test_who_is_turned_away_keeps_the_text(ben, monkeypatch):
    monkeypatch.setattr(contact, "limits", Limits(network=0, network_most=0))

    page = ben.send(FORM, message="Hi", address="ben@example.org")

    assert page.status_code == 429
    assert "Your text is still here" in page.text
    assert form_values(page.text).items() >= {"message": "Hi", "address": "ben@example.org"}.items()


def test_who_is_held_because_of_others_learns_that_a_mail_comes_later(ben, monkeypatch):
    monkeypatch.setattr(contact, "limits", Limits(network=0))

    page = ben.get(ben.send(FORM, message="Hi", address="ben@example.org").headers["Location"])

    assert "a volunteer looks first. Then you get our mail" in page.text
    assert ContactMessage.objects.get().held_for == Reason.BUSY_NETWORK
    assert not Message.objects.exists()


def test_laptop_in_a_hall_leads_from_one_person_to_the_next(ben, monkeypatch):
    monkeypatch.setattr(contact, "limits", Limits(network=0))
    form = f"{FORM}?hall={hall_pass('contact', hours=2)}"

    for number in range(3):
        page = ben.get(ben.send(form, message=f"Hi {number}", address=f"{number}@example.org").headers["Location"])
        assert f'href="{form}"'.replace("~", "%7E") in page.text.replace("~", "%7E")

    assert [row.stage for row in ContactMessage.objects.all()] == ["unconfirmed"] * 3


def test_hall_address_that_is_over_or_made_up_shows_the_usual_form(ben):
    for word in ("x", hall_pass("contact", hours=1, now=time.time() - 4_000)):
        assert 'name="hall"' not in ben.get(f"{FORM}?hall={word}").text


def test_form_that_comes_again_is_not_counted_again(ben, monkeypatch):
    monkeypatch.setattr(contact, "limits", Limits(network=1))
    values = ben.open(FORM) | {"message": "Hi", "address": "ben@example.org"}

    assert len({ben.post(FORM, values).headers["Location"] for _ in range(4)}) == 1


def test_lengths_of_time_are_whole_parts_of_a_day():
    assert 86_400 % HOUR == 86_400 % TEN_MINUTES == 0
