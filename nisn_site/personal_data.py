"""What the site itself holds about people: organizers' accounts, mail, histories (see nisn_site.kit.privacy.holdings)."""

from datetime import timedelta

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q
from procrastinate.contrib.django import models as jobs

from nisn_site.kit.outbox.mail_server import MailServer
from nisn_site.kit.outbox.messages import STILL_NEEDED, Message
from nisn_site.kit.outbox.retention import forget_texts, texts_are_over
from nisn_site.kit.outbox.stopping import StoppedAddress
from nisn_site.kit.privacy.holdings import Holding, Kind, content, machinery

from .leaving import accounts_of, have_left, strip_account
from .models import AuditEnd, AuditEntry, Translation, User

MAILS, HISTORY, STOPPED = timedelta(days=90), timedelta(days=365), timedelta(days=730)
AS_AN_ORGANIZER = "as long as they organize; a year after the last sign-in of an account that is switched off"

HOLDINGS = [
    *content(Translation, Group, Permission),
    *machinery(
        ContentType, AuditEntry, AuditEnd, MailServer, EmailConfirmation, jobs.ProcrastinateJob, jobs.ProcrastinateEvent,
        jobs.ProcrastinateWorker, jobs.ProcrastinatePeriodicDefer,
    ),
    Holding(
        model=User,
        fields={"email": Kind.ADDRESS, "name": Kind.NAME, "password": Kind.SECRET},
        index=accounts_of,
        term=AS_AN_ORGANIZER,
        due=have_left,
        on_due=strip_account,
        on_erase=strip_account,
    ),
    Holding(
        model=EmailAddress,
        fields={"email": Kind.ADDRESS},
        index=accounts_of,
        term=AS_AN_ORGANIZER,
    ),
    Holding(
        model=Authenticator,
        fields={"data": Kind.SECRET},
        index=lambda address: accounts_of(address, "user__"),
        term=AS_AN_ORGANIZER,
    ),
    Holding(
        model=Session,
        fields={"session_key": Kind.SECRET, "session_data": Kind.SECRET},
        term="until the browser is closed, at most 12 hours",
        due=lambda now: Q(expire_date__lt=now),
    ),
    Holding(
        model=LogEntry,
        fields={"object_repr": Kind.NAME},
        public_texts={"object_id", "change_message"},
        term="a year; at once with the row it is about",
        due=lambda now: Q(action_time__lt=now - HISTORY),
    ),
    Holding(
        model=Message,
        fields={
            "recipient": Kind.ADDRESS, "subject": Kind.WORDS, "text": Kind.WORDS, "html": Kind.WORDS,
            "headers": Kind.SECRET,
        },
        term="what it says and to whom: three days after it was sent, a month after it was written and not sent",
        due=texts_are_over,
        on_due=forget_texts,
    ),
    Holding(
        model=Message,
        fields={
            "recipient": Kind.ADDRESS, "address_index": Kind.INDEX, "subject": Kind.WORDS, "text": Kind.WORDS,
            "html": Kind.WORDS, "headers": Kind.SECRET, "language": Kind.CHOICE,
        },
        public_texts={"purpose", "key", "message_id", "failure_code"},
        index="address_index",
        term="90 days after it was written",
        due=lambda now: Q(created_at__lt=now - MAILS) & ~Q(state__in=STILL_NEEDED),
    ),
    Holding(
        model=StoppedAddress,
        fields={"address_index": Kind.INDEX},
        index="address_index",
        term="two years after mail came back",
        due=lambda now: Q(since__lt=now - STOPPED),
    ),
]  # fmt: skip
