"""Visitors for tests: they open a form, take their time, send it, and follow the link in the mail.

ben = Sender()
ben.send("/en/contact/write/", message="Hello", address="ben@example.org")
assert ben.confirm().status_code == 200
"""

import re
import time
from html import unescape
from urllib.parse import urlsplit

from django.db import connection
from django.test import Client

from conference.views.schedule import open_space
from nisn_site.kit.deeds.pages import DeedPages
from nisn_site.kit.gate.ticket import read_stamp, stamp_of
from nisn_site.kit.outbox.messages import Message
from tests.html import elements

FROM_OURS = {"sec-fetch-site": "same-origin"}
A_MINUTE = 60


class Sender:
    """A browser without JavaScript and cookies; `network` is the address it comes from."""

    def __init__(self, *, network: str = "198.51.100.7", **options):
        self.client = Client(enforce_csrf_checks=True, REMOTE_ADDR=network, headers=FROM_OURS, **options)

    def get(self, url: str):
        return self.client.get(url)

    def open(self, url: str, *, seconds_ago: float = A_MINUTE) -> dict:
        """The values of the first form that posts, as a browser would send it; opened a minute ago."""
        page = self.client.get(url)
        assert page.status_code == 200, page.status_code
        return aged(form_values(page.text), seconds_ago)

    def send(self, url: str, *, seconds_ago: float = A_MINUTE, **typed):
        """Open the form, fill it in, post it; returns the answer, not followed."""
        return self.post(url, self.open(url, seconds_ago=seconds_ago) | typed)

    def post(self, url: str, values: dict):
        return self.client.post(url, {name: value for name, value in values.items() if value is not None})

    def mailed_path(self) -> str:
        """The address in the newest mail with a link, as a browser would ask for it."""
        return urlsplit(re.search(r"https?://\S+/yours/\S+", newest_link_mail().text)[0]).path

    def mailed_code(self) -> str:
        return re.search(r"(?<!\w)\d{6}(?!\w)", newest_link_mail().text)[0]

    def press(self, url: str, button: str, **typed):
        """Press one of the buttons on the page that a mailed link opens; returns the answer, not followed."""
        values = form_values(self.client.get(url).text) if button == "confirm" else {}
        return self.post(url, values | typed | {"do": button})

    def confirm(self, **typed):
        """Open the newest mail's link, press its button, and return the page that follows."""
        answer = self.press(self.mailed_path(), "confirm", **typed)
        assert answer.status_code == 303, answer.status_code
        return self.get(answer.headers["Location"])


def newest_link_mail() -> Message:
    return Message.objects.filter(purpose__endswith=".link").latest("pk")


def form_values(html: str) -> dict:
    """What a browser would send of the first form on the page that posts and has fields, untouched."""
    [form, *_others] = re.findall(r"<form[^>]*method=\"post\".*?</form>", html, re.DOTALL)
    values = {}
    for name, attributes in elements(form, "input", "textarea", "select", "option"):
        if name == "select":
            select = attributes["name"]
        elif name == "option":
            if select not in values or "selected" in attributes:
                values[select] = attributes.get("value", "")
        elif "name" in attributes and (attributes.get("type") not in {"checkbox", "radio"} or "checked" in attributes):
            is_tick = attributes.get("type") in {"checkbox", "radio"}
            values[attributes["name"]] = attributes.get("value", "on" if is_tick else "")
    for area, text in re.findall(r"<textarea name=\"(\w+)\"[^>]*>\n?(.*?)</textarea>", form, re.DOTALL):
        values[area] = unescape(text)
    return values


def aged(values: dict, seconds: float) -> dict:
    """The same form, shown that long ago."""
    for purpose in [*(pages.purpose for pages in DeedPages.every), open_space.PURPOSE]:
        if found := read_stamp(values.get("stamp", ""), purpose):
            return values | {"stamp": stamp_of(found[0], purpose, shown_at=time.time() - seconds)}
    return values


def forget_counts() -> None:
    """What the gate counted in a real transaction; these tables are not Django's, which would empty them."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM gate_count")
