"""A visitor writes to us: on a phone without JavaScript, with impatience, and while the form is under attack."""

import pytest
from playwright.sync_api import expect

from conference.contact.pages import contact
from conference.models import ContactMessage
from nisn_site.kit.gate.ladder import Limits
from nisn_site.kit.outbox.messages import Message
from tests.browser.test_accessibility import VARIANTS, violations
from tests.browser.test_layout import TEXT_SPACING, WIDER
from tests.deeds import Sender, forget_counts
from tests.races import at_once

FORM = "/en/contact/write/"
# Even the first form counts as an attack, and nobody without a proof gets a mail.
ATTACKED = Limits(attack=0, attack_mails=0)


@pytest.fixture(autouse=True)
def nothing_sent_yet(site, monkeypatch):
    """Nobody in a test waits two seconds before they press. Deleted on another connection, which commits."""
    monkeypatch.setattr("nisn_site.kit.gate.ticket.YOUNGEST", 0)
    at_once(delete_all)
    yield
    at_once(delete_all)


def delete_all():
    ContactMessage.objects.all().delete()
    Message.objects.all().delete()
    forget_counts()


def fill_in(page, *, address="ben@example.org"):
    page.get_by_label("Your message").fill("Is there a bed?")
    page.get_by_label("Your email address").fill(address)


def send(page):
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/sent/**")


def stages() -> list[str]:
    return list(ContactMessage.objects.order_by("pk").values_list("stage", flat=True))


def test_visitor_without_javascript_writes_confirms_and_deletes(visit):
    page = visit(FORM, scripts=False)
    fill_in(page)
    send(page)
    page.goto(Sender().mailed_path())
    assert page.get_by_label("Your message").input_value() == "Is there a bed?"

    page.get_by_role("button", name="Yes, this is from me").click()
    expect(page.get_by_role("heading", name="Thank you. We have your message.")).to_be_visible()
    assert stages() == ["confirmed"]

    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("heading", name="It is deleted")).to_be_visible()
    assert stages() == []
    assert page.context.cookies() == []


def test_visitor_types_the_code_where_the_form_was_sent(visit):
    page = visit(FORM, scripts=False)
    fill_in(page)
    send(page)

    page.get_by_label("Code from the mail").fill(Sender().mailed_code())
    page.get_by_role("button", name="Use this code").click()

    expect(page.get_by_role("heading", name="Thank you. We have your message.")).to_be_visible()


@pytest.mark.parametrize("scripts", [False, True])
def test_impatient_visitor_sends_once(visit, scripts):
    page = visit(FORM, scripts=scripts)
    fill_in(page)
    page.get_by_role("button", name="Send").dblclick()
    page.wait_for_url("**/sent/**")

    assert stages() == ["unconfirmed"]


def test_phone_works_for_a_second_while_the_form_is_under_attack(visit, monkeypatch):
    monkeypatch.setattr(contact, "limits", ATTACKED)
    faults = []
    page = visit(FORM)
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.reload()
    fill_in(page)
    send(page)

    assert faults == []
    assert stages() == ["unconfirmed"]  # its proof was right, or it would be held


def test_who_presses_at_once_waits_for_the_proof(visit, monkeypatch):
    monkeypatch.setattr(contact, "limits", ATTACKED)
    page = visit(FORM)
    fill_in(page)
    page.get_by_role("button", name="Send").dblclick()
    page.wait_for_url("**/sent/**")

    assert stages() == ["unconfirmed"]


def test_visitor_without_javascript_is_not_turned_away_by_an_attack(visit, monkeypatch):
    monkeypatch.setattr(contact, "limits", Limits(attack=0))
    page = visit(FORM, scripts=False)
    fill_in(page)
    send(page)

    assert stages() == ["unconfirmed"]


def test_form_that_another_site_sends_is_refused(visit):
    page = visit(FORM)
    fill_in(page)
    stamp = page.locator("[name=stamp]").input_value()
    foreign = visit("/en/")
    foreign.route(
        "http://other.example/", lambda route: route.fulfill(content_type="text/html", body=forgery(page.url, stamp))
    )
    foreign.goto("http://other.example/")
    foreign.click("button")
    foreign.wait_for_load_state()

    assert "403" in foreign.locator("h1").inner_text()
    assert stages() == []


def forgery(url: str, stamp: str) -> str:
    return (
        f'<form method="post" action="{url}"><input name="stamp" value="{stamp}"><input name="message" value="x">'
        '<input name="address" value="x@example.org"><button>Win a prize</button></form>'
    )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_behind_the_form_are_usable_by_all(visit, language):
    page = visit(FORM.replace("en", language, 1), bypass_csp=True)
    page.locator("main form button").click()
    found = {"error": faults_of(page)}
    page.fill("[name=message]", "Is there a bed?")
    page.fill("[name=address]", "ben@example.org")
    page.locator("main form button").click()
    page.wait_for_url("**/sent/**")
    found["sent"] = faults_of(page)
    page.fill("[name=code]", "1")
    page.locator("main form button").first.click()
    found["wrong code"] = faults_of(page)
    page.goto(Sender().mailed_path())
    found["confirm"] = faults_of(page)
    page.click("button[value=confirm]")
    found["done"] = faults_of(page)
    page.goto(page.url.split("?")[0] + "change/")
    found["change"] = faults_of(page)

    assert {name: faults for name, faults in found.items() if faults} == {}


def faults_of(page) -> list:
    found = []
    for width, scheme in VARIANTS[:2]:
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += violations(page)
    page.add_style_tag(content=TEXT_SPACING)
    return found + ([f"{wider} px too wide"] if (wider := page.evaluate(WIDER)) > 0 else [])
