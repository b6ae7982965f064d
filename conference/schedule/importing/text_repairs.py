"""Texts and names of a session as they can be stored: one line where they are one, never too long, never without a title."""

from django.utils.translation import gettext as _

from ...models import Organization, Person, Session, Topic
from .problems import Report
from .programme import Led, SessionEntry
from .texts import tidy
from .words import cut, folded, one_line


def longest(model, field: str) -> int:
    return model._meta.get_field(field).max_length


def repair_texts(session: SessionEntry, report: Report) -> None:
    for name in ("title", "topic", "place"):
        setattr(session, name, one_line(tidy(getattr(session, name), report)))
    for name in ("summary", "body", "goal", "bring"):
        setattr(session, name, tidy(getattr(session, name), report))
    if not session.title:
        session.title = str(_("Untitled"))
        report.add("no_title", session.found_at, title=session.title)
    most = longest(Session, "title")
    if len(session.title) > most:
        report.add("long_title", session.found_at, title=cut(session.title, 60), most=most)
        session.body = "\n\n".join(filter(None, (session.title, session.summary, session.body)))
        session.title, session.summary = cut(session.title, most), ""
    if len(session.summary) > longest(Session, "summary"):
        session.summary, session.body = "", "\n\n".join(filter(None, (session.summary, session.body)))
    for name in ("body", "goal", "bring", "place"):
        shorten(session, name, longest(Session, name), session.title, report, session.found_at)
    shorten(session, "topic", longest(Topic, "name"), session.title, report, session.found_at)


def shorten(thing, name: str, most: int, title: str, report: Report, place: str = "", code: str = "long_text") -> None:
    if len(text := getattr(thing, name)) > most:
        report.add(code, place, title=title, most=most)
        setattr(thing, name, cut(text, most))


def repair_people(session: SessionEntry, report: Report) -> None:
    """Names as one line, nobody without a name, each person once."""
    found: dict[str, Led] = {}
    for led in session.led_by:
        name, organization = one_line(tidy(led.name, report)), one_line(tidy(led.organization, report))
        if not name:
            report.add("name_missing", session.found_at, title=session.title)
            continue
        if len(name) > longest(Person, "name") or len(organization) > longest(Organization, "name"):
            report.add("long_name", session.found_at, title=cut(name, 60), most=longest(Person, "name"))
        led = Led(cut(name, longest(Person, "name")), led.role, cut(organization, longest(Organization, "name")))
        found.setdefault(folded(name), led)
    session.led_by = list(found.values())
