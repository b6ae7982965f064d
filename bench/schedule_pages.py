"""The public schedule, typical and large, served as in production beside a bare Django view on the same server.

    .venv/bin/python -m bench.schedule_pages [--seconds 1] [--rounds 3]

The large one has 1,350 sessions in 92 rooms on 4 days (see `schedule_data`); a day of it lists some 340. Goals: at most
10 queries, a large day within 60 KB and a typical day within 25 KB on first view.
"""

from .pages import compare, start_django
from .production import Installation
from .schedule_data import large_conference


def schedules_of(site: Installation) -> dict[str, str]:
    start_django(site)
    large = large_conference()
    return {
        "typical day": "/en/2007/schedule/days/2007-07-28/",
        "typical session": "/en/2007/schedule/sessions/opening/",
        "large day": f"/en/{large.slug}/schedule/days/{large.starts_on}/",
        "large now": f"/en/{large.slug}/schedule/now/",
    }


if __name__ == "__main__":
    compare(schedules_of, __doc__)
