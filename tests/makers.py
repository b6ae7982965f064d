"""Plain makers of rows for tests. Everything is keyword-only; defaults are values no test needs to read.

The cast: Amina organizes; Ben reads in Spanish; Chika reads in Arabic; a stranger has no rights.
"""

from datetime import UTC, date, datetime
from io import BytesIO

from allauth.account.models import EmailAddress
from PIL import Image

from conference.models import Announcement, Conference, MainPage, Network, Page, PhoneLine
from conference.models.choices import State
from nisn_site.kit.translation import Translation
from nisn_site.models import User

LONG_AGO = datetime(2007, 1, 1, tzinfo=UTC)


def make_organizer(*, email="amina@example.org", password="correct horse", **values) -> User:
    user = User.objects.create_superuser(email, password, **{"name": "Amina"} | values)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def make_network(**values) -> Network:
    network = Network(
        **{"name": "Network of Solidarity", "short_name": "NoS", "summary": "We help each other."} | values
    )
    network.save()
    if not network.phones.exists():
        PhoneLine.objects.create(network=network, place="Washington", number="(202) 555-0100")
    return network


def make_conference(*, slug="2007", **values) -> Conference:
    year = int(slug[:4])
    if not Network.objects.exists():
        make_network()
    defaults = {
        "name": "Strategy Conference", "theme": "Three days to plan", "summary": "We meet and plan.",
        "starts_on": date(year, 7, 27), "ends_on": date(year, 7, 29), "city": "Richmond", "region": "Virginia",
        "phase": "open", "is_public": True,
    }  # fmt: skip
    return Conference.objects.create(slug=slug, **defaults | values)


def make_main_page(*, conference, **values) -> MainPage:
    defaults = {"phase": conference.phase, "heading": "Come to Richmond", "lead": "Plan with us."}
    return MainPage.objects.create(conference=conference, **defaults | values)


def make_page(*, published=True, **values) -> Page:
    defaults = {
        "slug": "about",
        "title": "About us",
        "summary": "Who we are.",
        "body": "We are *many*.",
        "publish_at": LONG_AGO,
    }
    state = State.PUBLISHED if published else State.DRAFT
    return Page.objects.create(state=state, **defaults | values)


def make_announcement(*, published=True, **values) -> Announcement:
    defaults = {
        "slug": "news",
        "title": "A bus goes",
        "summary": "It leaves at nine.",
        "body": "Bring water.",
        "publish_at": LONG_AGO,
    }
    state = State.PUBLISHED if published else State.DRAFT
    return Announcement.objects.create(state=state, **defaults | values)


def translate(thing, language="es", *, state=Translation.State.REVIEWED, **texts):
    for field, text in texts.items():
        thing.translate(field, language, text, state=state)


def picture_bytes(*, size=(1200, 800), file_format="JPEG", color="teal", **options) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", size, color).save(buffer, file_format, **options)
    return buffer.getvalue()
