"""Readers and issues for tests."""

from django.utils import timezone

from conference.models import NewsletterIssue, Subscriber
from conference.newsletter.sending import start
from nisn_site.kit.deeds.models import Stage
from nisn_site.kit.outbox.messages import Message

FORM = "/en/newsletter/sign-up/"


def make_reader(name: str = "ben", **values) -> Subscriber:
    now = timezone.now()
    reader = Subscriber(**{"stage": Stage.CONFIRMED, "address_proven_at": now, "confirmed_at": now} | values)
    reader.write_to(f"{name}@example.org")
    reader.save()
    return reader


def make_readers(count: int, **values) -> list[Subscriber]:
    return [make_reader(f"reader-{number}", **values) for number in range(count)]


def make_issue(*, archived: bool = False, **values) -> NewsletterIssue:
    defaults = {"slug": "june", "subject": "News of June", "summary": "What happens.", "body": "Come to *Richmond*."}
    if archived:
        defaults |= {"state": "sent", "published_at": timezone.now()}
    return NewsletterIssue.objects.create(**defaults | values)


def begin(issue: NewsletterIssue, by) -> NewsletterIssue:
    return start(issue_id=issue.pk, seen_version=issue.version, by=by)


def recipients() -> list[str]:
    """Whom a copy of an issue is written to, sorted; twice if there are two."""
    return sorted(mail.recipient for mail in Message.objects.filter(purpose="newsletter.issue"))


def addresses(readers: list[Subscriber]) -> list[str]:
    return sorted(reader.address for reader in readers)
