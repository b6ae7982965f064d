"""An organizer sends an issue, pauses it, lets it go on. The worker does the rest (see `chunks`)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from nisn_site.kit.audit import record
from nisn_site.kit.outbox.holding_back import hold_back, let_go

from ..findable import index_issue
from ..models import Network, NewsletterIssue, Subscriber
from .chunks import go_on, locked_issue
from .editions import mails_of
from .refusals import in_plain_words

State = NewsletterIssue.State


@in_plain_words()
def start(*, issue_id: int, seen_version: int, by) -> NewsletterIssue:
    """From now on everybody may read it, and its mails are written. `seen_version` is the one that was looked at.

    Raises ValidationError: sent before, changed since, nobody to read it, or no postal address of the network.
    """
    with transaction.atomic():
        issue = issue_in(issue_id, {State.DRAFT}, _("Somebody has sent this issue already. It goes out once."))
        if issue.version != seen_version:
            raise ValidationError(_("Somebody has changed the text since you looked. Look again."), code="changed")
        if not Network.objects.exclude(postal_address="").exists():
            raise ValidationError(
                _("First write down the network’s postal address: each issue must carry it."), code="postal"
            )
        readers = Subscriber.objects.of_issue(issue).count()
        if not readers:
            raise ValidationError(_("Nobody has signed up for it yet."), code="nobody")
        put(issue, State.SENDING, published_at=timezone.now(), readers=readers, version=F("version") + 1)
        index_issue(issue)
        go_on(issue)
        record(by, "newsletter.started", issue, {"readers": readers})
        return issue


@in_plain_words()
def pause(*, issue_id: int, by) -> NewsletterIssue:
    """No mail of it goes out, whether or not it is written, until somebody lets it go on."""
    with transaction.atomic():
        issue = issue_in(issue_id, {State.SENDING}, _("It is not being sent, so there is nothing to pause."))
        put(issue, State.PAUSED)
        hold_back(mails_of(issue))
        record(by, "newsletter.paused", issue)
        return issue


@in_plain_words()
def resume(*, issue_id: int, by) -> NewsletterIssue:
    with transaction.atomic():
        issue = issue_in(issue_id, {State.PAUSED}, _("It is not paused, so it goes on by itself."))
        put(issue, State.SENDING)
        let_go(mails_of(issue))
        go_on(issue)
        record(by, "newsletter.resumed", issue)
        return issue


@in_plain_words()
def put_in_archive(*, issue_id: int, by) -> NewsletterIssue:
    """For everybody to read, without a mail to anybody: it was sent in another way."""
    with transaction.atomic():
        issue = issue_in(issue_id, {State.DRAFT}, _("It is in the archive already."))
        put(issue, State.SENT, published_at=timezone.now(), version=F("version") + 1)
        index_issue(issue)
        record(by, "newsletter.archived", issue)
        return issue


def issue_in(issue_id: int, states: set[str], otherwise: str) -> NewsletterIssue:
    """The row, locked, if it is in one of these states; raises ValidationError."""
    issue = locked_issue(issue_id)
    if issue is None:
        raise ValidationError(_("Somebody has deleted this issue."), code="gone")
    if issue.state not in states:
        raise ValidationError(otherwise, code="state")
    return issue


def put(issue: NewsletterIssue, state: str, **values) -> None:
    NewsletterIssue.objects.filter(pk=issue.pk).update(state=state, **values)
    issue.refresh_from_db()
