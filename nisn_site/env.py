"""Strict readers for settings that come from the environment.

A value that makes no sense stops the start; so does a missing one that production needs. All
missing names are reported together, so that an organizer who deploys fixes them in one go.
"""

import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

MISSING = object()


class IncompleteEnvironment(SystemExit):
    """Ends the program with one sentence; a traceback would hide it from whoever deploys."""


class Environment:
    """Reads settings by name and remembers every name asked for and every name missed.

    `development` is the value (or a callable that makes it) used when DEBUG is on and the
    variable is absent; without one, and without `default`, the variable is required.
    """

    def __init__(self, values: Mapping[str, str]):
        self.values = values
        self.names: list[str] = []
        self.missing: list[str] = []
        self.debug = False
        self.debug = self.flag("DEBUG", default=False)

    def text(self, name: str, *, default=MISSING, development: str | Callable[[], str] | object = MISSING) -> str:
        self.names.append(name)
        if value := self.values.get(name, "").strip():
            return value
        if self.debug and development is not MISSING:
            return development() if callable(development) else development
        if default is not MISSING:
            return default
        self.missing.append(name)
        return ""

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.text(name, default="")
        if value.lower() not in {"", "0", "1", "true", "false", "yes", "no", "on", "off"}:
            raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
        return value.lower() in {"1", "true", "yes", "on"} if value else default

    def number(self, name: str, *, default: int) -> int:
        value = self.text(name, default=str(default))
        if not value.isascii() or not value.isdigit():
            raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
        return int(value)

    def words(self, name: str, *, default=MISSING, development=MISSING) -> list[str]:
        """A list separated by commas."""
        value = self.text(name, default=default, development=development)
        return [word.strip() for word in value.split(",") if word.strip()]

    def database(self, name: str, *, development: Callable[[], str]) -> dict:
        """A `postgresql://` address as Django's DATABASES entry."""
        url = self.text(name, development=development)
        parts = urlsplit(url)
        if url and parts.scheme not in {"postgres", "postgresql"}:
            raise ImproperlyConfigured(f"{name} must start with postgresql://, since the site needs PostgreSQL.")
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", "") or parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": options,
        }

    def refuse_to_start_if_incomplete(self) -> None:
        if self.missing:
            raise IncompleteEnvironment(
                "The site cannot start. Set these variables (see .env.example): " + ", ".join(self.missing) + "."
            )


def kept_secret(path: Path) -> str:
    """A random secret for development, made once and kept in a private file."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()
