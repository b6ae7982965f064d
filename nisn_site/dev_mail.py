"""Mail in development: it goes into a folder, and `/dev/mail/` shows it. Not there in production."""

import re
import secrets
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from nisn_site.kit.languages import direction, known_language

FOLDER = settings.VAR_DIR / "mail"
NAME = re.compile(r"[0-9a-f-]+\.eml")
MOST_SHOWN = 200
SHOWN = ("From", "To", "Reply-To", "Date", "Message-ID", "Content-Language", "Auto-Submitted", "List-Unsubscribe")
# A mail's HTML, as a page of its own, may do nothing at all.
SANDBOX = {"default-src": [CSP.NONE], "sandbox": True}


class FolderMailer(BaseEmailBackend):
    """Writes each mail into a file of its own, `<moment>-<random>.eml`."""

    def __init__(self, *, file_path: Path, **options):
        super().__init__(**options)
        self.folder = Path(file_path)

    def send_messages(self, email_messages) -> int:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{secrets.token_hex(3)}.eml"
            unfinished = self.folder / f"{name}.part"
            unfinished.write_bytes(message.message().as_bytes())
            unfinished.rename(self.folder / name)
        return len(email_messages)


@dataclass(frozen=True, slots=True)
class DeliveredMail:
    name: str
    letter: EmailMessage

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, self.letter[name]) for name in SHOWN if self.letter[name]]

    @property
    def text(self) -> str:
        part = self.letter.get_body(("plain",))
        return part.get_content() if part else ""

    @property
    def html(self) -> str:
        part = self.letter.get_body(("html",))
        return part.get_content() if part else ""

    @property
    def language(self) -> str:
        return known_language(self.letter["Content-Language"] or "")

    @property
    def direction(self) -> str:
        return direction(self.language)


def delivered() -> list[DeliveredMail]:
    """The newest first."""
    names = sorted((file.name for file in FOLDER.glob("*.eml")), reverse=True)
    return [opened(name) for name in names[:MOST_SHOWN]]


def opened(name: str) -> DeliveredMail:
    """Raises Http404."""
    try:
        if not NAME.fullmatch(name):
            raise FileNotFoundError
        return DeliveredMail(name, message_from_bytes((FOLDER / name).read_bytes(), policy=policy.default))
    except FileNotFoundError:
        raise Http404("no such mail") from None


@require_safe
@never_cache
def mail_list(request):
    return render(request, "dev/mail_list.html", {"mails": delivered()})


@require_safe
@never_cache
def mail(request, name: str):
    return render(request, "dev/mail.html", {"mail": opened(name)})


@require_safe
@never_cache
@csp_override(SANDBOX)
def mail_html(request, name: str):
    if not (html := opened(name).html):
        raise Http404("this mail has no HTML")
    return HttpResponse(html)


urlpatterns = [
    path("", mail_list, name="dev_mail_list"),
    path("<str:name>/", mail, name="dev_mail"),
    path("<str:name>/html/", mail_html, name="dev_mail_html"),
]
