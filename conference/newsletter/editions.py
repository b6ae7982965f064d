"""An issue in one language, and the mail that each reader of it gets."""

import re
from copy import copy

from django.conf import settings
from django.utils.translation import override

from nisn_site.kit.outbox.links import absolute
from nisn_site.kit.outbox.messages import Message
from nisn_site.kit.outbox.rendering import Text, render_mail
from nisn_site.kit.outbox.writing import Unsubscribe, queue_mail
from nisn_site.kit.plain_text import plain_text
from nisn_site.kit.translation import Translation
from nisn_site.kit.translation_lookup import attach_translations

from ..models import NewsletterIssue, Subscriber
from .leaving import PURPOSE
from .stop_links import stop_path

TEMPLATE = "newsletter_issue"
OWN_LINK = re.compile(r'href="(?=/(?!/))')  # before the path of a link of ours


class Editions:
    """The issue's texts by language, each fetched once."""

    def __init__(self, issue: NewsletterIssue):
        self.issue, self.known = issue, {}

    def context(self, language: str) -> dict:
        """What the mail's template needs, for a reader of this language."""
        if language not in self.known:
            self.known[language] = edition(self.issue, language)
        return self.known[language]


def edition(issue: NewsletterIssue, language: str) -> dict:
    issue = copy(issue)  # each language has its own translations attached
    attach_translations([issue], language)
    lead_to_site(issue.attached_translations.get("body") if issue.language != language else None, issue)
    with override(language):
        reading = issue.read("body")
        link = absolute(issue.get_absolute_url())
    return {
        "issue": issue, "link": link, "is_fallback": reading.is_fallback,
        "words": plain_text(reading.text, origin=settings.SITE_ORIGIN),
        "written_in": settings.LANGUAGE_NAMES.get(issue.language, issue.language),
    }  # fmt: skip


def lead_to_site(translation: Translation | None, issue: NewsletterIssue) -> None:
    """Links within our site work on its pages only; in a mail they need the host. Changes what is in memory."""
    if translation:
        translation.html = with_host(translation.html)
    else:
        issue.body_html = with_host(issue.body_html)


def with_host(html: str) -> str:
    return OWN_LINK.sub(lambda found: found[0] + settings.SITE_ORIGIN, html)


def languages_of(issue: NewsletterIssue) -> list[str]:
    """The languages in which somebody will read it: the one it was written in, and all it is translated into."""
    translated = Translation.objects.reviewed().of([issue]).filter(field="body").values_list("language", flat=True)
    return [code for code, _name in settings.LANGUAGES if code == issue.language or code in {*translated}]


def mail_issue(editions: Editions, reader: Subscriber) -> Message:
    """Queue the reader's copy. Its key is the issue and the address: a second copy of it cannot be."""
    with override(reader.language):
        stop_url = absolute(stop_path(reader))
    return queue_mail(
        purpose=PURPOSE, key=key_of(editions.issue, reader.address_index), to=reader.address, language=reader.language,
        template=TEMPLATE, context=editions.context(reader.language), mailing=Unsubscribe(url=stop_url),
    )  # fmt: skip


def key_of(issue: NewsletterIssue, index: str) -> str:
    return f"{issue.pk}.{index[:32]}"


def mails_of(issue: NewsletterIssue):
    """The outbox's rows of this issue."""
    return Message.objects.filter(purpose=PURPOSE, key__startswith=f"{issue.pk}.")


def look(issue: NewsletterIssue, language: str) -> Text:
    """The words of the mail as its readers get it, for the preview."""
    return render_mail(TEMPLATE, language, edition(issue, language))
