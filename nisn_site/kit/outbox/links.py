"""Full addresses for mails, which are also written where there is no request."""

from django.conf import settings


def absolute(path: str) -> str:
    """`/es/…` → `https://host/es/…`. Raises ValueError for what is not a path of ours."""
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError("a link in a mail leads to this site")
    return settings.SITE_ORIGIN + path
