import gc
from contextlib import contextmanager
from importlib import import_module

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.utils import translation

from tests.deeds import forget_counts
from tests.jobs import forget_jobs, run_waiting_jobs
from tests.makers import make_organizer
from tests.rows import put_rows, take_rows

# The same examples on every run, however slow the machine: what fails is the change's own doing. To look for new ones:
# `--hypothesis-profile=default --hypothesis-seed=N`.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.load_profile("same")


def pytest_ignore_collect(collection_path, config):
    """The browser's tests run only when asked for by name: they need Chromium and minutes."""
    asked_for = any("browser" in str(argument) for argument in config.args)
    return True if collection_path.name == "browser" and not asked_for else None


def pytest_collection_finish():
    """Read the addresses while DEBUG is still on, so that those for development are tested as well."""
    import_module("nisn_site.urls")
    gc.freeze()  # six thousand tests stay to the end: looking through them for garbage takes ten seconds


@pytest.fixture(autouse=True)
def fresh_process_state():
    """No test may depend on the language or the rate limits that another one left behind."""
    cache.clear()
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def no_jobs_left_behind(request):
    yield
    marker = request.node.get_closest_marker("django_db")
    if (marker and marker.kwargs.get("transaction")) or "transactional_db" in request.fixturenames:
        request.getfixturevalue("django_db_blocker").unblock()
        forget_jobs()
        forget_counts()
        request.getfixturevalue("django_db_blocker").restore()


@pytest.fixture
def run_jobs(db):
    """Does what waits in the background: `run_jobs()`, or `run_jobs(now=moment)` for what is due by then."""
    return run_waiting_jobs


@pytest.fixture(scope="session")
def demo_rows(django_db_setup, django_db_blocker):
    """What `load_demo` stores, as rows."""
    with content_of_a_file(django_db_blocker), django_db_blocker.unblock():
        call_command("load_demo", verbosity=0)
        return take_rows()


@pytest.fixture(scope="module")
def demo(demo_rows, django_db_blocker):
    """The demo content, there for all tests of a file and rolled back after them."""
    with content_of_a_file(django_db_blocker):
        with django_db_blocker.unblock():
            put_rows(demo_rows)
        yield


@contextmanager
def content_of_a_file(django_db_blocker):
    """What is stored inside is there for all tests of a file, and rolled back after them."""
    with django_db_blocker.unblock():
        content = transaction.atomic()
        content.__enter__()
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        content.__exit__(None, None, None)


@pytest.fixture
def amina(db):
    """An organizer who may do everything."""
    return make_organizer()


@pytest.fixture
def desk(client, amina):
    """A browser in which Amina is signed in."""
    client.force_login(amina)
    return client
