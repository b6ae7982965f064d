"""One form is one row, also when it is sent twice at the same moment. Each race has a control that shows it is one."""

from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.db import connection

from conference.contact.pages import contact
from conference.models import ContactMessage
from nisn_site.kit.deeds.confirming import confirm, release
from nisn_site.kit.deeds.receiving import receive
from nisn_site.kit.gate.ladder import Verdict
from nisn_site.kit.outbox.messages import Message
from tests.races import at_once, second_waits

from .conftest import FORM

KEY = uuid4()


def take(key=KEY, *, message="Is there a bed?", address="ben@example.org"):
    """What the site does with a valid form."""
    form = contact.make_form({"message": message, "address": address}, place=[])
    assert form.is_valid()
    return receive(pages=contact, form=form, place=[], key=key, verdict=Verdict()).pk


def notices() -> int:
    return Message.objects.filter(purpose="contact.notice").count()


def links() -> int:
    return Message.objects.filter(purpose="contact.link").count()


# -- one after the other -------------------------------------------------------------------------------------------


def test_same_form_again_is_received_once_and_says_so_again(ben):
    values = ben.open(FORM) | {"message": "Is there a bed?", "address": "ben@example.org"}

    answers = [ben.post(FORM, values) for _ in range(3)]

    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert (ContactMessage.objects.count(), links()) == (1, 1)


def test_same_form_with_other_words_replaces_the_first_while_nothing_is_confirmed(ben):
    values = ben.open(FORM) | {"message": "Is there a bed?", "address": "ben@example.org"}
    ben.post(FORM, values)
    link = ben.mailed_path()

    ben.post(FORM, values | {"message": "Are there two beds?"})

    assert [row.message for row in ContactMessage.objects.all()] == ["Are there two beds?"]
    assert (ben.mailed_path(), links()) == (link, 1)


def test_corrected_address_gets_a_mail_of_its_own_and_the_first_link_dies(ben):
    values = ben.open(FORM) | {"message": "Is there a bed?", "address": "bne@example.org"}
    ben.post(FORM, values)
    wrong = ben.mailed_path()

    ben.post(FORM, values | {"address": "ben@example.org"})

    assert [row.address for row in ContactMessage.objects.all()] == ["ben@example.org"]
    assert Message.objects.latest("pk").recipient == "ben@example.org"
    assert ben.get(wrong).status_code == 404
    assert ben.confirm().status_code == 200


def test_form_that_was_mailed_to_many_addresses_waits_for_a_person_who_lets_its_mail_go_out(ben):
    values = ben.open(FORM) | {"message": "Is there a bed?"}
    for number in range(5):
        assert ben.post(FORM, values | {"address": f"ben{number}@example.org"}).status_code == 303
    message = ContactMessage.objects.get()
    assert (message.stage, message.held_for, links()) == ("held", "many_mails", 4)

    release(pages=contact, deed=message)

    assert Message.objects.latest("pk").recipient == "ben4@example.org"
    assert ben.confirm().status_code == 200
    assert ContactMessage.objects.get().is_confirmed


def test_other_words_under_a_key_whose_mail_is_out_need_no_second_mail(ben):
    """Also when this address may get no more today."""
    values = ben.open(FORM) | {"message": "Is there a bed?", "address": "ben@example.org"}
    ben.post(FORM, values)
    for number in range(5):
        ben.post(FORM, values | {"message": f"Are there {number} beds?"})

    assert [row.stage for row in ContactMessage.objects.all()] == ["unconfirmed"]
    assert links() == 1
    assert "Are there 4 beds?" in ben.get(ben.mailed_path()).text


def test_same_form_with_other_words_is_something_new_once_the_first_counts(ben):
    values = ben.open(FORM) | {"message": "Is there a bed?", "address": "ben@example.org"}
    ben.post(FORM, values)
    ben.confirm()

    ben.post(FORM, values | {"message": "And a cot?"})

    assert sorted(row.message for row in ContactMessage.objects.all()) == ["And a cot?", "Is there a bed?"]
    assert links() == 2


# -- at the same moment ----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_double_click_lands_once():
    first, second = second_waits(take, take)

    assert first == second
    assert (ContactMessage.objects.count(), links()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_double_click_lands_twice_without_the_unique_key():
    """The control: both have looked before either stores."""
    with without_unique_key():
        first, second = at_once(store_without_looking, store_without_looking)

        assert first != second
        assert ContactMessage.objects.count() == 2


def store_without_looking() -> int:
    return ContactMessage.objects.create(submit_key=KEY, message="Hi", stage="held", held_for="no_address").pk


@contextmanager
def without_unique_key():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'conference_contactmessage'::regclass "
            "AND contype = 'u' AND conname LIKE '%submit_key%'"
        )
        [(name,)] = cursor.fetchall()
        cursor.execute(f'ALTER TABLE conference_contactmessage DROP CONSTRAINT "{name}"')
        try:
            yield
        finally:
            cursor.execute("DELETE FROM conference_contactmessage")
            cursor.execute(f'ALTER TABLE conference_contactmessage ADD CONSTRAINT "{name}" UNIQUE (submit_key)')


@pytest.mark.django_db(transaction=True)
def test_button_pressed_twice_at_once_confirms_once():
    message = ContactMessage.objects.get(pk=take())
    moments = []

    def press():
        moments.append(confirm(pages=contact, deed=message).confirmed_at)

    second_waits(press, press)

    assert len(set(moments)) == 1


@pytest.mark.django_db
def test_button_pressed_twice_at_once_confirms_twice_without_the_lock():
    """The control: both have read the row before either writes it."""
    key = take()
    rows = [ContactMessage.objects.get(pk=key) for _ in range(2)]
    moments = []

    def press(row):
        assert row.is_unconfirmed
        row.stage, row.confirmed_at = "confirmed", f"2026-11-25T12:00:0{len(moments)}Z"
        row.save()
        moments.append(row.confirmed_at)

    for row in rows:
        press(row)

    assert len(set(moments)) == 2


@pytest.mark.django_db(transaction=True)
def test_same_form_eight_times_at_once_is_one_row():
    """As a replayed proof of work would be sent."""
    keys = at_once(*[take] * 8)

    assert len(set(keys)) == 1
    assert (ContactMessage.objects.count(), links()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_row_and_mail_are_stored_together_or_not_at_all(monkeypatch):
    monkeypatch.setattr("nisn_site.kit.deeds.mailing.queue_mail", lambda **values: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        take()

    assert not ContactMessage.objects.exists()
