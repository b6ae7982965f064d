import pytest

from conference.models import ContactMessage, ContactTopic
from nisn_site.kit.outbox.messages import Message
from tests.deeds import Sender
from tests.makers import make_conference

FORM = "/en/contact/write/"


@pytest.fixture
def place(db):
    """Contact us, the smallest of the forms: an address may be given, and need not be."""
    make_conference(is_current=True)
    return ContactTopic.objects.create(name="Housing")


@pytest.fixture
def ben(place):
    return Sender()


def links():
    return Message.objects.filter(purpose="contact.link")


def sent(ben, **typed):
    answer = ben.send(FORM, **{"message": "Is there a bed?", "address": "ben@example.org"} | typed)
    assert answer.status_code == 303
    return ContactMessage.objects.latest("pk")


def stage_of(message) -> str:
    message.refresh_from_db()
    return message.stage
