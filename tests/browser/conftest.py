"""Real Chromium on the real pages. Run with `python3 dev.py test tests/browser`; the other tests leave these out.

The demo content is committed once for the whole run, since the server's threads have connections of their own.
"""

import os
import shutil
from pathlib import Path

import axe_playwright_python
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.makers import make_organizer

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in this thread

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-quic",
]  # fmt: skip
expect.set_options(timeout=10_000)  # as long as a press waits; a loaded machine brings a page late
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()


def pytest_collection_modifyitems(items):
    """Without this mark pytest-django makes no test database, and the content would go into the real one."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.django_db)
    # Who signs in changes what the pages say, and nothing is taken back in between: that comes last.
    items.sort(key=lambda item: "browser" in item.path.parts and "sign_in" in item.fixturenames)


@pytest.fixture(scope="session")
def site(django_db_setup, django_db_blocker):
    """The address of a server on the demo content, with an organizer whose password is known."""
    with django_db_blocker.unblock():
        clear_content()
        call_command("load_demo", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        make_organizer()
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()
        clear_content()


def clear_content() -> None:
    """Empty every table of ours; what is published for good lets nobody else do that."""
    assert connection.settings_dict["NAME"].startswith("test_"), "this must never touch a real database"
    labels = ("conference", "campaigns", "nisn_site")
    tables = [model._meta.db_table for label in labels for model in apps.get_app_config(label).get_models()]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # without the triggers that would refuse
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium")
    if path is None:
        reason = "Chromium is not installed (apt install chromium)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        connection.close()  # while Playwright's loop runs, Django keeps another one for this thread
        browser.close()


@pytest.fixture
def visit(chromium, site):
    """Open pages: `visit(path, width=360, …)` gives a loaded page of a fresh browser context with those options."""
    contexts = []

    def open_page(path="/en/", *, width=360, height=740, scripts=True, **options):
        context = chromium.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(visit):
    """Sign the organizer in as she does it herself: `sign_in(scripts=False, …)` gives her page, with options of `visit`."""

    def sign_in(**options):
        page = visit("/admin/", locale="en-US", **options)
        page.fill("[name=login]", "amina@example.org")
        page.fill("[name=password]", "correct horse")
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/admin/")
        return page

    return sign_in


@pytest.fixture
def desk(sign_in):
    """A phone on which the organizer is signed in."""
    return sign_in()
