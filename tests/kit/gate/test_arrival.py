"""Forms from our own pages only, without any cookie."""

import pytest
from django.test import Client, RequestFactory

from conference.models import ContactMessage
from nisn_site.kit.gate.arrival import Arrival, arrival
from tests.deeds import Sender, aged, form_values
from tests.makers import make_conference

FORM = "/en/contact/write/"
OURS, FOREIGN, UNKNOWN = Arrival.OURS, Arrival.FOREIGN, Arrival.UNKNOWN


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"sec-fetch-site": "same-origin"}, OURS),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, OURS),
        ({"sec-fetch-site": "same-site"}, FOREIGN),
        ({"sec-fetch-site": "cross-site"}, FOREIGN),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, FOREIGN),
        ({"sec-fetch-site": "bogus"}, FOREIGN),
        ({"sec-fetch-site": "none"}, UNKNOWN),
        ({"origin": "http://testserver"}, OURS),
        ({"origin": "https://testserver"}, FOREIGN),
        ({"origin": "http://testserver.evil.example"}, FOREIGN),
        ({"origin": "http://testserver:8000"}, FOREIGN),
        ({"origin": "null"}, UNKNOWN),
        ({}, UNKNOWN),
    ],
)
def test_browsers_say_where_a_form_comes_from(headers, expected):
    assert arrival(RequestFactory().post(FORM, headers=headers)) is expected


@pytest.fixture
def opened(db):
    """A form as it was opened a minute ago."""
    make_conference(is_current=True)
    return Sender().open(FORM) | {"message": "Hi", "address": "ben@example.org"}


def test_form_from_another_site_is_refused(opened):
    answer = Client(headers={"sec-fetch-site": "cross-site"}).post(FORM, opened)

    assert answer.status_code == 403
    assert not ContactMessage.objects.exists()


def test_form_of_a_browser_that_says_nothing_is_pressed_once_more(opened):
    silent = Client()

    page = silent.post(FORM, opened)
    assert page.status_code == 422
    assert "Press the button once more" in page.text
    assert not ContactMessage.objects.exists()

    again = form_values(page.text)
    assert again.items() >= {"message": "Hi", "address": "ben@example.org", "stamp": opened["stamp"]}.items()
    assert silent.post(FORM, again).status_code == 303
    assert ContactMessage.objects.count() == 1


@pytest.mark.parametrize("mark", ["x", "again", "a~b~c", ""])
def test_mark_for_the_second_press_cannot_be_made_up(opened, mark):
    assert Client().post(FORM, opened | {"again": mark}).status_code == 422


def test_mark_for_the_second_press_is_good_for_its_own_form_only(opened):
    mark = form_values(Client().post(FORM, opened).text)["again"]
    other = aged(form_values(Client().get(FORM).text), 60)

    assert Client().post(FORM, opened | {"stamp": other["stamp"], "again": mark}).status_code == 422
