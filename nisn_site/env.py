"""Strict readers for settings that come from the environment.

A value that makes no sense stops the start; so does a missing one that production needs. All
missing names are reported together, so that an organizer who deploys fixes them in one go.
"""

import binascii
import os
import secrets
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

MISSING = object()
KEY_BYTES = 32


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

    def keys(self, name: str, *, development: Callable[[], str]) -> list[bytes]:
        """A list of keys, 32 random bytes each, written as `secrets.token_urlsafe(32)` does."""
        keys = [key_bytes(word) for word in self.words(name, development=development)]
        if any(len(key) != KEY_BYTES for key in keys):
            raise ImproperlyConfigured(f"{name} holds something that is not a key of 32 bytes; .env.example says how.")
        if len(set(keys)) < len(keys):
            raise ImproperlyConfigured(f"{name} holds the same key twice.")
        return keys

    def key(self, name: str, *, development: Callable[[], str]) -> bytes:
        keys = self.keys(name, development=development)
        if len(keys) > 1:
            raise ImproperlyConfigured(f"{name} must be one key, not several.")
        return keys[0] if keys else b""

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


def key_bytes(word: str) -> bytes:
    """What the word stands for, or nothing when it is no base64."""
    try:
        return urlsafe_b64decode(word + "=" * (-len(word) % 4))
    except (binascii.Error, ValueError):
        return b""


def kept_secret(path: Path, size: int = 50) -> str:
    """A random secret for development, made once of `size` bytes and kept in a private file.

    Two processes that start at the same moment get the same one: the file appears whole or not at all.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=path.parent) as draft:  # readable by us only
            draft.write(secrets.token_urlsafe(size))
            draft.flush()
            with suppress(FileExistsError):
                os.link(draft.name, path)
    return path.read_text()
