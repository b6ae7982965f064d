"""Every form that a visitor can send, found by itself: every value in every field ends in a page that keeps it.

A value is taken, put in order, or refused with its field named. Real names are never refused, and nothing typed is lost.
"""

import re
from html import unescape
from urllib.parse import quote
from uuid import uuid4
from zlib import crc32

import pytest

from nisn_site.kit.deeds.pages import DeedPages
from nisn_site.kit.gate.ticket import read_stamp, stamp_of
from nisn_site.kit.outbox.messages import Message
from tests.deeds import Sender, aged, form_values
from tests.html import elements

from .attack import leak
from .corpus import GROUPS, SHARP, Hostile, of
from .test_addresses import PAGES

FORM = "application/x-www-form-urlencoded"
GOOD = {"address": "ben{number}@example{number}.org"}
DEFAULT = "Is there a bed?"


class PublicForm:
    """One form as a browser sees it: its address, and the fields in which people type."""

    def __init__(self, url: str, html: str):
        self.url, self.values = url, aged(form_values(html), 60)
        hidden = {a.get("name") for name, a in elements(html, "input") if a.get("type") == "hidden"} | {"homepage"}
        typed = {
            a["name"] for name, a in elements(html, "input", "textarea") if "name" in a and self.takes_text(name, a)
        }
        self.typed = sorted((typed - hidden) & set(self.values))

    @staticmethod
    def takes_text(name: str, attributes: dict) -> bool:
        return name == "textarea" or attributes.get("type", "text") in {"text", "email", "url", "search", "tel"}

    def with_a_new_key(self) -> "PublicForm":
        """As if the page had been opened again."""
        for pages in DeedPages.every:
            if found := read_stamp(self.values["stamp"], pages.purpose):
                self.values["stamp"] = stamp_of(uuid4(), pages.purpose, shown_at=found[1])
        return self

    def post(self, sender: Sender, number: int, **quoted: str):
        """Send it with these fields, already percent-encoded, and good words in all others."""
        good = {name: quote(GOOD.get(name, DEFAULT).format(number=number)) for name in self.typed}
        rest = {name: quote(value) for name, value in self.values.items() if name not in good}
        body = "&".join(f"{name}={value}" for name, value in (rest | good | quoted).items())
        return sender.client.generic("POST", self.url, body, content_type=FORM)


@pytest.fixture
def forms(visitor) -> list[PublicForm]:
    """All forms of the public pages; a fresh one each time, since each has its key."""
    return [form for url in form_addresses(visitor) if (form := PublicForm(url, Sender().get(url).text)).typed]


def form_addresses(visitor) -> list[str]:
    """The pages that show a form to send. (Those with a secret in their address are tried by their own tests.)"""
    pages = [url for url in PAGES if "/sent/" not in url and "/yours/" not in url]
    return [url for url in pages if re.search(r"<form[^>]*method=\"post\"", visitor.get(url).text)]


def test_forms_of_all_who_need_no_account_are_tried_here(visitor):
    found = {re.sub(r"^/[a-z-]+/", "/en/", url) for url in form_addresses(visitor)}

    assert len(found) >= len(DeedPages.every)


def faults_of(form: PublicForm, number: int, value: Hostile, *fields: str) -> list[str]:
    """What is wrong with the answer when these fields hold this value."""
    number = crc32(f"{value} {number}".encode()) % 60_000  # everybody has a network and an address of their own
    sender = Sender(network=f"10.1.{number // 250}.{number % 250}")
    answer = form.post(sender, number, **dict.fromkeys(fields, value.quoted))
    where = f"{value} in {' and '.join(fields)} of {form.url}: "
    if not value.is_text:
        return [] if answer.status_code == 400 else [f"{where}status {answer.status_code}"]
    if answer.status_code not in {303, 422}:
        return [f"{where}status {answer.status_code}"]
    faults = [leak(answer)] if answer.status_code == 422 else []
    if answer.status_code == 422:
        faults += faults_of_refusal(form, answer, value, fields)
    elif value.group in {"names", "injection", "spoofing", "spreadsheet"} and Message.objects.exists():
        faults.append(leak(sender.get(sender.mailed_path())))
    if (
        value.group in {"names", "emoji"}
        and fields != ("address",)
        and len(value.text) < 100
        and answer.status_code != 303
    ):
        faults.append("a name of somebody is refused")
    return [where + fault for fault in faults if fault]


def faults_of_refusal(form: PublicForm, answer, value: Hostile, fields) -> list[str]:
    named = {
        a["href"].removeprefix("#id_") for _n, a in elements(answer.text, "a") if a.get("href", "").startswith("#id_")
    }
    kept = form_values(answer.text)
    faults = [] if named and named <= set(fields) else [f"names {named or 'no field'}"]
    for name in form.typed:
        came_back = unescape(kept.get(name, "")).replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        typed = value.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n") if name in fields else None
        if typed is not None and came_back != typed:
            faults.append(f"{name} is lost")
        elif typed is None and not came_back:
            faults.append(f"{name} is emptied")
    return faults


@pytest.mark.parametrize("group", GROUPS)
def test_any_value_in_all_texts_is_taken_or_refused_with_its_field_named(forms, group):
    found = []
    for value in of(group):
        for number, form in enumerate(forms):
            texts = [name for name in form.typed if name != "address"]
            found += faults_of(form.with_a_new_key(), number, value, *texts)
    assert found == []


@pytest.mark.parametrize("values", [SHARP, of("spoofing"), of("control")], ids=["sharp", "spoofing", "control"])
def test_any_value_as_an_address_is_taken_or_refused(forms, values):
    found = []
    for value in values:
        for number, form in enumerate(forms):
            if "address" in form.typed:
                found += faults_of(form.with_a_new_key(), number, value, "address")
    assert found == []


@pytest.mark.parametrize("size", [4_001, 70_000, 1_900_000])
def test_too_long_a_text_comes_back_whole(forms, size):
    for form in forms:
        for name in set(form.typed) - {"address"}:
            answer = form.post(Sender(), 1, **{name: "x" * size})

            assert answer.status_code == 422
            assert "shorter by" in answer.text
            assert "x" * size in answer.text


def test_more_than_any_form_holds_says_that_the_text_is_still_there(forms):
    answer = forms[0].post(Sender(), 1, **{forms[0].typed[0]: "x" * 2_100_000})

    assert answer.status_code == 413
    assert "Go back" in answer.text
