import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

from tests.makers import make_organizer


@pytest.fixture(autouse=True)
def fresh_process_state():
    """No test may depend on the language or the rate limits that another one left behind."""
    cache.clear()
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def amina(db):
    """An organizer who may do everything."""
    return make_organizer()


@pytest.fixture
def desk(client, amina):
    """A browser in which Amina is signed in."""
    client.force_login(amina)
    return client
