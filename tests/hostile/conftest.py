import logging

import pytest
from django.test import Client

from conference.models import Page
from tests.campaigns.hall.makers import adopt, decide, make_amendment, make_final_text
from tests.campaigns.makers import make_proposal, make_two_drafts, publish
from tests.conftest import content_of_a_file
from tests.makers import make_announcement, make_conference, make_main_page, make_page


@pytest.fixture
def quiet():
    """Thousands of refusals would only fill the report."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def small_site(django_db_setup, django_db_blocker):
    """One page of each kind whose address takes a word; made once for all tests of a file."""
    with content_of_a_file(django_db_blocker):
        with django_db_blocker.unblock():
            make_small_site()
        yield


@pytest.fixture(autouse=True)
def site(small_site, db, quiet):
    """Every test here finds the small site as it was made, whatever the one before did to it."""


def make_small_site() -> None:
    conference = make_conference(is_current=True)
    make_main_page(conference=conference)
    make_page(conference=conference, slug="about", kind=Page.Kind.ABOUT)
    make_page(conference=conference, slug="travel", kind=Page.Kind.TRAVEL)
    make_page(slug="contact", kind=Page.Kind.CONTACT)
    make_page(slug="glossary", kind=Page.Kind.GLOSSARY)
    make_announcement(slug="bus", conference=conference)
    _first, second = make_two_drafts(old={"focus": "We act."}, new={"focus": "We act now."})
    publish(second, label="August 8, 2007 Framework")
    final = make_final_text(proposal=make_proposal(number=2, slug="adopted"))
    decide(make_amendment(draft=final))
    adopt(final)


@pytest.fixture
def visitor():
    return Client(enforce_csrf_checks=True)
