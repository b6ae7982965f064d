import os
import subprocess
import sys
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


def test_production_without_its_variables_refuses_to_start_and_names_them():
    names = ["SECRET_KEY", "ALLOWED_HOSTS", "SECURITY_CONTACT", "DATABASE_URL", "MAIL_FROM", "MAIL_HOST"]
    clean = {
        name: value for name, value in os.environ.items() if name not in {*names, "DEBUG", "DJANGO_SETTINGS_MODULE"}
    }

    run = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=clean, capture_output=True, text=True, check=False
    )

    assert run.returncode != 0
    assert "Traceback" not in run.stderr
    assert f"Set these variables (see .env.example): {', '.join(names)}." in run.stderr
