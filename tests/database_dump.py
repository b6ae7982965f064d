"""The whole database as text, as a thief of a backup would read it."""

import os
import subprocess

from django.db import connection

from nisn_site.embedded_postgres import find_binaries


def database_dump() -> str:
    """What pg_dump writes of all committed data; bytes appear as hexadecimal digits."""
    target = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = os.environ | {variable: str(target[key]) for variable, key in names.items() if target[key]}
    command = [find_binaries() / "pg_dump", "--data-only", "--no-owner"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60).stdout


def count_in(dump: str, *words: str) -> list[int]:
    """How often each word is in the dump, as text or as the hexadecimal digits of it."""
    return [dump.count(word) + dump.count(word.encode().hex()) for word in words]
