"""A reader signs up, changes the language, and stops it again."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from conference.models import Subscriber
from conference.newsletter.chunks import send_chunk
from conference.newsletter.pages import subscribe
from conference.newsletter.stop_links import StopLink, read_token, stop_path, token_of
from nisn_site.kit.outbox.failures import Failure
from nisn_site.kit.outbox.messages import Message
from nisn_site.kit.outbox.stopping import StoppedAddress, stop_mailings
from nisn_site.kit.privacy.sealing import address_index
from tests.conference.newsletter.makers import FORM, begin, make_issue, make_reader, make_readers, recipients
from tests.deeds import Sender
from tests.makers import make_conference, make_network
from tests.races import at_once

pytestmark = pytest.mark.django_db
RECEIPT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture(autouse=True)
def site(db):
    make_conference(is_current=True)


def sign_up(**typed) -> Sender:
    ben = Sender()
    assert ben.send(FORM, **{"address": "ben@example.org", "language": "en"} | typed).status_code == 303
    return ben


def test_whoever_presses_the_button_in_our_mail_gets_it_in_the_chosen_language():
    ben = sign_up(language="es")
    assert list(Subscriber.objects.confirmed()) == []

    assert ben.confirm().status_code == 200

    [reader] = Subscriber.objects.confirmed()
    assert (reader.address, reader.language) == ("ben@example.org", "es")


def test_language_can_be_changed_at_the_button_and_later():
    ben = sign_up()
    ben.confirm(language="es")
    assert Subscriber.objects.get().language == "es"

    ben.post(ben.mailed_path() + "change/", {"language": "en"})

    assert Subscriber.objects.get().language == "en"


def test_answers_are_the_same_whether_or_not_the_address_is_known():
    make_reader("ben")
    answers = []
    for name in ("ben", "stranger"):
        visitor = Sender()
        moved = visitor.send(FORM, address=f"{name}@example.org", language="en").headers["Location"]
        answers.append((moved.split("/sent/")[0], RECEIPT.sub("", visitor.get(moved).text)))

    assert answers[0] == answers[1]
    mails = [mail.text for mail in Message.objects.filter(purpose="newsletter.link")]
    assert len(mails) == 2
    assert {len(text.splitlines()) for text in mails} == {len(mails[0].splitlines())}


def test_second_sign_up_takes_the_place_of_the_first():
    make_reader("ben", language="en")
    sign_up(language="es").confirm()

    [reader] = Subscriber.objects.all()
    assert reader.language == "es"


def test_reader_who_signs_up_again_while_an_issue_goes_out_gets_it_once_in_the_new_language(amina):
    make_network(postal_address="Here")
    make_readers(2, language="en")
    make_reader("ben", language="en")
    issue = begin(make_issue(), amina)
    send_chunk(issue_id=issue.pk, size=1)

    sign_up(language="es").confirm()
    for _ in range(3):
        send_chunk(issue_id=issue.pk, size=1)

    assert recipients() == ["ben@example.org", "reader-0@example.org", "reader-1@example.org"]
    assert Message.objects.filter(purpose="newsletter.issue").latest("pk").language == "es"


def test_stranger_who_signs_somebody_up_again_changes_nothing():
    reader = make_reader("ben")
    stranger = sign_up(language="es")
    stranger.press(stranger.mailed_path(), "not-me")

    assert list(Subscriber.objects.values_list("pk", "language")) == [(reader.pk, "en")]


def test_confirming_lets_mailings_go_there_again():
    stop_mailings(address_index("ben@example.org"), Failure.BOUNCED)

    sign_up().confirm()

    assert list(StoppedAddress.objects.all()) == []


def test_nobody_counts_whose_address_is_not_proven():
    with pytest.raises(IntegrityError, match="subscriber_has_proven_the_address"), transaction.atomic():
        make_reader(address_proven_at=None)


# -- stopping ----------------------------------------------------------------------------------------------------------


def test_mail_program_stops_it_with_one_post_from_anywhere():
    reader = make_reader()
    elsewhere = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "cross-site"})

    answer = elsewhere.post(stop_path(reader), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200  # RFC 8058: no redirect
    assert "Set-Cookie" not in answer.headers
    assert list(Subscriber.objects.all()) == []


def test_scanner_that_opens_the_link_stops_nothing():
    reader = make_reader()
    for _ in range(3):
        assert Sender().get(stop_path(reader)).status_code == Client().head(stop_path(reader)).status_code == 200

    assert Subscriber.objects.confirmed().count() == 1


def test_reader_stops_it_on_the_page_of_the_link_and_may_press_twice():
    path = stop_path(make_reader())
    for _ in range(2):
        answer = Sender().post(path, {"do": "stop"})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/en/newsletter/stopped/")

    assert list(Subscriber.objects.all()) == []
    assert Sender().get(path).status_code == 200


def test_page_of_the_link_leads_to_the_language():
    reader = make_reader()
    sign_up().confirm()
    page = Sender().get(stop_path(reader)).text

    assert f'href="{Sender().mailed_path()}"' in page


def test_own_page_stops_it_too():
    ben = sign_up()
    ben.confirm()

    assert ben.press(ben.mailed_path(), "erase").headers["Location"] == "/en/newsletter/sign-up/erased/"
    assert list(Subscriber.objects.all()) == []


def test_reader_who_stops_leaves_no_mail_behind_and_a_new_sign_up_stays():
    sign_up().confirm()
    anew = sign_up(language="es")

    anew.post(stop_path(Subscriber.objects.confirmed().get()), {"List-Unsubscribe": "One-Click"})

    assert Message.objects.filter(purpose="newsletter.link").count() == 1
    assert anew.confirm().status_code == 200


@pytest.mark.parametrize("token", ["x", "é", "%00", "A" * 60, "A" * 900, "=" * 60])
def test_made_up_link_is_no_page_and_stops_nobody(token):
    make_reader()

    assert Client().post(f"/en/newsletter/stop/yours/{token}/").status_code in {400, 404}
    assert Subscriber.objects.count() == 1


def test_link_of_an_older_mail_stops_it_also_under_a_new_secret_key(settings):
    path = stop_path(make_reader())
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key " * 5, [settings.SECRET_KEY]

    assert Client().post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscriber.objects.exists()


def test_link_of_one_address_does_not_open_another():
    ben, chika = (address_index(f"{name}@example.org") for name in ("ben", "chika"))
    for_ben, for_chika = token_of(ben, 1), token_of(chika, 1)

    assert read_token(for_ben) == StopLink(ben, 1)
    assert read_token(for_ben[:51] + for_chika[51:]) is None
    assert read_token(token_of(ben, 2)[:51] + for_ben[51:]) is None


def test_link_of_an_older_mail_stops_it_also_when_addresses_have_another_index_now(settings):
    path = stop_path(make_reader())
    settings.ADDRESS_INDEX_KEY = b"another" * 5
    call_command("reseal", verbosity=0)

    assert "Choose the language" in Client().get(path).text
    assert Client().post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscriber.objects.exists()


# -- two at once --------------------------------------------------------------------------------------------------------


def press_both(links: list[str]) -> list[int]:
    return at_once(*(lambda link=link: Sender().press(link, "confirm").status_code for link in links))


def signed_up_twice() -> list[str]:
    links = []
    for _ in range(2):
        links.append(sign_up().mailed_path())
    return links


@pytest.mark.django_db(transaction=True)
def test_both_buttons_of_two_sign_ups_at_once_make_one_reader():
    assert press_both(signed_up_twice()) == [303, 303]
    assert Subscriber.objects.confirmed().count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_making_room_one_of_them_would_fail(monkeypatch):
    """The control: here the constraint still forbids a second reader, and somebody sees an error."""
    monkeypatch.setattr(subscribe, "will_take_effect", lambda deed: None)

    with pytest.raises(IntegrityError, match="subscriber_once_per_address"):
        press_both(signed_up_twice())


# -- forgetting ----------------------------------------------------------------------------------------------------------


def test_sign_up_that_nobody_confirms_is_gone_after_two_days():
    sign_up()
    Subscriber.objects.update(link_expires_at=timezone.now() - timedelta(minutes=1))
    make_reader("chika")

    call_command("delete_due", verbosity=0)

    assert [reader.address for reader in Subscriber.objects.all()] == ["chika@example.org"]
    assert list(Message.objects.all()) == []  # it held the address of somebody who perhaps never asked


def test_reader_stays_for_years():
    make_reader()
    Subscriber.objects.update(created_at=timezone.now() - timedelta(days=3000))

    call_command("delete_due", verbosity=0)

    assert Subscriber.objects.count() == 1


def test_person_is_erased_everywhere():
    make_reader()

    call_command("erase_person", "BEN@example.org", verbosity=0)

    assert list(Subscriber.objects.all()) == []


def test_slug_of_a_page_of_ours_is_refused():
    issue = make_issue()
    issue.slug = "sign-up"
    with pytest.raises(ValidationError, match="taken"):
        issue.full_clean()
