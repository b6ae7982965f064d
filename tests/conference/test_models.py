"""Rules that are always true: each is refused in a volunteer's words by the form, and by the database itself."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from conference.models import Action, MainPage, Network, Page, PhoneLine, Picture, RecordedFact, SearchEntry, Venue
from tests.makers import make_announcement, make_conference, make_main_page, make_network, make_page

pytestmark = pytest.mark.django_db


def refused(thing, words: str) -> None:
    """Both doors are shut: validation says why, and the database refuses a save that skips it."""
    with pytest.raises(ValidationError, match=words):
        thing.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        thing.save()


def test_conference_cannot_end_before_it_starts():
    conference = make_conference()
    conference.ends_on = date(2007, 7, 1)
    refused(conference, "last day is before the first")


@pytest.mark.parametrize("slug", ["07", "richmond", "2007_fall", "2007-", "20077"])
def test_conference_address_starts_with_a_year(slug):
    conference = make_conference()
    conference.slug = slug
    refused(conference, "four digits")


def test_only_one_conference_is_current():
    make_conference(slug="2007", is_current=True)
    other = make_conference(slug="2009")
    other.is_current = True
    refused(other, "Another conference is the current one")


def test_current_conference_is_on_the_site():
    conference = make_conference(is_current=True)
    conference.is_public = False
    refused(conference, "must be on the site")


def test_conference_time_zone_must_be_known():
    conference = make_conference()
    conference.time_zone = "Mars/Olympus"
    with pytest.raises(ValidationError, match="do not know this time zone"):
        conference.full_clean()


def test_conference_has_one_main_page_a_phase():
    page = make_main_page(conference=make_conference())
    refused(MainPage(conference=page.conference, phase=page.phase, heading="Again"), "already has a main page")


@pytest.mark.parametrize(
    "target", ["2007/travel/", "contact/", "https://example.org/x?y=1", "news/#top", "archive/?page=2"]
)
def test_action_may_lead_to_a_page_or_a_full_address(target):
    action = Action(main_page=make_main_page(conference=make_conference()), label="Go", target=target)
    action.full_clean()
    action.save()


@pytest.mark.parametrize(
    "target", ["http://example.org/", "//evil.example/", "javascript:alert(1)", "/en/2007/", "contact", "https:///x"]
)
def test_action_may_not_lead_anywhere_else(target):
    page = make_main_page(conference=make_conference())
    refused(Action(main_page=page, label="Go", target=target), "starts with https://")


@pytest.mark.parametrize("slug", ["news", "archive", "search", "style", "2007", "-x", "Über"])
def test_page_address_is_a_free_word(slug):
    page = make_page()
    page.slug = slug
    refused(page, "small letters|valid “slug”")


def test_page_address_is_taken_once_in_a_conference():
    conference = make_conference()
    make_page(conference=conference, slug="about")
    refused(Page(conference=conference, slug="about", title="Again"), "Choose another word")


def test_page_address_is_taken_once_in_the_network():
    make_page(slug="about")
    refused(Page(slug="about", title="Again"), "Choose another word")


def test_same_page_address_may_be_used_in_two_conferences():
    for slug in ("2006", "2007"):
        make_page(conference=make_conference(slug=slug), slug="about").full_clean()


def test_network_is_one_row():
    make_network(name="One")
    make_network(name="Two")

    assert [network.name for network in Network.objects.all()] == ["Two"]


@pytest.mark.parametrize("number", ["call me", "123", "+", "555-0100 ext. 5", "<script>"])
def test_phone_number_can_be_dialled(number):
    refused(PhoneLine(network=make_network(), place="Here", number=number), "digits")


@pytest.mark.parametrize(
    ("number", "tel"), [("(202) 595-8990", "tel:+12025958990"), ("+52 55 1234 5678", "tel:+525512345678")]
)
def test_phone_number_becomes_a_link_that_works_abroad(number, tel):
    assert PhoneLine(number=number).tel == tel


@pytest.mark.parametrize("values", [{"alt": ""}, {"alt": "A door", "is_decorative": True}])
def test_picture_has_an_alternative_or_is_decorative(values):
    refused(Picture(stem="x", width=1, height=1, **values), "text alternative")


@pytest.mark.parametrize("values", [{"value": "", "certainty": "stated"}, {"value": "Known", "certainty": "unknown"}])
def test_recorded_fact_is_known_or_not(values):
    refused(RecordedFact(conference=make_conference(), label="Place", **values), "We have no record")


@pytest.mark.parametrize(("latitude", "longitude"), [(91, 0), (0, 181), (10, None)])
def test_venue_is_on_earth(latitude, longitude):
    venue = Venue(name="Hall", city="Here", region="There", latitude=latitude, longitude=longitude)
    refused(venue, "Give both coordinates or none")


def test_search_entry_is_of_a_page_or_an_announcement():
    entry = SearchEntry(page=make_page(), announcement=make_announcement(), language="en", title="", text="", vector="")
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()
