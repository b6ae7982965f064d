"""What the organizers' pages cost on a large schedule: `.venv/bin/python -m bench.schedule_clashes`.

The conflict report reads the whole draft; the goal is 20 ms of database time. Times are medians, in milliseconds:
what the database says it worked, and what this process computed.
"""

import gzip
import os
import statistics
import time
from collections.abc import Callable

import django

from .production import fresh_database
from .schedule_data import DAYS, PEOPLE, ROOMS, SESSIONS, large_conference

ROUNDS = 15


def main() -> None:
    with fresh_database() as url:
        os.environ.update(DATABASE_URL=url, DEBUG="1", DJANGO_SETTINGS_MODULE="nisn_site.settings")
        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        started = time.perf_counter()
        conference = large_conference()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        filled = time.perf_counter() - started
        print(
            f"{SESSIONS} sessions, {ROOMS} rooms, {DAYS} days, {PEOPLE} people; filled and published in {filled:.1f} s\n"
        )
        print(f"{'':34}{'queries':>8}{'in the database':>17}{'process':>9}{'KB gzip':>9}")
        for name, deed in measured(conference).items():
            print(line(name, deed))
        connection.close()


def measured(conference) -> dict[str, Callable]:
    from django.test import Client

    from conference.schedule.clashes import clashes_in
    from conference.schedule.layout import Layout
    from conference.schedule.standing import Standing
    from nisn_site.models import User

    organizer = Client(headers={"host": "localhost"})
    organizer.force_login(User.objects.create_superuser("bench@example.org", "bench"))
    board = f"/admin/conference/slot/board/2026/{conference.starts_on}/"

    def report():
        found = clashes_in(Layout.of_draft(conference))
        return [clash.words for clash in found]

    def differences():
        return Standing.of(conference).changes

    def page(path: str) -> Callable:
        def get() -> bytes:
            answer = organizer.get(path)
            assert answer.status_code == 200, answer.status_code
            return answer.content

        return get

    return {
        "conflict report, all words": report,
        "draft against the release": differences,
        "board of a day": page(board),
        "publish page": page("/admin/conference/slot/board/2026/publish/"),
        "admin's home": page("/admin/"),
    }


def line(name: str, deed: Callable) -> str:
    result = deed()
    rounds = [timed(deed) for _ in range(ROUNDS)]
    queries, in_database, everything = (statistics.median(column) for column in zip(*rounds, strict=True))
    size = f"{len(gzip.compress(result)) / 1000:9.1f}" if isinstance(result, bytes) else ""
    return f"{name:34}{queries:8.0f}{in_database:17.1f}{everything:9.1f}{size}"


def timed(deed: Callable) -> tuple[int, float, float]:
    """Queries, milliseconds that the database says it planned and worked, milliseconds of this process in all."""
    from django.db import connection

    statements = []

    def note(run, sql, params, many, context):
        statements.append((sql, params))
        return run(sql, params, many, context)

    started = time.process_time()
    with connection.execute_wrapper(note):
        deed()
    spent = time.process_time() - started
    return len(statements), sum(milliseconds(*one) for one in statements), 1000 * spent


def milliseconds(sql: str, params) -> float:
    """What EXPLAIN ANALYZE says; only for statements that read."""
    from django.db import connection

    if not sql.startswith("SELECT"):
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
        [plan] = cursor.fetchone()[0]
    return plan["Planning Time"] + plan["Execution Time"]


if __name__ == "__main__":
    main()
