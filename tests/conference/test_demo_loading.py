"""The demo content meets an empty site, or one that organizers have begun."""

import pytest
from django.core.management import call_command

from conference.models import Conference
from tests.makers import make_conference

pytestmark = pytest.mark.django_db


def test_load_demo_says_what_it_did(capsys):
    call_command("load_demo")
    first = capsys.readouterr().out
    call_command("load_demo")

    assert "2007: National Grassroots Immigrant Strategy Conference, Richmond, Virginia" in first
    second = capsys.readouterr().out
    assert second.count("left as it is") == len(second.splitlines()) == len(first.splitlines())


def test_load_demo_leaves_the_current_conference_to_the_organizers(db):
    make_conference(slug="2009", is_current=True)

    call_command("load_demo", verbosity=0)

    assert [conference.slug for conference in Conference.objects.filter(is_current=True)] == ["2009"]
