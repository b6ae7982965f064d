"""The production recipe of `deploy/`, really started once on this machine: nginx, granian, worker, PostgreSQL, content.

    .venv/bin/python -m bench.rehearsal

Looks at what visitors get, on good days and on bad ones: files, headers, limits, slow visitors, a killed worker, no
database, no application. Each check prints a line; the exit status is 1 if one failed. Takes about a minute.
"""

import gzip
import os
import re
import secrets
import signal
import socket
import ssl
import sys
import time
import traceback
from dataclasses import dataclass

import psycopg

from .background import Worker, worker
from .front import BROTLI, Front, nginx
from .mail_checks import (
    ORGANIZER,
    a_killed_worker_is_followed_by_another,
    a_worker_that_lost_the_database_goes_on,
    mail_goes_by_the_worker,
)
from .post import Post, mail_settings, post_office, reserved_port
from .production import Installation, Server, fetch, granian, installed_site, processes_of
from .slow_visitors import others_fare, slow_visitors
from .visitor_checks import no_trace_of_visitors, somebody_writes_to_us

HEADERS = (
    "Strict-Transport-Security", "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy",
    "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Cross-Origin-Embedder-Policy",
    "Permissions-Policy", "X-Frame-Options", "X-Permitted-Cross-Domain-Policies",
)  # fmt: skip
FRESH_AGAIN = 2.5  # seconds; nginx keeps a page for one, by a clock of whole seconds
SLOW = 50


@dataclass
class Stage:
    """What the checks look at, in order; some leave a page unpublished or a worker killed behind."""

    site: Installation
    application: Server
    worker: Worker
    post: Post
    front: Front
    database: psycopg.Connection

    def path_of(self, kind: str) -> str:
        """The address of a page of the current conference."""
        found = self.database.execute(
            "SELECT c.slug, p.slug FROM conference_page p JOIN conference_conference c ON c.id = p.conference_id"
            " WHERE c.is_current AND p.kind = %s LIMIT 1", [kind],
        ).fetchone()  # fmt: skip
        return "/en/{}/{}/".format(*found)

    def protection(self, path: str) -> dict[str, list[str]]:
        answer = self.front.ask(path)
        return {name: answer.headers.get_all(name) for name in HEADERS}

    def stylesheet(self) -> str:
        return re.search(r'href="(/static/css/[a-z]+\.[^"]+)"', self.front.ask("/en/").body.decode())[1]


def http_leads_to_https(stage: Stage) -> str:
    answer = stage.front.ask("/en/archive/?page=1", secure=False)
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{stage.front.host}/en/archive/?page=1")
    return answer.headers["Location"]


def another_name_gets_no_certificate(stage: Stage) -> str:
    try:
        stage.front.connect(name="elsewhere.example.org")
    except ssl.SSLError as refusal:
        return refusal.reason
    raise AssertionError("there was an answer for another host")


def every_page_of_the_sitemap_answers_without_cookie(stage: Stage) -> str:
    paths = re.findall(rf"<loc>https://{stage.front.host}(/[^<]*)</loc>", stage.front.ask("/sitemap.xml").body.decode())
    assert len(paths) > 20, paths
    size = 0
    for path in paths:
        answer = stage.front.ask(path, headers={"Accept-Encoding": "gzip"})
        assert answer.status == 200, (path, answer.status)
        assert answer.headers["Content-Encoding"] == "gzip", path
        assert "</html>" in gzip.decompress(answer.body).decode(), path
        assert "Set-Cookie" not in answer.headers, path
        assert "cookie" not in answer.headers.get("Vary", "").lower(), path
        size = max(size, len(answer.body))
    return f"{len(paths)} pages, the largest {size} bytes"


def everything_carries_the_same_protection(stage: Stage) -> str:
    page = stage.protection("/en/")
    assert all(values and len(values) == 1 for values in page.values()), page
    for path in (
        stage.stylesheet(),
        "/static/img/favicon.svg",
        "/static/missing.css",
        "/en/missing/",
        "/media/missing.jpg",
    ):
        theirs = stage.protection(path)
        if path.startswith("/media/"):
            assert theirs.pop("Content-Security-Policy") == ["default-src 'none'; sandbox"], stage.protection(path)
        assert theirs == {name: page[name] for name in theirs}, path
    return f"{len(HEADERS)} headers on page, files, missing file, missing page"


