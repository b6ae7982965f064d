"""Who the site's mail is from. The kit knows no network: the settings name the function that does."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Sender:
    """`postal_address` may have several lines; mailings must carry one (in the USA by law, CAN-SPAM § 5)."""

    name: str
    postal_address: str = ""


def sender() -> Sender:
    return import_string(settings.MAIL_SENDER)()
