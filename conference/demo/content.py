"""Loads the conferences of 2006, 2007 and 2009 from `conference/demo/*.toml`.

A file is loaded only when its network or conference is not there yet: what an organizer changed stays changed.
Translatable values are tables of languages (`title = {en = "…", es = "…"}`); the first language of the
site is the source, the others become reviewed translations.
"""

import tomllib
from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from nisn_site.kit.translation import Translation

from ..findable import index_issue
from ..models import (
    Action,
    Announcement,
    Conference,
    ContactTopic,
    HousingOption,
    MainPage,
    Network,
    NewsletterIssue,
    Page,
    PhoneLine,
    Picture,
    RecordedFact,
    Term,
    TravelOption,
    Venue,
)  # fmt: skip
from ..models.choices import State
from ..picture_intake import open_upload, store
from ..searching import index

FOLDER = Path(__file__).parent
PUBLISHED_IN_DEMO = datetime(2007, 1, 1, tzinfo=UTC)


def load_all() -> list[str]:
    """Load what is missing; return one line about each file."""
    report = [load_network()]
    for file in sorted(FOLDER.glob("[0-9]*.toml")):
        report.append(load_conference(file))
    return [*report, load_announcements(), load_newsletter()]


@transaction.atomic
def load_network() -> str:
    if Network.objects.exists():
        return "network: already here, left as it is"
    content = read("network.toml")
    network = put(Network, content["network"])
    for row in content.get("phone", []):
        put(PhoneLine, row, network=network)
    for row in content.get("term", []):
        put(Term, row)
    for row in content.get("contact_topic", []):
        put(ContactTopic, row)
    for row in content.get("page", []):
        index(put(Page, row, **published()))
    return f"network: {network.name}"


@transaction.atomic
def load_conference(file: Path) -> str:
    content = read(file.name)
    slug = content["conference"]["slug"]
    if Conference.objects.filter(slug=slug).exists():
        return f"{slug}: already here, left as it is"
    venue = put_venue(content["venue"]) if "venue" in content else None
    row = content["conference"]
    if row.get("is_current") and Conference.objects.filter(is_current=True).exists():
        row["is_current"] = False  # an organizer has chosen another one
    conference = put(Conference, row, venue=venue, is_public=True)
    for row in content.get("main_page", []):
        actions = row.pop("action", [])
        page = put(MainPage, row, conference=conference)
        for position, action in enumerate(actions, start=1):
            put(Action, {"position": position * 10} | action, main_page=page)
    for model, name in ((TravelOption, "travel"), (HousingOption, "housing"), (RecordedFact, "fact")):
        for position, row in enumerate(content.get(name, []), start=1):
            put(model, {"position": position * 10} | row, conference=conference)
    for row in content.get("page", []):
        index(put(Page, row, conference=conference, **published()))
    return f"{slug}: {conference.name}, {conference.place_line}"


def put_venue(row: dict) -> Venue:
    drawing = row.pop("map", None)
    return put(Venue, row, map_picture=put_picture(drawing) if drawing else None)


def put_picture(row: dict) -> Picture:
    """Take a drawing of the demo folder in as an organizer's upload would be."""
    upload = ContentFile((FOLDER / row.pop("file")).read_bytes())
    stored = Picture()
    store(stored, open_upload(upload))
    return put(Picture, row, stem=stored.stem, width=stored.width, height=stored.height)


def read(name: str) -> dict:
    return tomllib.loads((FOLDER / name).read_text(), parse_float=Decimal)


def published() -> dict:
    return {"state": State.PUBLISHED, "publish_at": PUBLISHED_IN_DEMO}


@transaction.atomic
def load_announcements() -> str:
    if Announcement.objects.exists():
        return "news: already here, left as it is"
    for row in read("network.toml").get("announcement", []):
        moment = datetime.combine(row.pop("published_on"), time(12), tzinfo=UTC)
        conference = Conference.objects.filter(slug=row.pop("conference", "")).first()
        index(put(Announcement, row, conference=conference, state=State.PUBLISHED, publish_at=moment))
    return f"news: {Announcement.objects.count()} announcements"


@transaction.atomic
def load_newsletter() -> str:
    if NewsletterIssue.objects.exists():
        return "newsletter: already here, left as it is"
    for row in read("network.toml").get("newsletter_issue", []):
        moment = datetime.combine(row.pop("published_on"), time(12), tzinfo=UTC)
        index_issue(put(NewsletterIssue, row, state=NewsletterIssue.State.SENT, published_at=moment))
    return f"newsletter: {NewsletterIssue.objects.count()} issues"


def put(model, row: dict, **values):
    """Create one row and its translations."""
    source, *others = (code for code, _name in settings.LANGUAGES)
    texts = {name: value for name, value in row.items() if isinstance(value, dict)}
    values |= {name: value for name, value in row.items() if name not in texts}
    values |= {name: text[source].strip() for name, text in texts.items()}
    thing = model(language=source, **values)
    thing.full_clean(exclude=["network"])
    thing.save()
    for name, text in texts.items():
        for language in others:
            if language in text:
                thing.translate(name, language, text[language].strip(), state=Translation.State.REVIEWED)
    return thing
