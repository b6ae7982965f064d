"""What about the site's mail needs an organizer today: a part of the desk's home page, empty on good days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .mail_server import away
from .messages import Message, State

TOO_LONG = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Task:
    words: str
    url: str
    is_urgent: bool = True


def tasks(now: datetime | None = None) -> list[Task]:
    """Two queries, whatever has happened."""
    now = now or timezone.now()
    waiting, failed = Q(state__in=(State.WAITING, State.SENDING), next_try_at__lte=now), Q(state=State.FAILED)
    found = Message.objects.filter(waiting | failed).aggregate(
        waiting=Count("pk", filter=waiting), since=Min("next_try_at", filter=waiting), failed=Count("pk", filter=failed)
    )
    return [*waiting_tasks(found["waiting"], found["since"], now), *failed_tasks(found["failed"])]


def waiting_tasks(number: int, since: datetime | None, now: datetime) -> Iterator[Task]:
    if not number or now - since < TOO_LONG:
        return
    url = f"{reverse('admin:nisn_site_message_changelist')}?state__exact=waiting"
    many = ngettext("%d mail waits.", "%d mails wait.", number) % number
    if server := away():
        words = _("No mail has gone out since %(when)s. %(reason)s %(many)s Tell whoever looks after the site.")
        values = {"when": date_format(timezone.localtime(server.away_since), "DATETIME_FORMAT")}
        yield Task(words % (values | {"reason": server.get_failure_display(), "many": many}), url)
        return
    words = _("%(many)s Nobody sends them: the worker seems to be off. Tell whoever looks after the site.")
    yield Task(words % {"many": many}, url)


def failed_tasks(number: int) -> Iterator[Task]:
    if number:
        words = ngettext("%d mail could not be sent: look why", "%d mails could not be sent: look why", number)
        yield Task(
            words % number, f"{reverse('admin:nisn_site_message_changelist')}?state__exact=failed", is_urgent=False
        )