def files_come_compressed_and_for_ever(stage: Stage) -> str:
    path = stage.stylesheet()
    sizes = {}
    for coding in ["br", "gzip", None] if BROTLI.exists() else ["gzip", None]:
        answer = stage.front.ask(path, headers={"Accept-Encoding": coding} if coding else {})
        assert answer.status == 200
        assert answer.headers["Content-Encoding"] == coding
        assert answer.headers["Content-Type"].startswith("text/css")
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        sizes[coding or "plain"] = len(answer.body)
    assert stage.front.ask("/static/css/nothing.css").status == 404
    return ", ".join(f"{coding} {size} bytes" for coding, size in sizes.items())


def pictures_can_do_nothing(stage: Stage) -> str:
    media = stage.site.folder / "media"
    media.mkdir(exist_ok=True)
    (media / "picture.html").write_text("<script>alert(1)</script>")
    answer = stage.front.ask("/media/picture.html")
    assert answer.status == 200
    assert answer.headers.get_all("Content-Security-Policy") == ["default-src 'none'; sandbox"]
    assert answer.headers.get_all("X-Content-Type-Options") == ["nosniff"]
    return answer.headers["Content-Security-Policy"]


def too_much_is_refused(stage: Stage) -> str:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    upload = {"Content-Type": "multipart/form-data; boundary=x"}
    asked = {
        "form of 3 MB": ("POST", "/en/search/", b"a" * 3_000_000, form, 413),
        "upload of 7 MB by a stranger": ("POST", "/admin/", b"a" * 7_000_000, upload, None),
        "upload of 9 MB": ("POST", "/admin/", b"a" * 9_000_000, upload, 413),
        "address of 5 kB": ("GET", "/en/?q=" + "a" * 5_000, None, {}, 413),
        "address of 9 kB": ("GET", "/en/?q=" + "a" * 9_000, None, {}, 400),
        "NUL": ("GET", "/en/search/?q=%00", None, {}, 400),
    }
    seen = {}
    for name, (method, path, body, headers, expected) in asked.items():
        try:
            status = stage.front.ask(path, method=method, body=body, headers=headers).status
        except (BrokenPipeError, ConnectionResetError):  # refused while we were still sending
            status = 413
        assert status == expected if expected else status < 500 and status != 413, (name, status)
        seen[name] = status
    return ", ".join(f"{name} {status}" for name, status in seen.items())


def pages_for_developers_are_not_there(stage: Stage) -> str:
    paths = ("/dev/mail/", "/en/style/", "/mail/reports/")  # the last one because no mail service is set
    seen = {path: stage.front.ask(path).status for path in paths}
    assert set(seen.values()) == {404}, seen
    return ", ".join(seen)


def an_edit_shows_at_once(stage: Stage) -> str:
    word = f"edited {secrets.token_hex(4)}"
    stage.front.ask("/en/")
    stage.database.execute("UPDATE conference_network SET name = %s", [word])
    begun = time.monotonic()
    while word not in stage.front.ask("/en/").body.decode():
        assert time.monotonic() < begun + 4  # a busy machine needs its time for the page, too
        time.sleep(0.05)
    return f"after {time.monotonic() - begun:.1f} s"


def nothing_private_is_kept(stage: Stage) -> str:
    for path in ("/en/search/?q=papers", "/en/?preview=secret", "/admin/", "/accounts/login/"):
        stage.front.ask(path)
    stage.front.ask("/en/news/?page=1", headers={"Cookie": "__Host-session=abc"})
    kept = stage.front.kept_addresses()
    assert not [path for path in kept if re.match(r".*(q=|preview|/admin|/accounts|page=1)", path)], kept
    stage.front.ask("/en/news/?page=1")
    assert "/en/news/?page=1" in stage.front.kept_addresses()
    return f"{len(kept)} public pages, no search, no preview, nothing of organizers"


def slow_visitors_hold_up_nobody(stage: Stage) -> str:
    port, host = stage.application.port, stage.front.host

    def direct() -> socket.socket:
        return socket.create_connection(("127.0.0.1", port), timeout=5)

    def page_from_application() -> bool:
        return stage.front.ask(f"/en/archive/?fresh={secrets.token_hex(4)}").status == 200

    def page_without_nginx() -> bool:
        return fetch(port, "/en/archive/", host, patience=3).status == 200

    with slow_visitors(SLOW, stage.front.connect, host):
        behind = others_fare(page_from_application, requests=100, seconds=15)
    with slow_visitors(SLOW, direct, host):
        bare = others_fare(page_without_nginx, requests=100, seconds=6)
    assert behind.failed == 0, behind
    assert behind.p95 < 1000, behind
    return f"{SLOW} slow through nginx: {behind}; for comparison {SLOW} slow straight at granian: {bare}"


