import pytest
from django.core.management import call_command

from conference.models import Announcement, Conference, Page, Picture, TravelOption
from conference.searching import find
from nisn_site.kit.translation_gaps import gaps
from tests.html import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(demo, db):
    """Loaded once for the file; what a test changes is rolled back after it."""


def test_load_demo_twice_adds_nothing(loaded):
    counts = [model.objects.count() for model in (Conference, Page, TravelOption, Announcement, Picture)]

    call_command("load_demo", verbosity=0)

    assert [model.objects.count() for model in (Conference, Page, TravelOption, Announcement, Picture)] == counts


def test_load_demo_never_overwrites_an_organizers_edit(loaded):
    page = Page.objects.get(conference__slug="2007", slug="travel")
    page.title = "Come by train"
    page.save()
    TravelOption.objects.filter(conference__slug="2007").delete()

    call_command("load_demo", verbosity=0)

    assert Page.objects.get(pk=page.pk).title == "Come by train"
    assert not TravelOption.objects.filter(conference__slug="2007").exists()


def test_demo_has_three_conferences_and_2007_is_current(loaded):
    assert {conference.slug: conference.is_current for conference in Conference.objects.all()} == {
        "2006": False,
        "2007": True,
        "2009": False,
    }


def test_demo_is_complete_in_spanish(loaded):
    assert gaps("es") == []


@pytest.mark.parametrize(("query", "language"), [("sanctuary", "en"), ("moratoria", "es"), ("Richmond", "en")])
def test_demo_can_be_searched(loaded, query, language):
    assert find(query, language)


def test_archive_says_what_is_not_known_and_where_the_rest_was_read(loaded, client):
    words = text_of(client.get("/en/2006/about/").text)

    assert "We have no record of this" in words
    assert "/2006Conference/index.html" in words


def test_archive_page_leads_to_the_current_conference(loaded, client):
    words = text_of(client.get("/en/2006/travel/").text)

    assert "This is the 2006 conference. See 2007" in words


def test_current_conference_has_no_archive_banner(loaded, client):
    assert "This is the 2007 conference" not in text_of(client.get("/en/2007/travel/").text)


@pytest.mark.parametrize("phase", ["before", "open", "now", "after"])
def test_main_page_speaks_by_phase(loaded, client, phase):
    conference = Conference.objects.get(slug="2007")
    conference.phase = phase
    conference.save()

    words = text_of(client.get("/en/").text)

    assert conference.main_pages.get(phase=phase).heading in words


def test_invented_lines_carry_a_visible_mark(loaded, client):
    samples = TravelOption.objects.filter(conference__slug="2007", is_sample=True).count()

    assert samples
    assert client.get("/en/2007/travel/").text.count("Sample</") >= samples
