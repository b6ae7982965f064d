"""A person loses a second, a robot everything."""

import pytest

from conference.models import ContactMessage
from nisn_site.kit.gate.ticket import OLDEST, Ticket, read_stamp, stamp_of
from tests.deeds import Sender, form_values
from tests.makers import make_conference

FORM = "/en/contact/write/"
TYPED = {"message": "Hi", "address": "ben@example.org"}


@pytest.fixture
def ben(db):
    make_conference(is_current=True)
    return Sender()


def pressed_again(ben, page):
    """What a person does who is told to press the button once more."""
    assert page.status_code == 422
    assert "Your text is still here" in page.text
    assert not ContactMessage.objects.exists()
    values = form_values(page.text)
    assert values.items() >= TYPED.items()
    return values


def test_form_that_is_sent_at_once_is_pressed_once_more(ben):
    values = pressed_again(ben, ben.send(FORM, seconds_ago=0, **TYPED))

    key, moment = read_stamp(values["stamp"], "contact")
    assert ben.post(FORM, values | {"stamp": stamp_of(key, "contact", shown_at=moment - 2)}).status_code == 303


def test_form_of_the_day_before_is_pressed_once_more_and_keeps_its_key(ben):
    old = ben.open(FORM, seconds_ago=OLDEST + 1) | TYPED
    values = pressed_again(ben, ben.post(FORM, old))

    assert read_stamp(values["stamp"], "contact")[0] == read_stamp(old["stamp"], "contact")[0]
    assert read_stamp(values["stamp"], "contact")[1] > read_stamp(old["stamp"], "contact")[1]


def test_field_for_robots_is_emptied(ben):
    values = pressed_again(ben, ben.send(FORM, homepage="https://evil.example", **TYPED))

    assert values["homepage"] == ""
    assert ben.post(FORM, values).status_code == 303


@pytest.mark.parametrize("stamp", ["", "x", "0.0", "~", "a~b~c", "0" * 32 + ".1~x", "x" * 10_000])
def test_stamp_that_is_not_ours_is_replaced(ben, stamp):
    values = pressed_again(ben, ben.send(FORM, stamp=stamp, **TYPED))

    assert read_stamp(values["stamp"], "contact")


def test_stamp_of_another_form_is_not_ours():
    ticket = Ticket.new("newsletter")

    assert Ticket.read({"stamp": ticket.stamp}, "newsletter").key == ticket.key
    assert Ticket.read({"stamp": ticket.stamp}, "contact").fault == "stamp"


def test_field_for_robots_is_hidden_from_people(ben):
    page = ben.get(FORM).text

    assert (
        '<div hidden><label>Leave this empty <input name="homepage" autocomplete="off" tabindex="-1"></label></div>'
        in page
    )
