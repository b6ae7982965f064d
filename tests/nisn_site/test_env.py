import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from nisn_site.env import Environment, IncompleteEnvironment, kept_secret

ROOT = Path(__file__).parents[2]


def test_text_prefers_the_environment_over_every_default():
    assert Environment({"NAME": " x "}).text("NAME", default="y") == "x"


def test_text_without_default_is_noted_as_missing():
    env = Environment({})
    env.text("SECRET_KEY")
    env.text("MAIL_HOST")

    with pytest.raises(IncompleteEnvironment, match="SECRET_KEY, MAIL_HOST"):
        env.refuse_to_start_if_incomplete()


def test_text_uses_the_development_value_only_in_development():
    assert Environment({"DEBUG": "1"}).text("NAME", development="dev") == "dev"
    production = Environment({})
    production.text("NAME", development="dev")
    assert production.missing == ["NAME"]


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("yes", True), ("OFF", False), ("0", False), ("", True)])
def test_flag_reads_plain_words(value, expected):
    assert Environment({"MAIL_TLS": value}).flag("MAIL_TLS", default=True) is expected


@pytest.mark.parametrize("value", ["maybe", "2", "tru"])
def test_flag_refuses_anything_else(value):
    with pytest.raises(ImproperlyConfigured, match="MAIL_TLS must be 1 or 0"):
        Environment({"MAIL_TLS": value}).flag("MAIL_TLS", default=True)


@pytest.mark.parametrize("value", ["-1", "1.5", "ten", "１２"])
def test_number_refuses_what_is_no_whole_number(value):
    with pytest.raises(ImproperlyConfigured, match="MAIL_PORT must be a whole number"):
        Environment({"MAIL_PORT": value}).number("MAIL_PORT", default=587)


def test_words_splits_at_commas():
    assert Environment({"ALLOWED_HOSTS": "a.example, b.example,"}).words("ALLOWED_HOSTS") == ["a.example", "b.example"]


KEY = "k" * 43  # 32 bytes


def test_keys_are_read_newest_first():
    both = Environment({"KEYS": f"{KEY}, {'j' * 43}="}).keys("KEYS", development=str)

    assert [len(key) for key in both] == [32, 32]
    assert both[0] == Environment({"KEYS": KEY}).key("KEYS", development=str)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("short", "not a key of 32 bytes"),
        ("k" * 44, "not a key of 32 bytes"),
        (f"{KEY},passphrase of mine", "not a key of 32 bytes"),
        ("ключ", "not a key of 32 bytes"),
        (f"{KEY},{KEY}", "the same key twice"),
    ],
)
def test_keys_refuse_what_is_none_without_repeating_it(value, problem):
    with pytest.raises(ImproperlyConfigured, match=f"^KEYS holds.*{problem}") as refused:
        Environment({"KEYS": value}).keys("KEYS", development=str)
    assert value not in str(refused.value)


def test_key_is_one_only():
    with pytest.raises(ImproperlyConfigured, match="KEY must be one key"):
        Environment({"KEY": f"{KEY},{'j' * 43}"}).key("KEY", development=str)


def test_database_reads_a_socket_address():
    read = Environment({"DATABASE_URL": "postgresql://me:p%40ss@/site?host=/run/pg"}).database(
        "DATABASE_URL", development=str
    )

    assert (read["NAME"], read["USER"], read["PASSWORD"], read["HOST"]) == ("site", "me", "p@ss", "/run/pg")


def test_database_refuses_anything_but_postgresql():
    with pytest.raises(ImproperlyConfigured, match="must start with postgresql"):
        Environment({"DATABASE_URL": "sqlite:///x"}).database("DATABASE_URL", development=str)


def test_kept_secret_is_made_once_and_is_private(tmp_path):
    path = tmp_path / "deep" / "secret"

    assert kept_secret(path) == kept_secret(path)
    assert path.stat().st_mode & 0o077 == 0


def test_kept_secret_is_the_same_for_processes_that_start_together(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        secrets = set(pool.map(lambda _: kept_secret(tmp_path / "secret", 32), range(64)))

    assert [len(secret) for secret in secrets] == [43]


def test_production_without_its_variables_refuses_to_start_and_names_them():
    names = ["SECRET_KEY", "PERSONAL_DATA_KEYS", "ADDRESS_INDEX_KEY", "ALLOWED_HOSTS", "SECURITY_CONTACT"]
    names += ["DATABASE_URL", "MAIL_FROM", "MAIL_HOST"]
    clean = {
        name: value for name, value in os.environ.items() if name not in {*names, "DEBUG", "DJANGO_SETTINGS_MODULE"}
    }

    run = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=clean, capture_output=True, text=True, check=False
    )

    assert run.returncode != 0
    assert "Traceback" not in run.stderr
    assert f"Set these variables (see .env.example): {', '.join(names)}." in run.stderr
