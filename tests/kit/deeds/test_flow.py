"""From the form to the day its sender takes it back, as a visitor without JavaScript and cookies goes."""

from conference.contact.pages import contact
from conference.models import ContactMessage
from nisn_site.kit.deeds.confirming import release
from nisn_site.kit.deeds.models import Stage
from nisn_site.kit.deeds.pages import Choice
from nisn_site.kit.outbox.messages import Message
from tests.deeds import Sender, form_values
from tests.html import elements, parse_strictly, text_of

from .conftest import FORM, links, sent, stage_of


def test_sent_form_is_a_row_that_waits_and_one_mail(ben):
    message = sent(ben)

    assert (message.stage, message.message, message.address) == (
        Stage.UNCONFIRMED,
        "Is there a bed?",
        "ben@example.org",
    )
    assert [mail.recipient for mail in links()] == ["ben@example.org"]


def test_mail_holds_nothing_that_was_typed(ben):
    sent(ben, name="Buy at evil.example", message="Buy at evil.example")

    [mail] = links()
    assert "evil" not in mail.subject + mail.text


def test_reading_the_link_changes_nothing_however_often(ben):
    message, link = sent(ben), ben.mailed_path()
    before = ContactMessage.objects.values().get()

    for ask in [ben.client.get] * 15 + [ben.client.head] * 3:
        assert ask(link).status_code == 200
    for _ in range(2):
        assert ben.client.get(link, headers={"sec-purpose": "prefetch", "purpose": "prefetch"}).status_code == 200
    assert ben.client.options(link).status_code == 405

    assert ContactMessage.objects.values().get() == before
    assert stage_of(message) == Stage.UNCONFIRMED


def test_button_confirms_once(ben):
    message = sent(ben)

    assert "We have your message" in text_of(ben.confirm().text)
    first = ContactMessage.objects.values().get()
    ben.press(ben.mailed_path(), "confirm")

    assert stage_of(message) == Stage.CONFIRMED
    assert ContactMessage.objects.values().get() == first


def test_text_can_still_be_changed_on_the_page_with_the_button(ben):
    message = sent(ben)
    assert form_values(ben.get(ben.mailed_path()).text)["message"] == "Is there a bed?"

    ben.confirm(message="Are there two beds?")

    message.refresh_from_db()
    assert (message.message, message.stage) == ("Are there two beds?", Stage.CONFIRMED)


def test_change_with_an_error_comes_back_and_confirms_nothing(ben):
    message = sent(ben)

    answer = ben.press(ben.mailed_path(), "confirm", message="x" * 4_001)

    assert answer.status_code == 422
    assert "shorter by 1 character" in answer.text
    assert "x" * 4_001 in answer.text
    assert stage_of(message) == Stage.UNCONFIRMED


def test_code_confirms_where_the_form_was_sent(ben):
    page = ben.send(FORM, message="Hi", address="ben@example.org").headers["Location"]

    answer = ben.post(page, {"code": f" {ben.mailed_code()} "})

    assert answer.headers["Location"] == ben.mailed_path()
    assert ContactMessage.objects.get().is_confirmed


def test_code_may_be_typed_in_the_digits_of_another_script(ben):
    page = ben.send(FORM, message="Hi", address="ben@example.org").headers["Location"]
    arabic = ben.mailed_code().translate({ord("0") + digit: 0x660 + digit for digit in range(10)})

    assert ben.post(page, {"code": arabic}).status_code == 303


def test_five_wrong_codes_use_the_code_up_but_not_the_link(ben):
    page = ben.send(FORM, message="Hi", address="ben@example.org").headers["Location"]
    right = ben.mailed_code()
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"

    assert [ben.post(page, {"code": wrong}).status_code for _ in range(5)] == [422] * 5
    assert ben.post(page, {"code": right}).status_code == 422
    assert "does not fit" in ben.post(page, {"code": right}).text
    assert ben.confirm().status_code == 200


def test_code_of_nothing_is_as_wrong_as_any(ben):
    known = ben.send(FORM, message="Hi", address="ben@example.org").headers["Location"]
    unknown = FORM + "sent/00000000-0000-4000-8000-000000000000/"

    pages = [ben.post(page, {"code": "abc"}) for page in (known, unknown)]

    assert [page.status_code for page in pages] == [422, 422]
    assert text_of(pages[0].text) == text_of(pages[1].text)


def test_page_after_the_form_is_the_same_for_a_known_address(ben):
    pages = []
    for number in range(5):  # more than may be mailed to one address
        answer = Sender(network=f"198.51.100.{number}").send(FORM, message=f"Hi {number}", address="ben@example.org")
        pages.append(text_of(ben.get(answer.headers["Location"]).text))

    assert len(set(pages)) == 1
    assert links().count() == 3
    assert [row.stage for row in ContactMessage.objects.order_by("pk")] == [Stage.UNCONFIRMED] * 3 + [Stage.HELD] * 2


def test_thousand_posts_for_one_address_are_three_mails(ben):
    """As many as it takes to see that the count stands still; see the test of the limits for a thousand."""
    for number in range(12):
        Sender(network=f"203.0.113.{number}").send(FORM, message=f"Hi {number}", address="Ben@EXAMPLE.org")

    assert links().count() == 3


def test_this_was_not_me_deletes_all_of_it(ben):
    sent(ben)
    link = ben.mailed_path()

    answer = ben.press(link, "not-me")

    assert answer.headers["Location"] == FORM + "erased/"
    assert not ContactMessage.objects.exists()
    assert not Message.objects.exists()
    assert ben.get(link).status_code == 404


def test_this_was_not_me_is_too_late_when_it_is_confirmed(ben):
    message = sent(ben)
    ben.confirm()

    ben.press(ben.mailed_path(), "not-me")

    assert stage_of(message) == Stage.CONFIRMED


