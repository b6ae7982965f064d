from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from conference.copying import copy_conference
from conference.models import Action, Conference, TravelOption
from nisn_site.kit.translation_lookup import attach_translations
from tests.makers import make_announcement, make_conference, make_main_page, make_page, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def richmond():
    conference = make_conference(is_current=True)
    main_page = make_main_page(conference=conference)
    Action.objects.create(main_page=main_page, label="Go", target="2007/travel/")
    page = make_page(conference=conference, slug="travel", title="Travel")
    translate(page, "es", title="Viaje")
    TravelOption.objects.create(conference=conference, section="local", title="Bus", checked_on=date(2007, 7, 1))
    make_announcement(conference=conference)
    return conference


def test_copy_moves_the_dates_and_keeps_the_length(richmond):
    copy = copy_conference(source=richmond, slug="2008", starts_on=date(2008, 5, 2))

    assert (copy.starts_on, copy.ends_on) == (date(2008, 5, 2), date(2008, 5, 4))


def test_copy_is_off_the_site_and_its_pages_are_drafts(richmond, client):
    copy = copy_conference(source=richmond, slug="2008", starts_on=date(2008, 5, 2))

    assert not copy.is_public
    assert not copy.is_current
    assert [page.state for page in copy.pages.all()] == ["draft"]
    assert client.get("/en/2008/").status_code == 404


def test_copy_takes_translations_along(richmond):
    [page] = copy_conference(source=richmond, slug="2008", starts_on=date(2008, 5, 2)).pages.all()

    with override("es"):
        attach_translations([page])
        assert page.read("title").text == "Viaje"


def test_copy_leads_its_buttons_to_its_own_pages(richmond):
    copy = copy_conference(source=richmond, slug="2008", starts_on=date(2008, 5, 2))

    assert [action.target for action in copy.main_pages.get().actions.all()] == ["2008/travel/"]


def test_copy_must_be_checked_again_and_has_no_news(richmond):
    copy = copy_conference(source=richmond, slug="2008", starts_on=date(2008, 5, 2))

    assert [option.checked_on for option in copy.travel_options.all()] == [None]
    assert copy.announcements.count() == 0


def test_copy_leaves_its_source_as_it_was(richmond):
    copy_conference(source=richmond, slug="2008", starts_on=date(2008, 5, 2))

    richmond.refresh_from_db()
    assert (richmond.is_current, richmond.pages.get().state) == (True, "published")


@pytest.mark.parametrize("slug", ["2007", "next-year"])
def test_copy_to_a_taken_or_wrong_address_makes_nothing(richmond, slug):
    with pytest.raises(ValidationError):
        copy_conference(source=richmond, slug=slug, starts_on=date(2008, 5, 2))

    assert Conference.objects.count() == 1


def test_copy_page_of_the_desk_says_what_happens_and_does_it(richmond, desk):
    url = reverse("admin:conference_conference_copy", args=[richmond.pk])
    assert "Nobody sees the copy" in desk.get(url).text

    answer = desk.post(url, {"slug": "2008", "starts_on": "2008-05-02"}, follow=True)

    assert "is made" in answer.text
    assert Conference.objects.filter(slug="2008").exists()


def test_copy_page_of_the_desk_shows_the_fault_beside_the_field(richmond, desk):
    answer = desk.post(
        reverse("admin:conference_conference_copy", args=[richmond.pk]), {"slug": "2007", "starts_on": "2008-05-02"}
    )

    assert answer.status_code == 422
    assert 'value="2007"' in answer.text
    assert Conference.objects.count() == 1
