from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.utils import timezone

from nisn_site.kit.audit import AuditEntry, record
from nisn_site.kit.privacy.forgetting import delete_due
from nisn_site.models import User
from tests.makers import make_organizer

LONG_AGO = timezone.now() - timedelta(days=366)


@pytest.fixture
def former(db):
    """Amina has left: her account is switched off."""
    amina = make_organizer(is_active=False, last_login=timezone.now())
    Authenticator.objects.create(user=amina, type="totp", data={"secret": "sealed"})
    record(amina, "deed")
    return amina


def whatever_is_known_of(user: User) -> list[str]:
    user.refresh_from_db()
    return [user.email, user.name, *EmailAddress.objects.values_list("email", flat=True)]


def test_erasing_an_active_organizer_is_refused_with_what_to_do_first(amina):
    with pytest.raises(CommandError, match=f"switch the account off first: /admin/nisn_site/user/{amina.pk}/change/"):
        call_command("erase_person", "amina@example.org")
    assert whatever_is_known_of(amina) == ["amina@example.org", "Amina", "amina@example.org"]


def test_erasing_a_former_organizer_leaves_a_number_only(former):
    call_command("erase_person", "Amina@Example.org")

    assert whatever_is_known_of(former) == [f"{former.pk}@erased.invalid", ""]
    assert (former.is_staff, former.is_superuser, former.has_usable_password()) == (False, False, False)
    assert Authenticator.objects.count() == 0
    assert AuditEntry.objects.get(action="deed").actor == former.pk


def test_former_organizer_with_an_address_in_another_script_is_found(former):
    former.email = "amina@bücher.example"
    former.save()
    EmailAddress.objects.update(email=former.email)
    call_command("erase_person", "amina@xn--bcher-kva.example")

    assert whatever_is_known_of(former) == [f"{former.pk}@erased.invalid", ""]


@pytest.mark.parametrize(
    ("values", "is_kept"),
    [
        ({"last_login": LONG_AGO}, False),
        ({"last_login": None, "date_joined": LONG_AGO}, False),
        ({"last_login": timezone.now(), "date_joined": LONG_AGO}, True),
        ({"last_login": LONG_AGO, "is_active": True}, True),
    ],
)
def test_account_is_stripped_a_year_after_its_last_use_once_it_is_switched_off(former, values, is_kept):
    User.objects.update(**values)
    rows = [outcome.rows for outcome in delete_due(timezone.now()) if outcome.label == "nisn_site.user"]

    assert rows == [0 if is_kept else 1]
    assert (whatever_is_known_of(former)[0] == "amina@example.org") is is_kept
    assert [outcome.rows for outcome in delete_due(timezone.now()) if outcome.label == "nisn_site.user"] == [0]
