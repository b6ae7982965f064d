"""How organizers sign in: by invitation only, with a second factor, and without their address in any cache."""

import hashlib
import logging
import secrets
from base64 import urlsafe_b64encode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.contrib.sites.shortcuts import get_current_site
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from nisn_site.kit.gate.network import network_of
from nisn_site.kit.languages import active_language
from nisn_site.kit.outbox.lines import one_line
from nisn_site.kit.outbox.messages import ACCOUNT_MAIL
from nisn_site.kit.outbox.rendering import Text, foot_of, with_foot
from nisn_site.kit.outbox.writing import headers_of, store

from .typed_words import page_with_typed_words

logger = logging.getLogger(__name__)


class OrganizerAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Accounts are made by organizers in the admin, never by visitors."""
        return False

    def send_mail(self, template_prefix, email, context):
        """Into the outbox: nobody waits for the mail server, and one that is away costs nobody their new password."""
        request = current.request
        own = {"request": request, "email": email, "current_site": get_current_site(request)}
        rendered = self.render_mail(template_prefix, email, own | context)
        try:
            write_account_mail(to=email, subject=rendered.subject, text=rendered.body)
        except ValidationError:  # Django takes some addresses that no mail can be sent to
            logger.warning("An organizer's account has an address that cannot be written to.")

    def get_client_ip(self, request):
        """A word that is worth nothing tomorrow; allauth writes it into cache keys to slow down guessing."""
        return network_of(request)


@transaction.atomic
def write_account_mail(*, to: str, subject: str, text: str) -> None:
    language = active_language()
    reason = _("You get this mail because you are an organizer of this site, or somebody typed your address there.")
    store(
        purpose=ACCOUNT_MAIL, key=secrets.token_hex(16), to=to, language=language,
        text=Text(one_line(subject), reason, with_foot(text, foot_of(reason, language))),
        headers=headers_of(ACCOUNT_MAIL, None, "", is_automatic=True),
    )  # fmt: skip


class SealedSecretsAdapter(DefaultMFAAdapter):
    """Keeps the secrets of the second factor sealed: a stolen database alone opens nothing."""

    def encrypt(self, text):
        return seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return seal().decrypt(encrypted_text.encode()).decode()


def seal() -> MultiFernet:
    """Made of the secret key; older keys still open what they sealed."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(urlsafe_b64encode(hashlib.sha256(key.encode()).digest())) for key in keys])


class SecondFactorRequired:
    """Lets nobody into the admin whose session did not use a second factor.

    allauth neither requires one nor guards the admin's own login page, so that page leads to allauth's.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith("/admin/"):
            if request.user.is_authenticated and not request.user.is_staff:
                raise PermissionDenied  # a redirect to the login page would send them round in circles
            if page := next_step(request):
                if kept := page_with_typed_words(request, why=_("You are not signed in any more.")):
                    return kept
                return redirect_to_login(request.GET.get("next") or request.path, reverse(page))
        return self.get_response(request)


def next_step(request) -> str | None:
    """The name of the page that a visitor of the admin must see first, if any."""
    if not request.user.is_authenticated:
        return "account_login"
    if not settings.REQUIRE_SECOND_FACTOR:
        return None
    if not is_mfa_enabled(request.user):
        return "mfa_activate_totp"
    used = any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
    return None if used else "mfa_reauthenticate"
