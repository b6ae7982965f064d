"""`.env.example` and what the settings read are the same list, and the example starts a production site."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.production import example_environment

ROOT = Path(__file__).parent.parent


def read_in_production(**changes: str) -> subprocess.CompletedProcess:
    """Let another process read the settings with the example's variables, and print the names it asked for."""
    code = "import json; from nisn_site import settings; print(json.dumps(settings.env.names))"
    environment = {"PATH": os.environ["PATH"]} | example_environment() | changes
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def names_read() -> list[str]:
    done = read_in_production(SECRET_KEY="s" * 60, PERSONAL_DATA_KEYS="k" * 43, ADDRESS_INDEX_KEY="i" * 43)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_example_names_every_variable_in_the_order_they_are_read(names_read):
    assert list(example_environment()) == list(dict.fromkeys(names_read))


def test_example_explains_every_variable_in_one_comment_above_it():
    lines = (ROOT / ".env.example").read_text().splitlines()
    for number, line in enumerate(lines):
        if line and not line.startswith("#"):
            assert lines[number - 1].startswith("# "), line
            assert lines[number - 2] == "", line


def test_example_holds_no_secret_so_that_a_copied_one_does_not_start():
    done = read_in_production()

    assert done.returncode != 0
    assert "SECRET_KEY, PERSONAL_DATA_KEYS, ADDRESS_INDEX_KEY." in done.stderr