def a_killed_worker_is_replaced(stage: Stage) -> str:
    workers = processes_of(stage.application.process.pid)[1:]
    os.kill(workers[-1], signal.SIGKILL)
    fared = others_fare(lambda: stage.front.ask("/en/archive/?now").status == 200, requests=40, seconds=10)
    deadline = time.monotonic() + 10
    while len(processes_of(stage.application.process.pid)) < len(workers) + 1:
        assert time.monotonic() < deadline, "no new worker"
        time.sleep(0.1)
    assert fared.failed <= 1, fared
    return str(fared)


def pages_stay_up_without_database(stage: Stage) -> str:
    name = stage.database.info.dbname
    with psycopg.connect(stage.site.database_url, dbname="postgres", autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> %s",
            [name, stage.database.info.backend_pid],
        )
        time.sleep(FRESH_AGAIN)
        kept, other = stage.front.ask("/en/"), stage.front.ask("/en/archive/?now")
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert (kept.status, other.status) == (200, 503)
    assert other.headers["Retry-After"] == "60"
    fared = others_fare(lambda: stage.front.ask("/en/archive/?now").status == 200, requests=20, seconds=10)
    assert fared.failed == 0, fared
    return f"last good copy 200, other pages 503; when it is back: {fared}"


def pages_stay_up_without_application(stage: Stage) -> str:
    unpublished = stage.path_of("about")
    assert stage.front.ask(unpublished).status == 200
    stage.database.execute("UPDATE conference_page SET state = 'draft' WHERE kind = 'about'")
    time.sleep(FRESH_AGAIN)
    assert stage.front.ask(unpublished).status == 404
    headers = stage.protection("/en/")
    stage.application.stop()
    time.sleep(FRESH_AGAIN)

    kept = others_fare(lambda: stage.front.ask("/en/").status == 200, requests=100, seconds=10)
    assert kept.failed == 0, kept
    assert stage.front.ask(stage.stylesheet()).status == 200
    away = stage.front.ask("/en/archive/?now")
    assert away.status == 503
    assert away.headers["Retry-After"] == "60"
    assert {name: away.headers.get_all(name) for name in HEADERS} == headers
    assert 'lang="es"' in away.body.decode()
    assert stage.front.ask(unpublished).status == 404, "an unpublished page came back"
    assert stage.front.ask("/en/", headers={"Cookie": "__Host-session=abc"}).status == 503
    return f"last good copies: {kept}; other pages 503 in both languages with the same headers; unpublished stays 404"


def it_comes_back(stage: Stage) -> str:
    stage.application.start()
    assert stage.front.ask("/en/archive/?now").status == 200
    return "200"


CHECKS = (
    http_leads_to_https,
    another_name_gets_no_certificate,
    every_page_of_the_sitemap_answers_without_cookie,
    everything_carries_the_same_protection,
    files_come_compressed_and_for_ever,
    pictures_can_do_nothing,
    too_much_is_refused,
    pages_for_developers_are_not_there,
    mail_goes_by_the_worker,
    a_worker_that_lost_the_database_goes_on,
    a_killed_worker_is_followed_by_another,
    somebody_writes_to_us,
    an_edit_shows_at_once,
    nothing_private_is_kept,
    slow_visitors_hold_up_nobody,
    a_killed_worker_is_replaced,
    pages_stay_up_without_database,
    pages_stay_up_without_application,
    it_comes_back,
    no_trace_of_visitors,
)


def main() -> None:
    port = reserved_port()
    with (
        installed_site() as site,
        post_office(port) as post,
        worker(site, **mail_settings(port)) as work,
        granian("nisn_site.wsgi:application", site) as application,
        nginx(site, application.port) as front,
        psycopg.connect(site.database_url, autocommit=True) as database,
    ):
        site.create_organizer(ORGANIZER)
        stage = Stage(site, application, work, post, front, database)
        failed = sum(not passes(check, stage) for check in CHECKS)
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


def passes(check, stage: Stage) -> bool:
    name = check.__name__.replace("_", " ")
    begun = time.monotonic()
    try:
        found = check(stage)
    except AssertionError:
        print(f"FAILED  {name}\n{traceback.format_exc()}", flush=True)
        return False
    print(f"ok {time.monotonic() - begun:4.1f} s  {name}: {found}", flush=True)
    return True


if __name__ == "__main__":
    main()
