"""Lists cost the same number of queries however long they are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conference.models import (
    Action,
    Announcement,
    HousingOption,
    MainPage,
    Page,
    PhoneLine,
    RecordedFact,
    Term,
    TravelOption,
)  # fmt: skip
from tests.makers import make_announcement, make_conference, make_page

MOST_QUERIES = 6
MOST_QUERIES_OF_A_MAIN_PAGE = 7  # one asks whether the conference has adopted something


def fill(count: int, *, start: int = 0) -> None:
    """Rows of every kind that a public page lists, all in a language that needs a translation."""
    conference = make_conference(is_current=True) if not start else Page.objects.filter(kind="about").get().conference
    if not start:
        main = MainPage.objects.create(conference=conference, phase="open", heading="Come")
        Action.objects.create(main_page=main, label="Go", target="news/")
        for kind in ("about", "travel"):
            make_page(conference=conference, slug=kind, kind=kind)
        for kind in ("contact", "glossary"):
            make_page(slug=kind, kind=kind)
    for number in range(start, count):
        PhoneLine.objects.create(network=conference.network, place=f"Town {number}", number="(202) 555-0100")
        RecordedFact.objects.create(conference=conference, label=f"Fact {number}", value="Known")
        TravelOption.objects.create(conference=conference, section="local", title=f"Bus {number}")
        HousingOption.objects.create(conference=conference, name=f"House {number}", kind="Hostel")
        Term.objects.create(slug=f"term-{number}", term=f"Term {number}", meaning="A word")
        make_announcement(conference=conference, slug=f"news-{number}")
        make_page(slug=f"page-{number}", title=f"Page {number}")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "2007/about/", "2007/travel/", "contact/", "glossary/", "news/", "search/?q=bus"])
def test_page_costs_the_same_queries_with_one_and_thirty_rows(client, path):
    fill(1)
    client.get(f"/es/{path}")
    with CaptureQueriesContext(connection) as with_one:
        assert client.get(f"/es/{path}").status_code == 200
    fill(30, start=1)

    with CaptureQueriesContext(connection) as with_thirty:
        assert client.get(f"/es/{path}").status_code == 200

    most = MOST_QUERIES if path else MOST_QUERIES_OF_A_MAIN_PAGE
    assert len(with_thirty) == len(with_one) <= most
    assert Announcement.objects.count() == 30


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "news/", "archive/", "search/", "sitemap.xml", "news/feed/"])
def test_empty_site_answers_kindly(client, path):
    url = f"/{path}" if path == "sitemap.xml" else f"/en/{path}"

    assert client.get(url).status_code == 200
