"""Days of a conference: they begin at five, and one of them may have 23 hours."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from conference.models import Conference
from conference.schedule.days import bounds_of, day_of, days_of, moment_of, same_clock
from conference.templatetags.schedule import zone_of

BERLIN = Conference(
    city="Berlin",
    starts_on=date(2026, 3, 28),
    ends_on=date(2026, 3, 29),
    time_zone="Europe/Berlin",
    day_starts_at=time(5),
)
RICHMOND = Conference(
    starts_on=date(2007, 7, 27), ends_on=date(2007, 7, 29), time_zone="America/New_York", day_starts_at=time(5)
)


def utc(*values) -> datetime:
    return datetime(*values, tzinfo=UTC)


def test_zone_is_named_once_or_as_it_is_before_and_after_the_clocks_change():
    assert '(<bdi dir="ltr">EDT</bdi>)' in zone_of(RICHMOND)
    assert zone_of(BERLIN) == (
        'All times are local time in Berlin (<bdi dir="ltr">CET</bdi>, from Sunday, March 29, <bdi dir="ltr">CEST</bdi>).'
    )


def test_days_run_from_the_first_to_the_last():
    assert days_of(RICHMOND) == [date(2007, 7, 27), date(2007, 7, 28), date(2007, 7, 29)]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (utc(2007, 7, 28, 14), date(2007, 7, 28)),
        (utc(2007, 7, 29, 4, 30), date(2007, 7, 28)),  # 00:30 in Richmond
        (utc(2007, 7, 29, 8, 59), date(2007, 7, 28)),
        (utc(2007, 7, 29, 9), date(2007, 7, 29)),
    ],
)
def test_what_is_after_midnight_belongs_to_the_evening_before(moment, day):
    assert day_of(RICHMOND, moment) == day
    start, end = bounds_of(RICHMOND, day)
    assert start <= moment < end


def test_day_on_which_the_clocks_go_forward_has_23_hours():
    start, end = bounds_of(BERLIN, date(2026, 3, 28))

    assert end - start == timedelta(hours=23)
    assert bounds_of(BERLIN, date(2026, 3, 29))[0] == end


def test_same_clock_time_on_both_sides_of_a_change_of_the_clocks():
    assert moment_of(BERLIN, date(2026, 3, 28), time(9)) == utc(2026, 3, 28, 8)
    assert moment_of(BERLIN, date(2026, 3, 29), time(9)) == utc(2026, 3, 29, 7)
    assert same_clock(BERLIN, utc(2026, 3, 28, 8), BERLIN, 1) == utc(2026, 3, 29, 7)


def test_same_clock_time_in_another_conference():
    assert same_clock(RICHMOND, utc(2007, 7, 27, 14), BERLIN, 6819) == utc(2026, 3, 28, 9)  # 10:00 in both


def test_hour_after_midnight_is_in_the_night_after_the_day():
    assert moment_of(RICHMOND, date(2007, 7, 28), time(0, 30)) == utc(2007, 7, 29, 4, 30)


def test_time_that_the_clocks_skip_is_refused():
    with pytest.raises(ValidationError, match="clocks go forward"):
        moment_of(BERLIN, date(2026, 3, 28), time(2, 30))


def test_time_that_comes_twice_is_the_first_one():
    assert moment_of(BERLIN, date(2026, 10, 24), time(2, 30)) == utc(2026, 10, 25, 0, 30)
