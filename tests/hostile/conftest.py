import logging

import pytest
from django.test import Client

from conference.models import Page
from tests.campaigns.makers import make_two_drafts, publish
from tests.makers import make_announcement, make_conference, make_main_page, make_page


@pytest.fixture
def quiet():
    """Thousands of refusals would only fill the report."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def site(db, quiet):
    """A small site with one page of each kind whose address takes a word."""
    conference = make_conference(is_current=True)
    make_main_page(conference=conference)
    make_page(conference=conference, slug="about", kind=Page.Kind.ABOUT)
    make_page(conference=conference, slug="travel", kind=Page.Kind.TRAVEL)
    make_page(slug="contact", kind=Page.Kind.CONTACT)
    make_page(slug="glossary", kind=Page.Kind.GLOSSARY)
    make_announcement(slug="bus", conference=conference)
    _first, second = make_two_drafts(old={"focus": "We act."}, new={"focus": "We act now."})
    publish(second, label="August 8, 2007 Framework")


@pytest.fixture
def visitor():
    return Client(enforce_csrf_checks=True)
