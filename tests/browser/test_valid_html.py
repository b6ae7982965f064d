"""The Nu HTML checker finds nothing on any page in any language."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.public_pages import addresses

VERSION = "26.9.27"
EXTRA = ["/en/nowhere/", "/en/?q=%00", "/en/search/?q=bus", "/en/style/", "/accounts/login/"]


@pytest.fixture(scope="session")
def checker() -> Path:
    """The checker's jar, fetched once by npm from its package."""
    folder = settings.VAR_DIR / "vnu"
    jar = folder / "package" / "build" / "dist" / "vnu.jar"
    if not jar.exists() and shutil.which("npm"):
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", "--silent", f"vnu-jar@{VERSION}"], cwd=folder, check=False, capture_output=True)
        for packed in folder.glob("*.tgz"):
            shutil.unpack_archive(packed, folder, filter="data")
    if not jar.exists() or not shutil.which("java"):
        reason = "the Nu HTML checker needs npm and java"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return jar


def test_every_page_is_valid(site, checker, tmp_path):
    client = Client(raise_request_exception=False)
    for number, path in enumerate([*addresses(), *EXTRA]):
        response = client.get(path)
        (tmp_path / f"{number:03}.html").write_text(response.text + f"\n<!-- {path} -->")
    files = sorted(map(str, tmp_path.glob("*.html")))

    run = subprocess.run(
        ["java", "-jar", str(checker), "--format", "json", "--exit-zero-always", *files],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    faults = [
        f"{path_of(message['url'])}: {message['message']}"
        for message in json.loads(run.stderr)["messages"]
        if message["type"] == "error"
    ]

    assert faults == []


def path_of(url: str) -> str:
    return Path(url.removeprefix("file:")).read_text().rpartition("<!-- ")[2].partition(" -->")[0]
