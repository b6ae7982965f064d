"""A test mail to the organizer who writes the issue, in each language that it has."""

from uuid import uuid4

from django.db import transaction

from nisn_site.kit.outbox.writing import queue_mail

from ..models import NewsletterIssue
from .editions import TEMPLATE, edition, languages_of


def mail_trial(*, issue: NewsletterIssue, to) -> int:
    """Queue one mail for each language; returns how many. Every time anew: that is what a test is for."""
    languages = languages_of(issue)
    with transaction.atomic():
        for language in languages:
            queue_mail(
                purpose="newsletter.trial", key=f"{issue.pk}.{language}.{uuid4().hex}", to=to.email, language=language,
                template=TEMPLATE, context=edition(issue, language) | {"is_trial": True},
            )  # fmt: skip
    return len(languages)
