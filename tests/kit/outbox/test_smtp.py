"""The outbox against real SMTP servers that fail: nothing is lost, and nothing sent twice but in the one case that
nobody can avoid, where the second copy has the first one's Message-ID."""

import pytest

from nisn_site.kit.outbox import mail_server
from nisn_site.kit.outbox.failures import Failure
from nisn_site.kit.outbox.messages import Message, State
from nisn_site.kit.outbox.turns import take_turn
from nisn_site.kit.outbox.writing import Unsubscribe
from tests.makers import make_network

from .makers import BEN, make_mail, make_mails
from .servers import black_hole, free_port, mailers, post_office


@pytest.fixture(autouse=True)
def network(db):
    return make_network()


def states() -> list[tuple]:
    return list(Message.objects.order_by("pk").values_list("state", "failure", "failure_code", "attempts"))


WAITING, SENT = (State.WAITING, "", "", 0), (State.SENT, "", "", 1)


def test_mail_is_handed_over_and_noted(post, clock):
    message = make_mail(text="Grüße aus Richmond\n" + "x" * 2_000)

    assert take_turn(clock=clock) == 1
    assert states() == [SENT]
    assert post.received[0]["To"] == BEN
    assert post.ids == [message.message_id]
    assert "x" * 2_000 in post.received[0].get_content()


def test_link_of_a_mailing_travels_unbroken(post, clock):
    url = f"https://example.org/en/newsletter/stop/{'Tok3n' * 20}/"
    make_mail(mailing=Unsubscribe(url))

    take_turn(clock=clock)
    assert (
        f"\r\nList-Unsubscribe: <{url}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".encode()
        in post.raw[0]
    )


def test_many_go_over_one_call(post, clock):
    make_mails(7)

    assert take_turn(clock=clock) == 7
    assert post.calls == 1


def test_server_that_ends_a_call_after_some_gets_another(post, clock):
    post.most_in_a_call = 3
    make_mails(7)

    assert take_turn(clock=clock) == 7
    assert len(set(post.ids)) == 7 == len(post.ids)
    assert post.calls == 3


def test_letter_to_an_address_beyond_ascii_arrives(post, clock):
    make_mail(to="josé@bücher.example")

    take_turn(clock=clock)
    assert post.received[0]["To"] == "josé@xn--bcher-kva.example"
    assert states() == [SENT]


# -- the server is not there -----------------------------------------------------------------------------------------


def test_refused_calls_lose_nothing_and_blame_no_mail(settings, clock):
    settings.MAILERS = mailers(free_port())
    make_mails(3)

    take_turn(clock=clock)
    assert states() == [WAITING] * 3
    assert mail_server.away().failure == Failure.NO_ANSWER


def test_black_hole_is_left_after_a_while(settings, clock):
    with black_hole() as port:
        settings.MAILERS = mailers(port)
        make_mails(3)
        take_turn(clock=clock)

    assert states() == [WAITING] * 3
    assert mail_server.away().failure == Failure.SILENT


def test_pauses_grow_while_the_server_is_away_and_one_mail_knocks_for_all(settings, clock):
    settings.MAILERS = mailers(free_port())
    make_mails(50)

    assert clock.work_for(minutes=1) < 60
    assert mail_server.away().tries == 3
    clock.work_for(minutes=59)
    assert mail_server.away().tries in range(20, 26)
    assert states() == [WAITING] * 50


def test_server_down_for_a_day_delays_and_nothing_else(settings, clock):
    port = free_port()
    settings.MAILERS = mailers(port)
    messages = make_mails(60)
    clock.work_for(hours=23, minutes=50)
    late = make_mails(10, purpose="late")
    clock.work_for(minutes=10)
    assert mail_server.away().tries in range(470, 490)

    with post_office(port) as (post, _):
        clock.work_for(minutes=4)
    assert sorted(post.ids) == sorted(message.message_id for message in messages + late)
    assert states() == [SENT] * 70
    assert mail_server.away() is None


def test_server_that_cannot_encrypt_gets_no_mail(post, settings, clock):
    settings.MAILERS["default"]["OPTIONS"]["use_tls"] = True
    make_mail()

    take_turn(clock=clock)
    assert (states(), post.received) == ([WAITING], [])
    assert mail_server.away().failure == Failure.ENCRYPTION


# -- the server answers, but not what we want ------------------------------------------------------------------------


def test_greylisting_is_tried_again_after_growing_pauses(post, clock):
    post.to_recipient = {"*": "451 4.7.1 ben@example.org: greylisted, come back"}
    make_mail()

    clock.work_for(minutes=7)
    assert states() == [(State.WAITING, Failure.NOT_NOW, "451 4.7.1", 3)]
    post.to_recipient = {}
    clock.work_for(minutes=15)
    assert states() == [(State.SENT, "", "", 4)]
    assert len(post.received) == 1


def test_greylisted_mail_holds_up_no_other(post, clock):
    post.to_recipient = {"reader1@example.org": "451 later", "reader2@example.org": "452 4.2.2 full"}
    make_mails(5)

    assert take_turn(clock=clock) == 3
    assert mail_server.away() is None


def test_server_that_says_later_for_five_days_makes_the_mail_fail_with_the_reason(post, clock):
    post.to_data = "451 4.3.0 try later"
    make_mail()

    clock.work_for(days=3)
    assert states()[0][0] == State.WAITING
    clock.work_for(days=2)
    assert states() == [(State.FAILED, Failure.NOT_NOW, "451 4.3.0", 20)]


@pytest.mark.parametrize(
    ("where", "reply", "failure", "code"),
    [
        ("to_recipient", "550 5.1.1 <ben@example.org>: no such user", Failure.NO_MAILBOX, "550 5.1.1"),
        ("to_recipient", "554 5.7.1 ben@example.org: blocked", Failure.REFUSED, "554 5.7.1"),
        ("to_recipient", "550 nobody here", Failure.NO_MAILBOX, "550"),
        ("to_data", "554 5.6.0 looks like spam", Failure.CONTENT, "554 5.6.0"),
    ],
)
def test_final_refusal_fails_with_the_reason_and_without_the_address(post, clock, where, reply, failure, code):
    setattr(post, where, {"*": reply} if where == "to_recipient" else reply)
    make_mail()

    clock.work_for(days=1)
    assert states() == [(State.FAILED, failure, code, 1)]


# -- the server hangs up ---------------------------------------------------------------------------------------------


def test_call_that_breaks_off_before_the_final_dot_sends_once_in_the_end(post, clock):
    post.hangs_up = "before the dot"
    message = make_mail()
    take_turn(clock=clock)
    assert states() == [(State.WAITING, Failure.HUNG_UP, "", 1)]

    post.hangs_up = ""
    clock.work_for(minutes=2)
    assert post.ids == [message.message_id]


def test_call_that_breaks_off_after_the_final_dot_repeats_the_same_message_id(post, clock):
    post.hangs_up = "after the dot"
    message = make_mail()
    take_turn(clock=clock)

    post.hangs_up = ""
    clock.work_for(minutes=2)
    assert post.ids == [message.message_id] * 2
    assert states() == [(State.SENT, "", "", 2)]


def test_mail_at_which_the_server_always_hangs_up_does_not_stop_the_others(post, clock):
    make_mail(key="bad", to="bad@example.org")
    make_mails(5)
    post.to_recipient = {"bad@example.org": "421 4.3.0 good bye"}

    clock.work_for(minutes=3)
    assert [state[0] for state in states()] == [State.WAITING] + [State.SENT] * 5
