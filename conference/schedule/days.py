"""Days and clock times of a conference. Moments are stored; days and hours exist only in the conference's zone.

A day begins at `day_starts_at` (05:00), so what happens after midnight belongs to the evening before. Days are never
counted as 24 hours: a conference may cross a change of the clocks.
"""

from datetime import UTC, date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Conference

ONE_DAY = timedelta(days=1)


def days_of(conference: Conference) -> list[date]:
    """The announced days, first to last."""
    count = (conference.ends_on - conference.starts_on).days + 1
    return [conference.starts_on + ONE_DAY * number for number in range(count)]


def day_of(conference: Conference, moment: datetime) -> date:
    """The day on which people look for it."""
    local = moment.astimezone(conference.zone)
    return local.date() - ONE_DAY if local.time() < conference.day_starts_at else local.date()


def bounds_of(conference: Conference, day: date) -> tuple[datetime, datetime]:
    """The moments from which on and before which something belongs to a day."""
    return tuple(
        datetime.combine(one, conference.day_starts_at, conference.zone).astimezone(UTC) for one in (day, day + ONE_DAY)
    )


def moment_of(conference: Conference, day: date, at: time) -> datetime:
    """The moment at which the clock shows `at` on a schedule day; 00:30 is in the night after it.

    Raises ValidationError (`clock_skips_this`) for a time that the clocks skip in spring. Of a time that comes twice in
    autumn it is the first.
    """
    date_of_clock = day + ONE_DAY if at < conference.day_starts_at else day
    local = datetime.combine(date_of_clock, at, conference.zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(conference.zone).time() != at:
        raise ValidationError(
            _("The clocks go forward on this day: this time does not exist. Choose another one."),
            code="clock_skips_this",
        )
    return moment


def same_clock(conference: Conference, moment: datetime, other: Conference, days_later: int) -> datetime:
    """The moment that many calendar days later at the same clock time, in another conference's zone.

    A time that the clocks skip on that day moves on with them.
    """
    local = moment.astimezone(conference.zone)
    moved = datetime.combine(local.date() + ONE_DAY * days_later, local.time(), other.zone)
    return moved.astimezone(UTC)
