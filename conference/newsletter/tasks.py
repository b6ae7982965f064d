"""What about the newsletter needs an organizer today: a part of the admin's home page."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import NewsletterIssue, Subscriber
from .chunks import stands_still
from .progress import progress_of


def newsletter_tasks() -> list[tuple[str, str, bool]]:
    """Words, address and whether it is urgent: what is on the way, and sign-ups that wait for a person."""
    found = [issue_task(issue) for issue in NewsletterIssue.objects.on_the_way()]
    if count := Subscriber.objects.held().count():
        words = ngettext("%d newsletter sign-up waits for a person", "%d newsletter sign-ups wait for a person", count)
        found.append((words % count, reverse("admin:conference_subscriber_changelist") + "?stage__exact=held", False))
    return found


def issue_task(issue: NewsletterIssue) -> tuple[str, str, bool]:
    waits_for_somebody = issue.state == NewsletterIssue.State.PAUSED or stands_still(issue)
    return situation(issue), reverse("admin:conference_newsletterissue_send", args=[issue.pk]), waits_for_somebody


def situation(issue: NewsletterIssue) -> str:
    """Where it is, in words; two queries while it is on the way, else none."""
    values = {"number": issue.number, "readers": issue.readers}
    if issue.is_draft:
        return _("Draft")
    if issue.state == NewsletterIssue.State.SENT:
        if not issue.readers:
            return _("In the archive, not mailed")
        return ngettext("Sent to %(readers)d reader", "Sent to %(readers)d readers", issue.readers) % values
    values["sent"] = progress_of(issue).sent
    if issue.state == NewsletterIssue.State.PAUSED:
        return _("Issue %(number)d is paused: %(sent)d of %(readers)d sent") % values
    if stands_still(issue):
        return (
            _("Issue %(number)d stands still: %(sent)d of %(readers)d sent. Tell whoever looks after the site.")
            % values
        )
    return _("Issue %(number)d is being sent: %(sent)d of %(readers)d") % values
