"""Is the mail server there? While it is not, one mail at a time knocks, after pauses that grow; the others just wait."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .failures import Trouble, failure_choices

# 5,000 mails must be gone ten minutes after it is back, so it is asked every three minutes, however long it was away.
PAUSES = [timedelta(seconds=seconds) for seconds in (15, 30, 60, 120, 180)]
KNOCKING = timedelta(seconds=60)  # longer than a try takes; if whoever knocks dies, another one follows


class MailServer(models.Model):
    """One row: since when the mail server does not do its work, why, and when to try again."""

    away_since = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=20, choices=failure_choices, blank=True)
    failure_code = models.CharField(max_length=20, blank=True)

    class Meta:
        app_label = "nisn_site"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1), name="mail_server_is_one_row", violation_error_message=_("There is one mail server.")
            )
        ]

    def __str__(self):
        return f"away since {self.away_since}" if self.away_since else "there"


def away() -> MailServer | None:
    """The row, if the server was away when it was last tried."""
    return MailServer.objects.filter(away_since__isnull=False).first()


def may_be_tried(now: datetime) -> bool:
    """True as long as all is well; else for one caller only, when the pause is over."""
    found = away()
    if found is None:
        return True
    knocking = MailServer.objects.filter(away_since__isnull=False, next_try_at__lte=now)
    return found.next_try_at <= now and knocking.update(next_try_at=now + KNOCKING) == 1


def went_away(trouble: Trouble, now: datetime) -> datetime:
    """Note in the caller's transaction that it did not do its work; returns when to try again."""
    server, _created = MailServer.objects.select_for_update().get_or_create(pk=1)
    server.away_since = server.away_since or now
    server.next_try_at = now + PAUSES[min(server.tries, len(PAUSES) - 1)]
    server.tries += 1
    server.failure, server.failure_code = trouble.failure, trouble.code
    server.save()
    return server.next_try_at


def came_back() -> bool:
    """Note that it did its work; returns whether that is news."""
    cleared = {"away_since": None, "next_try_at": None, "tries": 0, "failure": "", "failure_code": ""}
    return MailServer.objects.filter(away_since__isnull=False).update(**cleared) == 1
