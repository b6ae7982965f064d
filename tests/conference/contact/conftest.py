import pytest

from conference.models import ContactTopic
from tests.makers import make_conference, make_network


@pytest.fixture
def topic(db, amina):
    make_network(email="office@example.org")
    make_conference(is_current=True)
    topic = ContactTopic.objects.create(name="Housing")
    topic.recipients.add(amina)
    return topic
