"""Every form that a visitor can send, found by itself: every value in every field ends in a page that keeps it.

A value is taken, put in order, or refused with its field named. Real names are never refused, and nothing typed is lost.
"""

from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4
from zlib import crc32

import pytest
from django.utils import timezone

from campaigns.models import Draft
from nisn_site.kit.deeds.pages import DeedPages
from nisn_site.kit.gate.ticket import read_stamp, stamp_of
from tests.campaigns.feedback.makers import make_feedback
from tests.campaigns.makers import change
from tests.deeds import Sender, aged, form_values
from tests.html import elements

from .attack import leak
from .corpus import GROUPS, SHARP, Hostile, of, one_of_each

FORM = "application/x-www-form-urlencoded"
GOOD = {"address": "ben{number}@example{number}.org", "message": "Is there a bed?", "body": "Say where we meet."}

# An address, and a sentence that must stand in the draft.
MEANT_FOR_OTHERS = {"address", "quote"}
SHOWN = {"names", "injection", "spreadsheet"}  # looked at also on the page of the mailed link


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
        good = {name: quote(text.format(number=number)) for name, text in GOOD.items() if name in self.typed}
        rest = {name: quote(value) for name, value in self.values.items() if name not in good}
        body = "&".join(f"{name}={value}" for name, value in (rest | good | quoted).items())
        return sender.client.generic("POST", self.url, body, content_type=FORM)


# Where each of the forms stands on the small site, by its purpose.
PLACES = {
    "contact": "/en/contact/write/",
    "newsletter": "/en/newsletter/sign-up/",
    "give": "/en/2007/proposals/strategy/2/say/{section}/",
    "support": "/en/2007/proposals/strategy/feedback/F-1/me-too/",
    "follow": "/en/2007/proposals/strategy/follow/",
}


@pytest.fixture(scope="module")
def seen() -> dict[str, PublicForm]:
    """The forms that were opened already: a new key is enough to send one again."""
    return {}


@pytest.fixture
def forms(site, seen) -> dict[str, PublicForm]:
    """All forms that people without an account can send, by purpose."""
    draft = Draft.objects.get(state=Draft.State.CURRENT, proposal__slug="strategy")
    change(draft, feedback_closes_at=timezone.now() + timedelta(days=1))
    make_feedback(draft=draft)
    for purpose, place in PLACES.items() if not seen else ():
        url = place.format(section=draft.texts.first().section.key)
        seen[purpose] = PublicForm(url, Sender().get(url).text)
    return seen


def test_forms_of_all_who_need_no_account_are_tried_here():
    assert {pages.purpose for pages in DeedPages.every} == set(PLACES)


def faults_of(form: PublicForm, number: int, value: Hostile, *fields: str) -> list[str]:
    """What is wrong with the answer when these fields hold this value. Everybody has a network and address of their own."""
    number = crc32(f"{value} {number} {fields}".encode()) % 60_000
    sender = Sender(network=f"10.1.{number // 250}.{number % 250}")
    answer = form.with_a_new_key().post(sender, number, **dict.fromkeys(fields, value.quoted))
    if not value.is_text:
        faults = [] if answer.status_code == 400 else [f"status {answer.status_code}"]
    elif answer.status_code == 422:
        faults = [leak(answer), *faults_of_refusal(form, answer, value, fields)]
    elif answer.status_code in {200, 303}:
        faults = [leak(answer), leak(sender.get(sender.mailed_path())) if value.group in SHOWN else None]
    else:
        faults = [f"status {answer.status_code}"]
    return [f"{value} in {fields} of {form.url}: {fault}" for fault in faults if fault]


def faults_of_refusal(form: PublicForm, answer, value: Hostile, fields) -> list[str]:
    named = {
        a["href"].removeprefix("#id_") for _n, a in elements(answer.text, "a") if a.get("href", "").startswith("#id_")
    }
    kept = form_values(answer.text)
    faults = [] if named and named <= set(fields) else [f"names {named or 'no field'}"]
    if value.group in {"names", "emoji"} and len(value.text) < 100 and not MEANT_FOR_OTHERS & set(fields):
        faults.append("the name of somebody is refused")
    for name in form.typed:
        came_back = kept.get(name, "").replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        typed = value.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n") if name in fields else None
        if typed is not None and came_back != typed:
            faults.append(f"{name} is lost")
        elif typed is None and name in GOOD and not came_back:
            faults.append(f"{name} is emptied")
    return faults


@pytest.mark.parametrize("group", GROUPS)
def test_any_value_in_all_texts_is_taken_or_refused_with_its_field_named(forms, group):
    contact = forms["contact"]
    assert [fault for value in of(group) for fault in faults_of(contact, 0, value, "message", "name")] == []


@pytest.mark.parametrize("purpose", PLACES)
def test_each_text_of_each_form_takes_a_value_or_refuses_it_by_its_name(forms, purpose):
    """All texts follow the same rules, so each gets one value of each kind, and its turn among the others."""
    fields, values = forms[purpose].typed, [*SHARP, *of("spoofing")]
    pairs = [(value, field) for value in one_of_each() for field in fields]
    pairs += [(value, fields[number % len(fields)]) for number, value in enumerate(values)]

    faults = [faults_of(forms[purpose], number, value, field) for number, (value, field) in enumerate(pairs)]
    assert [fault for some in faults for fault in some] == []


@pytest.mark.parametrize("size", [10_001, 70_000, 1_900_000])
@pytest.mark.parametrize(("purpose", "field"), [("contact", "message"), ("contact", "name"), ("give", "body")])
def test_too_long_a_text_comes_back_whole(forms, purpose, field, size):
    answer = forms[purpose].post(Sender(), 1, **{field: "x" * size})

    assert answer.status_code == 422
    assert "shorter by" in answer.text
    assert "x" * size in answer.text


def test_more_than_any_form_holds_says_what_to_do(forms):
    answer = forms["contact"].post(Sender(), 1, message="x" * 2_100_000)

    assert answer.status_code == 413
    assert "Go back and make it shorter" in answer.text
