"""The pages of a conference, served as in production, beside a bare Django view on the same server in the same run.

    .venv/bin/python -m bench.pages [--seconds 1] [--rounds 3]

Absolute figures say something about this machine only; compare the ratios. Rounds visit all targets in turn, so that
noise meets them alike; printed are medians. Takes less than a minute, asks nobody but this machine.
"""

import argparse
import os
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field

import django
import psycopg

from .load import CONNECTIONS, Load, generator, put_load
from .processor import spent_by_database, spent_by_server
from .production import Installation, Server, fetch, granian, installed_site
from .weight import Weight, first_view

MADE_ANEW = "?fresh"  # the workers keep finished pages, but none whose address has a query
WARM_UP = 20  # requests, so that both workers have compiled their templates


@dataclass
class Target:
    """One page under load. `cpu` holds milliseconds a request: (server, database) for each round."""

    name: str
    path: str
    server: Server
    queries: int | None = None
    weight: Weight | None = None
    loads: list[Load] = field(default_factory=list)
    cpu: list[tuple[float, float]] = field(default_factory=list)

    def median(self, figure: str) -> float:
        return statistics.median(getattr(load, figure) for load in self.loads)

    def median_cpu(self) -> tuple[float, float]:
        return tuple(statistics.median(share) for share in zip(*self.cpu, strict=True))


def main() -> None:
    compare(pages_of, __doc__)


def compare(addresses_of: Callable[[Installation], dict[str, str]], description: str) -> None:
    """Measure the pages that `addresses_of` names for a fresh site, beside the bare view, and print the table."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=1, choices=range(1, 6), help="of load on a page in a round")
    parser.add_argument("--rounds", type=int, default=3, choices=range(1, 6))
    options = parser.parse_args()
    with installed_site() as site:
        paths = addresses_of(site)
        with granian("nisn_site.wsgi:application", site) as ours:
            main_page = site.folder / "main-page.html"
            main_page.write_bytes(fetch(ours.port, "/en/", site.host).body)
            with granian("bench.bare:application", site, path="/", BARE_BODY=str(main_page)) as bare:
                targets = [Target("bare Django view", "/", bare)]
                for name, path in paths.items():
                    weight = first_view(ours.port, path, site.host)
                    targets.append(Target(f"{name} {path}", path, ours, count_queries(path, site.host), weight))
                    made = path + MADE_ANEW
                    targets.append(Target(f"{name} made anew", made, ours, count_queries(made, site.host)))
                measure(targets, site, options)
    print(report(targets, options))
    if failed := sum(load.errors for target in targets for load in target.loads):
        raise SystemExit(f"{failed} requests failed")


# -- what to measure -----------------------------------------------------------------------------------------------


def pages_of(site: Installation) -> dict[str, str]:
    """The addresses of one page of each kind, asked of the site itself."""
    start_django(site)
    from conference.models import Conference, Page

    conference = Conference.objects.get(is_current=True)
    pages = Page.objects.published()
    return {
        "main page": "/en/",
        "text page": pages.filter(kind=Page.Kind.TEXT).first().get_absolute_url(),
        "travel page": pages.filter(kind=Page.Kind.TRAVEL, conference=conference).first().get_absolute_url(),
    }


def start_django(site: Installation) -> None:
    """In this process, on the installed site's database."""
    os.environ.update(site.environment, DJANGO_SETTINGS_MODULE="nisn_site.settings")
    django.setup()


def count_queries(path: str, host: str) -> int:
    """Statements for one view of the page, when everything that a worker keeps is warm."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    visitor = Client(headers={"host": host, "x-forwarded-proto": "https"})
    if visitor.get(path).status_code != 200:
        raise SystemExit(f"{path} does not answer 200")
    with CaptureQueriesContext(connection) as captured:
        visitor.get(path)
    return len(captured)


# -- measuring -----------------------------------------------------------------------------------------------------


def measure(targets: list[Target], site: Installation, options) -> None:
    headers = {"Host": site.host, "X-Forwarded-Proto": "https", "Accept": "text/html"}
    for target in targets:
        for _ in range(WARM_UP):
            fetch(target.server.port, target.path, site.host)
    with psycopg.connect(site.database_url, autocommit=True) as connection:
        for number in range(options.rounds):
            turn = number % len(targets)
            for target in targets[turn:] + targets[:turn]:
                before = spent_by_server(target.server.process.pid), spent_by_database(connection)
                load = put_load(target.server.port, target.path, headers, options.seconds)
                after = spent_by_server(target.server.process.pid), spent_by_database(connection)
                settle(target, site)
                target.loads.append(load)
                target.cpu.append(
                    tuple((b - a) / 1e6 / max(load.requests, 1) for a, b in zip(before, after, strict=True))
                )


def settle(target: Target, site: Installation) -> None:
    """Wait until the server has answered what the load left behind, so that the next page does not pay for it."""
    for _ in range(WARM_UP):
        fetch(target.server.port, target.server.path, site.host, patience=60)


HEAD = ["", "req/s", "p50 ms", "p99 ms", "CPU ms", "of it in PG", "first view bytes", "requests", "queries"]


def report(targets: list[Target], options) -> str:
    bare, *pages = targets
    rows = [
        HEAD,
        *map(figures, targets),
        [],
        ["multiples of bare", *HEAD[1:5]],
        *(multiples(page, bare) for page in pages),
    ]
    widths = [max(len(row[column]) for row in rows if column < len(row)) for column in range(len(HEAD))]
    table = "\n".join("  ".join(aligned(row, widths)) for row in rows)
    return (
        f"granian, 2 workers, DEBUG off; load by {generator()} on {CONNECTIONS} connections, "
        f"{options.rounds} rounds of {options.seconds} s, medians\n\n{table}\n\n"
        "CPU: server and PostgreSQL together, a request. "
        "Bytes: page, style sheet, font and sprite as sent (page in gzip, files in brotli)."
    )


def aligned(row: list[str], widths: list[int]) -> list[str]:
    name, *numbers = [cell.rjust(width) for cell, width in zip(row, widths, strict=False)] or [""]
    return [name.strip().ljust(widths[0]), *numbers]


def figures(target: Target) -> list[str]:
    cpu = f"{sum(target.median_cpu()):.2f}", f"{target.median_cpu()[1]:.2f}"
    speed = f"{target.median('rate'):.0f}", f"{target.median('p50'):.2f}", f"{target.median('p99'):.2f}"
    weight = (str(target.weight.bytes), str(target.weight.requests)) if target.weight else ("", "")
    return [target.name, *speed, *cpu, *weight, "" if target.queries is None else str(target.queries)]


def multiples(target: Target, bare: Target) -> list[str]:
    ratios = [target.median(figure) / bare.median(figure) for figure in ("rate", "p50", "p99")]
    ratios.append(sum(target.median_cpu()) / sum(bare.median_cpu()))
    return [target.name, *(f"{ratio:.3g}" for ratio in ratios)]


if __name__ == "__main__":
    main()
