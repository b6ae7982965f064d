"""Mail in development: it goes into a folder, and `/dev/mail/` shows it. Not there in production."""

import secrets
from pathlib import Path

from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class FolderMailer(BaseEmailBackend):
    """Writes each mail into a file of its own, `<moment>-<random>.eml`."""

    def __init__(self, *, file_path, **options):
        super().__init__(**options)
        self.folder = Path(file_path)

    def send_messages(self, email_messages) -> int:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{secrets.token_hex(3)}.eml"
            (self.folder / name).write_bytes(message.message().as_bytes())
        return len(email_messages)
