"""Kept pages: the same for everybody, never older than the last change, and there when the database is not."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.apps import apps
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conference.models import (
    Appearance,
    ContactMessage,
    ContactTopic,
    Page,
    ScheduleImport,
    SearchEntry,
    SessionPerson,
    Slot,
    Subscriber,
)  # fmt: skip
from nisn_site import page_cache
from nisn_site.kit.site_version import current_version
from tests.makers import make_conference, make_organizer, make_page, translate


@pytest.fixture(autouse=True)
def pages_are_kept(settings):
    settings.KEEP_PAGES = True


@pytest.fixture
def reader(transactional_db):
    """A visitor whose worker has not kept anything yet."""
    make_conference(is_current=True)
    return Client()


def test_page_is_made_once_and_then_costs_one_small_query(reader):
    make_page(slug="about")
    first = reader.get("/en/about/")

    with CaptureQueriesContext(connection) as queries:
        second = reader.get("/en/about/")

    assert [query["sql"] for query in queries] == ["SELECT number FROM site_version"]
    assert (second.content, second.headers) == (first.content, first.headers)


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.save(),
        lambda page: Page.objects.update(body_html="<p>In bulk</p>"),
        lambda page: translate(page, "es", title="Quiénes"),
        lambda page: connection.cursor().execute("UPDATE conference_page SET title = 'By hand'"),
        lambda page: make_page(slug="another"),
        lambda page: page.delete(),
    ],
    ids=["save", "bulk", "translation", "raw sql", "new page", "deletion"],
)
def test_any_change_is_seen_at_once(reader, change):
    page = make_page(slug="about")
    reader.get("/en/about/")
    before = current_version()

    change(page)

    assert current_version() > before
    with CaptureQueriesContext(connection) as queries:
        reader.get("/en/about/")
    assert len(queries) > 1


def test_every_table_that_readers_see_moves_the_version(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'moves_site_version'")
        watched = {name for (name,) in cursor.fetchall()}

    # Shown where nothing is kept: in the search, on the contact form, to one newsletter reader.
    elsewhere = {SearchEntry, ContactMessage, ContactTopic, Subscriber, ScheduleImport}
    # Readers see the slots and people of a release, whose own row moves the version.
    elsewhere |= {Slot, Appearance, SessionPerson}
    shown = {model._meta.db_table for model in set(apps.get_app_config("conference").get_models()) - elsewhere}
    assert shown <= watched


def test_change_that_was_rolled_back_moves_nothing(reader):
    before = current_version()
    with transaction.atomic():
        make_page(slug="never")
        transaction.set_rollback(True)

    assert current_version() == before


def test_page_kept_while_a_change_waits_for_its_commit_is_not_shown_after_it(reader):
    """The race: a reader comes between an organizer's write and its commit."""
    page = make_page(slug="about", body="Old")
    written, kept = Event(), Event()

    def organizer():
        with transaction.atomic():
            page.body = "New"
            page.save()
            written.set()
            kept.wait(5)
        connection.close()

    thread = Thread(target=organizer)
    thread.start()
    written.wait(5)
    assert "Old" in reader.get("/en/about/").text
    kept.set()
    thread.join()

    assert "New" in reader.get("/en/about/").text


def test_text_that_waited_for_its_hour_appears_in_half_a_minute(reader, monkeypatch):
    soon = timezone.now() + timedelta(seconds=10)
    make_page(slug="later", title="At last", publish_at=soon, in_menu=True)
    assert "At last" not in reader.get("/en/").text

    monkeypatch.setattr("django.utils.timezone.now", lambda: soon)
    monkeypatch.setattr(page_cache, "LONGEST_SECONDS", 0)

    assert "At last" in reader.get("/en/").text


def test_kept_page_is_shown_while_the_database_is_away(reader, monkeypatch):
    make_page(slug="about", body="Still here")
    reader.get("/en/about/")

    def away():
        raise OperationalError("gone")

    monkeypatch.setattr(page_cache, "current_version", away)

    assert "Still here" in reader.get("/en/about/").text


@pytest.mark.parametrize("path", ["/en/nowhere/", "/en/search/?q=x", "/admin/", "/robots.txt"])
def test_only_finished_public_pages_are_kept(reader, path):
    reader.get(path)

    with CaptureQueriesContext(connection) as queries:
        reader.get(path)
    assert [query["sql"] for query in queries] != ["SELECT number FROM site_version"]


def test_signed_in_organizer_gets_a_fresh_page(reader):
    organizer = make_organizer()
    reader.get("/en/")
    reader.force_login(organizer)

    with CaptureQueriesContext(connection) as queries:
        reader.get("/en/")
    assert len(queries) > 1


def kept(content: str = "page") -> page_cache.KeptPage:
    return page_cache.KeptPage(version=1, made_at=0, content=content.encode(), headers={})


def test_shelf_forgets_what_was_not_read_for_long(monkeypatch):
    monkeypatch.setattr(page_cache, "MOST_PAGES", 2)
    shelf = page_cache.Shelf()
    for path in ("/en/a/", "/en/b/"):
        shelf.put(path, kept())
    shelf.get("/en/a/")

    shelf.put("/en/c/", kept())

    assert list(shelf.pages) == ["/en/a/", "/en/c/"]


def test_shelf_makes_room_for_long_pages(monkeypatch):
    monkeypatch.setattr(page_cache, "MOST_BYTES", 10)
    shelf = page_cache.Shelf()
    shelf.put("/en/a/", kept("four"))
    shelf.put("/en/b/", kept("four"))

    shelf.put("/en/b/", kept("seven 7"))

    assert list(shelf.pages) == ["/en/b/"]
    assert shelf.bytes == 7
