"""Who gets into the organizers' desk."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.urls import reverse

from nisn_site.models import Message, User
from tests.makers import make_organizer

PASSWORD = "correct horse"


@pytest.fixture
def second_factor_required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


def sign_in(client, email="amina@example.org"):
    return client.post("/accounts/login/", {"login": email, "password": PASSWORD})


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_stranger_is_led_to_the_sign_in_page_and_back(client, db):
    assert client.get("/admin/conference/page/").headers["Location"] == "/accounts/login/?next=/admin/conference/page/"


def test_admins_own_sign_in_page_is_never_shown(client, db):
    assert client.get("/admin/login/?next=/admin/").headers["Location"].startswith("/accounts/login/?next=")


def test_nobody_can_sign_up(client, db):
    response = client.post(
        "/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert response.status_code == 200
    assert not User.objects.exists()


def test_person_without_rights_is_refused_and_not_sent_round_in_circles(client, db):
    client.force_login(make_organizer(email="visitor@example.org", is_staff=False, is_superuser=False))
    User.objects.update(is_staff=False, is_superuser=False)

    assert client.get("/admin/").status_code == 403


def test_organizer_signs_in_with_email_and_password(client, amina):
    assert sign_in(client).headers["Location"] == reverse("admin:index")
    assert client.get("/admin/").status_code == 200


def test_password_alone_opens_no_page_of_the_desk(client, amina, second_factor_required):
    sign_in(client)

    for path in ("/admin/", "/admin/conference/page/", "/admin/conference/page/add/", "/admin/translations/es/"):
        assert client.get(path).headers["Location"].startswith("/accounts/2fa/totp/activate/")


def test_second_factor_opens_the_desk(client, amina, second_factor_required):
    secret = generate_totp_secret()
    TOTP.activate(amina, secret)
    assert sign_in(client).headers["Location"].startswith("/accounts/2fa/authenticate/")

    client.post("/accounts/2fa/authenticate/", {"code": code_now(secret)})

    assert client.get("/admin/").status_code == 200


def test_session_that_did_not_use_the_second_factor_must_do_so(client, amina, second_factor_required):
    client.force_login(amina)
    TOTP.activate(amina, generate_totp_secret())

    assert client.get("/admin/").headers["Location"].startswith("/accounts/2fa/reauthenticate/")


def test_secret_of_the_second_factor_is_sealed_in_the_database(amina, settings):
    TOTP.activate(amina, secret := generate_totp_secret())

    stored = Authenticator.objects.get().data["secret"]
    assert secret not in stored
    assert get_adapter().decrypt(stored) == secret


def test_secret_is_still_opened_after_the_key_was_changed(amina, settings):
    TOTP.activate(amina, secret := generate_totp_secret())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key that is long enough to be one"

    assert get_adapter().decrypt(Authenticator.objects.get().data["secret"]) == secret


def test_desk_shows_no_secrets(desk):
    assert desk.get("/admin/mfa/authenticator/").status_code == 404
    assert desk.get("/admin/account/emailaddress/").status_code == 404


def test_new_organizer_chooses_a_password_by_mail(desk, client, amina, run_jobs):
    form = {"email": "Ben@Example.org", "name": "Ben", "is_active": "on", "is_staff": "on"}
    answer = desk.post(reverse("admin:nisn_site_user_add"), form, follow=True)
    assert "ask for a password" in answer.text
    assert not User.objects.get(name="Ben").has_usable_password()
    assert EmailAddress.objects.get(user__name="Ben").verified
    desk.logout()

    client.post("/accounts/password/reset/", {"email": "ben@example.org"})

    assert mail.outbox == []  # nobody waits for the mail server
    run_jobs()
    [message] = mail.outbox
    assert message.to == ["ben@example.org"] or message.to == ["Ben@example.org"]
    assert "/accounts/password/reset/key/" in message.body


def test_second_organizer_with_the_same_address_is_refused(desk, amina):
    answer = desk.post(reverse("admin:nisn_site_user_add"), {"email": "AMINA@example.org", "is_active": "on"})

    assert answer.status_code == 200
    assert "already here" in answer.text


def test_rate_limits_know_no_address(client, amina, django_cache_keys):
    for number in range(6):
        client.post(
            "/accounts/login/", {"login": amina.email, "password": f"wrong {number}"}, REMOTE_ADDR="203.0.113.77"
        )

    assert django_cache_keys
    assert [key for key in django_cache_keys if "203.0.113" in key] == []


@pytest.fixture
def django_cache_keys():
    from django.core.cache import cache

    return cache._cache


def test_password_can_be_asked_for_while_the_mail_server_is_away(client, amina, settings):
    settings.MAILERS = {"default": {"BACKEND": "a mail server that nobody should call"}}

    answer = client.post("/accounts/password/reset/", {"email": amina.email})

    assert answer.status_code == 302
    assert [str(message.state) for message in Message.objects.filter(purpose="account")] == ["waiting"]


def test_password_asked_for_an_address_that_no_mail_reaches_is_no_error(client, db):
    make_organizer(email="ben@localhost")

    assert client.post("/accounts/password/reset/", {"email": "ben@localhost"}).status_code == 302
