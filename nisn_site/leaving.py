"""What stays of an organizer who has left: a number that what they did still points to, and nothing about them."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.utils.translation import gettext as _

from nisn_site.kit.privacy.addresses import readable
from nisn_site.kit.privacy.holdings import ErasureRefusedError

from .models import User

NOWHERE = "erased.invalid"  # RFC 2606: no mail ever gets there
AFTER = timedelta(days=365)


def accounts_of(address: str, user: str = "") -> Q:
    """Accounts keep their address as it was typed, perhaps with the domain in its own script."""
    return Q(**{f"{user}email__iexact": address}) | Q(**{f"{user}email__iexact": readable(address)})


def have_left(now: datetime) -> Q:
    """Accounts that are switched off and were not used for a year."""
    unused = Q(last_login__lt=now - AFTER) | Q(last_login=None, date_joined__lt=now - AFTER)
    return Q(is_active=False) & unused & ~Q(email__endswith=f"@{NOWHERE}")


def strip_account(user: User) -> None:
    """Raises ErasureRefusedError for an account that is still in use."""
    if user.is_active:
        words = _(
            "This address is the sign-in of an organizer. If they have left, switch the account off first: %(where)s"
        )
        raise ErasureRefusedError(words % {"where": f"/admin/nisn_site/user/{user.pk}/change/"})
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.email, user.name = f"{user.pk}@{NOWHERE}", ""
    user.is_staff = user.is_superuser = False
    user.set_unusable_password()  # which ends all sessions, too
    user.save()
