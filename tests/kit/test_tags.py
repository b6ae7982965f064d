from datetime import date
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils.translation import override

from nisn_site.kit import tags


def event(first, last):
    return SimpleNamespace(starts_on=first, ends_on=last)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "July 27–29, 2007"), ("es", "27 al 29 de julio de 2007")],
)
def test_dates_writes_days_of_one_month_as_one_phrase(language, expected):
    with override(language):
        assert tags.dates(event(date(2007, 7, 27), date(2007, 7, 29))) == expected


def test_dates_writes_a_single_day_once():
    assert tags.dates(event(date(2007, 7, 27), date(2007, 7, 27))) == "July 27, 2007"


@pytest.mark.parametrize(("cents", "expected"), [(4000, "$40"), (305, "$3.05"), (123456700, "$1,234,567"), (0, "$0")])
def test_money_is_written_with_its_sign_and_without_needless_cents(cents, expected):
    assert tags.money(cents, "USD") == f'<bdi dir="ltr">{expected}</bdi>'


def test_money_that_is_unknown_is_empty():
    assert tags.money(None) == ""


def test_money_is_written_the_readers_way():
    with override("es"):
        assert "1234" in tags.money(123456, "USD").replace(".", "").replace(",", "").replace("\xa0", "")


def test_day_carries_the_date_for_machines():
    assert tags.day(date(2007, 7, 4)) == '<time datetime="2007-07-04">July 4, 2007</time>'


def test_icon_is_hidden_from_screen_readers():
    html = Template('{% icon "train" %}').render(Context())

    assert 'aria-hidden="true"' in html
    assert html.count("#train") == 1


def test_dates_writes_two_months_in_full():
    assert tags.dates(event(date(2007, 7, 31), date(2007, 8, 2))) == "July 31, 2007 – August 2, 2007"
