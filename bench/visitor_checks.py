"""Checks of the rehearsal about people who use the site: what they send arrives, and nothing that finds them stays."""

import re
import time
from urllib.parse import urlencode

from psycopg import sql

from .front import BROWSER, VISITOR
from .mail_checks import wait_for_mail

FORM = "/en/contact/write/"
PERSON = "canary-person@example.net"  # in no log and, unsealed, in no table
YOUNGEST_FORM = 2.1  # seconds: who is quicker is a robot


def somebody_writes_to_us(stage) -> str:
    page = stage.front.ask(FORM).body.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    time.sleep(YOUNGEST_FORM)
    mails, begun = len(stage.post.ids), time.monotonic()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin",
        "Referer": f"https://{stage.front.host}{FORM}?from=canary-page", "X-Forwarded-For": VISITOR,
    }  # fmt: skip
    body = urlencode(hidden | {"message": "Hello", "name": "Canary", "address": PERSON}).encode()
    answer = stage.front.ask(FORM, method="POST", body=body, headers=headers)
    assert (answer.status, "/sent/" in answer.headers["Location"]) == (303, True), answer
    waited = time.monotonic() - begun
    return f"they waited {waited:.2f} s, their mail came {wait_for_mail(stage, mails + 1):.1f} s later"


def no_trace_of_visitors(stage) -> str:
    loop = (
        stage.site.folder / "static" / "loop.css"
    )  # a link to itself: nginx would report it with the visitor's address
    loop.symlink_to(loop)
    stage.front.ask("/static/loop.css")
    logs = list(stage.site.folder.glob("*.log"))
    kept = [file for file in (stage.site.folder / "pages").rglob("*") if file.is_file()]
    places = {str(file): file.read_bytes() for file in [*logs, *kept]} | stored(stage.database)
    words = [word.encode() for word in (VISITOR, BROWSER, PERSON, "canary-page")]
    words += [word.hex().encode() for word in words]
    assert not (traces := [place for place, found in places.items() for word in words if word in found]), traces
    size = sum(file.stat().st_size for file in logs)
    return f"{len(logs)} logs of together {size} bytes, {len(kept)} kept pages, {len(places) - len(logs) - len(kept)} tables"


def stored(database) -> dict[str, bytes]:
    """Every row of every table, by the table's name."""
    tables = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    found = {}
    for (table,) in tables:
        with database.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as rows:
            found[table] = b"".join(bytes(row) for row in rows)
    return found
