"""Addresses to which no mailing goes any more, since mail came back or was called spam. Personal mail still does."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.privacy.ciphers import address_index

from .failures import Failure, failure_choices


class StoppedAddress(models.Model):
    """Known by its keyed index only."""

    address_index = models.CharField(max_length=64, unique=True)
    failure = models.CharField(_("reason"), max_length=20, choices=failure_choices)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        app_label = "nisn_site"
        verbose_name = _("address without mailings")
        verbose_name_plural = _("addresses without mailings")
        ordering = ["-since"]

    def __str__(self):
        return self.address_index[:8]


def stop_mailings(index: str, failure: Failure) -> None:
    StoppedAddress.objects.get_or_create(address_index=index, defaults={"failure": failure})


def is_stopped(index: str) -> bool:
    return StoppedAddress.objects.filter(address_index=index).exists()


def resume_mailings(address: str) -> None:
    """Somebody proved that mail arrives there, for example by the link in it, and wants mailings again."""
    StoppedAddress.objects.filter(address_index=address_index(address)).delete()
