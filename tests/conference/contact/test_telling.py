"""Organizers hear of every message by mail, and read none there."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from conference.contact.answering import answer
from conference.contact.telling import recipients
from conference.models import ContactMessage, Network
from nisn_site.kit.outbox.messages import Message
from tests.deeds import Sender

from .makers import FORM, LIST, mails, make_message

pytestmark = pytest.mark.django_db


def test_organizers_of_the_topic_are_told_when_the_address_is_confirmed(topic):
    ben = Sender()
    ben.send(FORM, message="Secret words", address="ben@example.org", topic_id=str(topic.pk))
    assert mails("notice") == []

    ben.confirm()

    assert [mail.recipient for mail in mails("notice")] == ["amina@example.org"]


def test_notice_holds_no_word_of_the_message(topic):
    Sender().send(FORM, message="Secret words", name="Secret name", topic_id=str(topic.pk))

    [notice] = mails("notice")
    assert "Housing" in notice.text
    assert LIST in notice.text
    assert "Secret" not in notice.subject + notice.text + notice.headers


def test_many_messages_at_once_are_one_notice(topic):
    for number in range(5):
        Sender().send(FORM, message=f"Help {number}", topic_id=str(topic.pk))

    assert len(mails("notice")) == 1


def test_messages_after_the_notice_are_told_together_when_the_hour_is_over(topic):
    Sender().send(FORM, message="Help", topic_id=str(topic.pk))
    Message.objects.update(state="sent", sent_at=timezone.now())
    for number in range(3):
        Sender().send(FORM, message=f"Help {number}", topic_id=str(topic.pk))

    _first, later = mails("notice")
    assert (later.recipient, later.state) == ("amina@example.org", "waiting")
    assert timedelta() < later.next_try_at - timezone.now() <= timedelta(hours=1)


@pytest.mark.parametrize("address", ["amina@localhost", '"amina"@example.org'])
def test_organizer_to_whom_no_mail_can_be_written_loses_no_message(topic, amina, address):
    amina.email = address
    amina.save()

    Sender().send(FORM, message="Help", topic_id=str(topic.pk))
    assert [mail.recipient for mail in mails("notice")] == ["office@example.org"]

    Network.objects.update(email=address)
    assert Sender().send(FORM, message="Help us", topic_id=str(topic.pk)).status_code == 303
    answer(message_id=make_message().pk, text="Yes", by=amina)
    assert ContactMessage.objects.count() == 3


def test_network_may_only_have_an_address_to_which_mail_can_be_written(topic):
    network = Network.objects.get()
    network.email = "office@localhost"

    with pytest.raises(ValidationError, match="a name such as"):
        network.full_clean()


def test_topic_without_organizers_is_told_to_the_network(topic, amina):
    assert recipients(topic) == ["amina@example.org"]

    amina.is_active = False
    amina.save()

    assert recipients(topic) == recipients(None) == ["office@example.org"]


def test_flood_from_one_network_is_not_told(topic, monkeypatch):
    from conference.contact.pages import contact
    from nisn_site.kit.gate.ladder import Limits

    monkeypatch.setattr(contact, "limits", Limits(network=0))
    Sender().send(FORM, message="Help")

    assert mails("notice") == []