def test_sender_changes_it_later_by_the_same_link(ben):
    message = sent(ben)
    ben.confirm()

    page = ben.mailed_path() + "change/"
    answer = ben.post(page, form_values(ben.get(page).text) | {"message": "No bed needed."})

    assert "Your change is stored" in ben.get(answer.headers["Location"]).text
    message.refresh_from_db()
    assert message.message == "No bed needed."


def test_sender_deletes_it_by_the_same_link(ben):
    sent(ben)
    ben.confirm()

    answer = ben.press(ben.mailed_path(), "erase")

    assert answer.headers["Location"] == FORM + "erased/"
    assert not ContactMessage.objects.exists()


def test_app_adds_buttons_of_its_own_such_as_taking_it_back(ben, monkeypatch):
    def take_back(deed):
        deed.stage = Stage.WITHDRAWN
        deed.save(update_fields=["stage"])

    def choices(deed):
        return [] if deed.is_withdrawn else [Choice("withdraw", "Take it back", "It no longer counts.", take_back)]

    monkeypatch.setattr(contact, "choices_of", choices)
    message = sent(ben)
    ben.confirm()
    assert "It no longer counts." in ben.get(ben.mailed_path()).text

    for _ in range(2):
        answer = ben.press(ben.mailed_path(), "withdraw")
        assert answer.headers["Location"] == ben.mailed_path()

    page = text_of(ben.get(ben.mailed_path()).text)
    assert "You took it back" in page
    assert "Take it back" not in page
    ben.post(ben.mailed_path(), {"do": "confirm"})
    assert stage_of(message) == Stage.WITHDRAWN


def test_button_that_is_not_there_does_nothing(ben):
    message = sent(ben)
    ben.confirm()

    for word in ("", "nope", "__class__", "x" * 10_000):
        assert ben.press(ben.mailed_path(), word).status_code == 303

    assert stage_of(message) == Stage.CONFIRMED


# -- without an address --------------------------------------------------------------------------------------------


def test_form_without_an_address_is_held_for_a_person(ben):
    answer = ben.send(FORM, message="Help")

    message = ContactMessage.objects.get()
    assert (message.stage, message.held_for, message.link_hash) == (Stage.HELD, "no_address", None)
    assert answer.headers["Location"] == FORM + "thanks/"
    assert "cannot answer by mail" in text_of(ben.get(answer.headers["Location"]).text)
    assert not links().exists()


def test_many_links_are_confirmed_first_and_then_held(ben):
    message = sent(ben, message="https://a.example https://b.example www.c.example")
    assert stage_of(message) == Stage.UNCONFIRMED

    page = ben.confirm()

    assert (stage_of(message), message.held_for) == (Stage.HELD, "many_links")
    assert "A volunteer reads it first" in text_of(page.text)


def test_links_that_come_in_later_are_held_too(ben):
    many = "https://a.example https://b.example www.c.example"
    message = sent(ben)
    ben.confirm(message=many)
    assert (stage_of(message), message.held_for) == (Stage.HELD, "many_links")

    release(pages=contact, deed=message)
    page = ben.mailed_path() + "change/"
    ben.post(page, form_values(ben.get(page).text) | {"message": f"More: {many}"})

    assert (stage_of(message), message.held_for) == (Stage.HELD, "many_links")


def test_person_lets_a_held_one_pass(ben):
    message = sent(ben, message="https://a.example https://b.example www.c.example")
    ben.confirm()

    release(pages=contact, deed=message)
    release(pages=contact, deed=message)

    assert (stage_of(message), message.held_for) == (Stage.CONFIRMED, "")


def test_known_address_gets_its_own_link_and_nothing_new_is_stored(ben, monkeypatch):
    """As a newsletter does it: the page is the same, and only the owner of the address learns that it is known."""
    first = sent(ben)
    ben.confirm()
    monkeypatch.setattr(
        contact, "known", lambda form, place: ContactMessage.objects.confirmed().of_address("ben@example.org").first()
    )

    values = ben.open(FORM) | {"message": "Me again", "address": "BEN@example.org"}
    answers = [ben.post(FORM, values) for _ in range(2)]

    assert answers[0].headers["Location"].startswith(FORM + "sent/")
    assert ContactMessage.objects.get() == first
    assert links().count() == 2  # one each for the first time and for the second, however often that was sent
    assert "look at it, change it or delete it" in links().latest("pk").text
    assert "We have your message" in ben.get(ben.mailed_path()).text


# -- every page ------------------------------------------------------------------------------------------------------


def test_no_page_sets_a_cookie_is_kept_or_found(ben):
    answer = ben.send(FORM, message="Hi", address="ben@example.org")
    link = ben.mailed_path()
    urls = [
        FORM,
        answer.headers["Location"],
        link,
        f"{link}change/",
        *(FORM + name for name in ("thanks/", "later/", "erased/")),
    ]

    for page in [answer, *map(ben.get, urls), ben.press(link, "confirm"), ben.get(link)]:
        assert page.cookies == {}
        assert "no-store" in page.headers["Cache-Control"]
        assert "Cookie" not in page.headers.get("Vary", "")
        assert page.headers["X-Robots-Tag"] == "noindex"
        if page.status_code == 200:
            parse_strictly(page.text)


def test_error_names_the_field_and_keeps_all_the_others(ben):
    typed = {"message": "Is there a bed?", "name": "José Ñandú", "address": "not an address"}
    answer = ben.send(FORM, **typed)

    assert answer.status_code == 422
    assert "<title>Error: " in answer.text
    assert form_values(answer.text).items() >= typed.items()
    links = [a["href"] for name, a in elements(answer.text, "a") if a.get("href", "").startswith("#id_")]
    assert links == ["#id_address"]
