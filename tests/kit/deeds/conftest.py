import pytest

from conference.models import ContactTopic
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
