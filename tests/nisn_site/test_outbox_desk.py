"""The outbox as organizers see it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nisn_site.kit.outbox import mail_server
from nisn_site.kit.outbox.desk import tasks
from nisn_site.kit.outbox.failures import Failure, Trouble
from nisn_site.kit.outbox.holding_back import hold_back, let_go
from nisn_site.kit.outbox.messages import Message, State
from nisn_site.kit.outbox.stopping import StoppedAddress, stop_mailings
from nisn_site.kit.outbox.writing import Unsubscribe
from nisn_site.kit.privacy.ciphers import address_index
from nisn_site.models import AuditEntry, User
from tests.html import text_of
from tests.jobs import waiting_jobs
from tests.kit.outbox.makers import BEN, make_mail, make_mails
from tests.makers import make_network

LIST = "/admin/nisn_site/message/"
TOKEN = "https://example.org/en/confirm/s3cr3t/"


@pytest.fixture(autouse=True)
def network(db):
    return make_network()


@pytest.fixture
def helper(client):
    """An organizer who may look after the outbox, and not read what is in it."""
    dao = User.objects.create_user("dao@example.org", is_staff=True)
    dao.user_permissions.set(Permission.objects.filter(codename__in=["view_message", "change_message"]))
    client.force_login(dao)
    return client


def failed(**values) -> Message:
    message = make_mail(**values)
    message.state, message.failure, message.failure_code = State.FAILED, Failure.NO_MAILBOX, "550 5.1.1"
    message.save()
    return message


def press(client, message: Message, name: str):
    return client.post(f"{LIST}{message.pk}/change/", {"do": name}, follow=True)


def state_of(message: Message) -> str:
    return Message.objects.get(pk=message.pk).state


# -- looking ---------------------------------------------------------------------------------------------------------


def test_list_says_what_failed_and_why_and_names_nobody(desk):
    failed(text=TOKEN, subject="Confirm your gift")

    page = desk.get(LIST).text
    assert "There is no such mailbox, or it takes no mail. (550 5.1.1)" in text_of(page)
    assert not [word for word in ("ben@", "s3cr3t", "Confirm your gift") if word in page]


def test_list_costs_the_same_with_one_and_thirty_mails(desk):
    make_mail(key="first")
    desk.get(LIST)
    with CaptureQueriesContext(connection) as with_one:
        desk.get(LIST)
    make_mails(30)

    with CaptureQueriesContext(connection) as with_thirty:
        desk.get(LIST)
    assert len(with_thirty) <= len(with_one) + 1
    assert not [query for query in with_thirty if '"text"' in query["sql"] or '"recipient"' in query["sql"]]


@pytest.mark.parametrize(("typed", "found"), [("BEN@example.org", 1), ("ben@example", 0), ("en@example.org", 0)])
def test_mails_are_found_by_a_whole_address_only(desk, typed, found):
    make_mail()
    make_mail(key="2", to="chika@example.org")

    assert desk.get(LIST, {"q": typed}).context["cl"].result_count == found


def test_page_shows_a_part_of_the_address_and_no_text(desk):
    message = make_mail(text=TOKEN)

    page = desk.get(f"{LIST}{message.pk}/change/").text
    assert "b…@example.org" in page
    assert "s3cr3t" not in page


def test_text_is_read_with_the_permission_and_that_is_noted(desk, amina):
    message = make_mail(text=TOKEN)

    assert "s3cr3t" in press(desk, message, "read").text
    entry = AuditEntry.objects.get(action="mail.read")
    assert (entry.actor, entry.target) == (amina.pk, f"nisn_site.message:{message.pk}")


def test_text_is_not_read_without_the_permission(helper):
    message = make_mail(text=TOKEN)

    assert "Read the text" not in helper.get(f"{LIST}{message.pk}/change/").text
    assert "s3cr3t" not in press(helper, message, "read").text
    assert not AuditEntry.objects.exists()


def test_mail_with_which_somebody_signs_in_is_read_by_nobody(desk):
    message = make_mail(purpose="account", text=TOKEN)

    assert "Read the text" not in desk.get(f"{LIST}{message.pk}/change/").text
    assert "s3cr3t" not in press(desk, message, "read").text


def test_stranger_and_organizer_without_the_right_see_nothing(client):
    message = make_mail()
    assert client.get(LIST).status_code == 302
    client.force_login(User.objects.create_user("chika@example.org", is_staff=True))
    assert client.get(LIST).status_code == 403
    assert client.post(f"{LIST}{message.pk}/change/", {"do": "put_aside"}).status_code == 403
    assert state_of(message) == State.WAITING


# -- doing -----------------------------------------------------------------------------------------------------------


def test_failed_mail_is_sent_again_under_its_old_message_id(desk, run_jobs, mailoutbox):
    message = failed()

    assert "1 mail is on its way again." in text_of(press(desk, message, "send_again").text)
    run_jobs()
    assert [letter.extra_headers["Message-ID"] for letter in mailoutbox] == [message.message_id]
    assert state_of(message) == State.SENT


def test_many_are_sent_again_or_put_aside_from_the_list(desk):
    first, second = failed(key="1"), failed(key="2")
    chosen = {"_selected_action": [first.pk, second.pk]}

    desk.post(LIST, chosen | {"action": "put_aside"})
    assert {state_of(first), state_of(second)} == {State.CANCELLED}
    desk.post(LIST, chosen | {"action": "send_again"})
    assert {state_of(first), state_of(second)} == {State.WAITING}
    assert [entry.data for entry in AuditEntry.objects.order_by("number")] == [{"mails": [first.pk, second.pk]}] * 2


def test_waiting_mail_that_is_put_aside_is_not_sent(desk, run_jobs, mailoutbox):
    message = make_mail()
    press(desk, message, "put_aside")
    run_jobs()

    assert (mailoutbox, state_of(message)) == ([], State.CANCELLED)


def test_sent_mail_is_neither_sent_again_nor_put_aside(desk, run_jobs):
    message = make_mail()
    run_jobs()

    for name in ("send_again", "put_aside"):
        assert "Nothing changed" in press(desk, message, name).text
    assert (state_of(message), waiting_jobs()) == (State.SENT, [])


def test_mail_whose_text_is_deleted_cannot_be_sent_again(desk):
    message = failed()
    Message.objects.filter(pk=message.pk).emptied()

    assert "Send again" not in desk.get(f"{LIST}{message.pk}/change/").text
    assert "Nothing changed" in press(desk, message, "send_again").text


def test_mailing_to_a_stopped_address_is_not_sent_again_before_that_is_lifted(desk):
    stop_mailings(address_index(BEN), Failure.BOUNCED)
    message = make_mail(mailing=Unsubscribe(TOKEN))
    press(desk, message, "send_again")
    assert state_of(message) == State.CANCELLED

    stopped = StoppedAddress.objects.get()
    assert desk.get("/admin/nisn_site/stoppedaddress/", {"q": BEN}).context["cl"].result_count == 1
    desk.post(f"/admin/nisn_site/stoppedaddress/{stopped.pk}/delete/", {"post": "yes"})
    press(desk, message, "send_again")
    assert state_of(message) == State.WAITING


@pytest.mark.parametrize("name", ["", "delete", "read", "\u202e", "send_again" * 1_000])
def test_nonsense_changes_nothing(desk, name):
    message = make_mail()
    assert desk.post(f"{LIST}{message.pk}/change/", {"do": name}).status_code in {200, 303}
    for key in ("999999", "abc", "9" * 40, "²", "٣", "_2F"):
        assert desk.post(f"{LIST}{key}/change/", {"do": name}).status_code == 303
        assert desk.get(f"{LIST}{key}/change/").status_code == 302
    assert state_of(message) == State.WAITING


# -- the home page ---------------------------------------------------------------------------------------------------


def words(**later) -> list[str]:
    return [task.words for task in tasks(timezone.now() + timedelta(**later))]


def test_home_says_nothing_on_a_good_day(desk):
    make_mail()

    assert words(minutes=5) == []
    assert "The site’s mail" not in desk.get("/admin/").text


def test_home_says_that_nobody_sends(desk):
    make_mails(2)

    assert words(minutes=20) == [
        "2 mails wait. Nobody sends them: the worker seems to be off. Tell whoever looks after the site."
    ]


def test_home_says_that_the_mail_server_is_away(desk):
    make_mail()
    mail_server.went_away(Trouble(Failure.LOGIN, "535"), timezone.now())

    [said] = words(minutes=20)
    assert said.startswith("No mail has gone out since ")
    assert said.endswith(
        "The mail server does not accept our name and password. 1 mail waits. Tell whoever looks after the site."
    )


@pytest.mark.parametrize("state", [State.WAITING, State.FAILED])
def test_mail_of_a_paused_mailing_waits_for_it_and_the_organizer_is_told(desk, run_jobs, state):
    message = failed(mailing=Unsubscribe(url=TOKEN))
    Message.objects.update(state=state)
    hold_back(Message.objects.all())

    page = text_of(desk.get(f"{LIST}{message.pk}/change/").text)
    assert "Send again" not in page
    assert ("when its mailing goes on" in page) is (state == State.WAITING)
    pages = [
        press(desk, message, "send_again"),
        desk.post(LIST, {"action": "send_again", "_selected_action": [message.pk]}, follow=True),
    ]

    told = ["1 mail waits, since its mailing is paused. It goes out when the mailing goes on."]
    assert [[str(word) for word in page.context["messages"]] for page in pages] == [told, told]
    run_jobs(now=timezone.now() + timedelta(days=30))
    assert (state_of(message), mail.outbox) == (state, [])

    let_go(Message.objects.all())
    press(desk, message, "send_again")
    run_jobs()
    assert (state_of(message), len(mail.outbox)) == (State.SENT, 1)


def test_home_counts_what_failed_until_it_is_put_aside(desk):
    message = failed()

    page = desk.get("/admin/").text
    assert "1 mail could not be sent: look why" in text_of(page)
    assert f'href="{LIST}?state__exact=failed"' in page
    press(desk, message, "put_aside")
    assert "could not be sent" not in desk.get("/admin/").text


def test_home_of_an_organizer_without_the_right_does_not_speak_of_mail(client):
    failed()
    client.force_login(User.objects.create_user("chika@example.org", is_staff=True))

    assert "could not be sent" not in client.get("/admin/").text
