from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from conference.models import Page, RecordedFact, Term, TravelOption
from conference.searching import find, index, index_where_shown
from tests.html import text_of
from tests.makers import make_announcement, make_conference, make_page, translate

pytestmark = pytest.mark.django_db


def titles(query, language="en"):
    return [entry.title for entry in find(query, language)]


def indexed(thing):
    index(thing)
    return thing


def test_find_knows_word_forms_of_the_language():
    indexed(make_page(title="Travel", body="Trains are leaving at noon."))

    assert titles("train leave") == ["Travel"]


def test_find_forgives_missing_accents():
    page = make_page(title="Travel")
    translate(page, "es", title="Viaje", body="La migración y el alojamiento.")
    indexed(page)

    assert titles("migracion", "es") == ["Viaje"]


def test_find_puts_a_hit_in_the_title_first():
    indexed(make_page(slug="one", title="Housing", body="A bed."))
    indexed(make_page(slug="two", title="Food", body="Housing is on another page."))

    assert titles("housing") == ["Housing", "Food"]


def test_find_reads_a_fallback_where_there_is_no_translation():
    indexed(make_page(title="Sanctuary", body="A place."))

    assert titles("sanctuary", "es") == ["Sanctuary"]


def test_find_reads_only_the_readers_language():
    page = make_page(title="Travel", summary="", body="Trains.")
    translate(page, "es", title="Viaje", body="Trenes.")
    indexed(page)

    assert titles("trains", "es") == []
    assert titles("trenes", "es") == ["Viaje"]


@pytest.mark.parametrize("hidden", [{"published": False}, {"publish_at": timezone.now() + timedelta(days=1)}])
def test_find_shows_nothing_unpublished(hidden):
    indexed(make_page(title="Secret", **hidden))

    assert titles("secret") == []


def test_find_shows_nothing_of_a_conference_that_is_not_on_the_site():
    indexed(make_page(title="Secret", conference=make_conference(is_public=False)))

    assert titles("secret") == []


def test_find_reads_announcements_too():
    indexed(make_announcement(title="A bus goes"))

    assert titles("bus") == ["A bus goes"]


@pytest.mark.parametrize("query", ["'", "!!!", "a & | b", "((", ":*", "\\", "%", "-", '"', "\u202e", "😀", "-" * 200])
def test_find_survives_any_query(query):
    assert titles(query) == []


def test_index_where_shown_renews_the_page_that_a_row_is_read_on():
    conference = make_conference()
    make_page(conference=conference, slug="travel", kind=Page.Kind.TRAVEL, title="Travel")
    make_page(conference=conference, slug="about", kind=Page.Kind.ABOUT, title="About")
    make_page(slug="glossary", kind=Page.Kind.GLOSSARY, title="Glossary")
    rows = [
        TravelOption.objects.create(conference=conference, section="local", title="Trolley"),
        RecordedFact.objects.create(conference=conference, label="Attendance", value="Many people"),
        Term.objects.create(slug="raid", term="Raid", meaning="Agents come."),
    ]
    for row in rows:
        index_where_shown(row)

    assert (titles("trolley"), titles("attendance"), titles("raid")) == (["Travel"], ["About"], ["Glossary"])


def test_search_page_marks_hits_and_escapes_the_rest(client):
    indexed(make_page(title="Travel", body="Take the **bus** & <walk>."))

    html = client.get(reverse("conference:search"), {"q": "bus"}).text

    assert "<mark>bus</mark>" in html
    assert "<walk>" not in html


def test_search_page_without_hits_says_so_and_keeps_the_query(client):
    answer = client.get(reverse("conference:search"), {"q": "zeppelin"})

    assert answer.status_code == 200
    assert 'value="zeppelin"' in answer.text


def test_search_page_refuses_a_query_that_is_too_long(client):
    answer = client.get(reverse("conference:search"), {"q": "x" * 201})

    assert answer.status_code == 400
    assert "x" * 201 in answer.text


def test_search_page_speaks_the_language_of_its_address(client):
    page = make_page(title="Travel")
    translate(page, "es", title="Viaje")
    indexed(page)

    with override("es"):
        url = reverse("conference:search")

    assert "Viaje" in text_of(client.get(url, {"q": "viaje"}).text)
