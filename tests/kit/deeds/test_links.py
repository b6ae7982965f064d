"""Links that are old, were never ours, or were mailed under another secret key."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conference.models import ContactMessage
from nisn_site.kit.deeds.models import Stage

from .conftest import FORM, links, sent, stage_of


def test_old_link_gets_a_fresh_one_by_mail(ben):
    message = sent(ben)
    old = ben.mailed_path()
    ContactMessage.objects.update(link_expires_at=timezone.now() - timedelta(seconds=1))

    assert ben.get(old).status_code == 410
    assert "Mail me a new link" in ben.get(old).text
    assert ben.press(old, "fresh").status_code == 410

    assert links().count() == 2
    assert ben.mailed_path() != old
    assert ben.get(old).status_code == 404
    ben.confirm()
    assert stage_of(message) == Stage.CONFIRMED


def test_links_and_codes_that_were_mailed_go_on_working_under_a_new_secret_key(ben, settings):
    message, link = sent(ben), ben.mailed_path()
    page = ben.send(FORM, message="Hi", address="ben@example.org").headers["Location"]
    other, code = ben.mailed_path(), ben.mailed_code()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key " * 5, [settings.SECRET_KEY]

    answer = ben.press(link, "confirm")
    assert answer.headers["Location"] == link
    assert ben.get(link).status_code == ben.get(f"{link}change/").status_code == 200
    assert stage_of(message) == Stage.CONFIRMED
    assert ben.post(page, {"code": code}).headers["Location"] == other

    settings.SECRET_KEY_FALLBACKS = []
    sent(ben, message="Hello", address="chika@example.org")
    assert ben.confirm().status_code == 200


def test_mail_sent_once_more_carries_the_same_link(ben):
    page = ben.send(FORM, message="Hi", address="ben@example.org").headers["Location"]
    link = ben.mailed_path()

    for _ in range(9):
        assert "another mail is on its way" in ben.get(ben.post(page, {"do": "again"}).headers["Location"]).text

    assert ben.mailed_path() == link
    assert links().count() == 3


@pytest.mark.parametrize("token", ["x", "A" * 27, "A" * 3_000, "..", "%00", "a b", "<script>"])
def test_link_that_never_was_ours_has_a_page_of_its_own(ben, token):
    sent(ben)

    answer = ben.get(f"{FORM}yours/{token}/")

    assert answer.status_code in {400, 404}


def test_link_of_another_purpose_opens_nothing(ben):
    from nisn_site.kit.deeds.links import hash_of, token_of
    from nisn_site.models import User

    token = token_of(sent(ben))

    assert hash_of(User, token) != hash_of(ContactMessage, token)


def test_database_holds_neither_link_nor_code(ben):
    message = sent(ben)
    stored = str(ContactMessage.objects.values().get())

    assert ben.mailed_path().split("/")[-2] not in stored
    assert ben.mailed_code() not in stored
    assert message.link_hash in stored
