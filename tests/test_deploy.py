"""The production recipe agrees with the code it serves. That it works is seen by `python -m bench.rehearsal`."""

import configparser
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils.csp import build_policy

from bench.front import Front, make_certificate, write_configuration
from bench.production import GRANIAN, example_environment
from bench.weight import NGINX_GZIP_LEVEL
from nisn_site import headers

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
NGINX = (DEPLOY / "nginx.conf").read_text()
UNITS = sorted(path.name for path in DEPLOY.iterdir() if path.suffix in {".service", ".timer"})
OF_PRODUCTION = {
    "SECURE_HSTS_SECONDS": int(example_environment()["HSTS_SECONDS"]),
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_HSTS_PRELOAD": True,
}


def nginx_headers() -> dict[str, str]:
    lines = re.findall(
        r'^add_header (\S+) "?(.+?)"? always;$', (DEPLOY / "nginx-headers.conf").read_text(), re.MULTILINE
    )
    return dict(lines)


def nginx_map(variable: str) -> dict[str, str]:
    body = re.search(rf"map \S+ \${variable} {{(.+?)\n}}", NGINX, re.DOTALL)[1]
    return dict(re.findall(r'^\s+"?(\S+?)"?\s+"?(.+?)"?;$', body, re.MULTILINE))


def nginx_bytes(size: str) -> int:
    return int(size[:-1]) * 1024**2 if size.endswith("m") else int(size)


def unit(name: str) -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str
    parsed.read_string((DEPLOY / name).read_text())
    return parsed


# -- headers -------------------------------------------------------------------------------------------------------


@override_settings(**OF_PRODUCTION)
def test_nginx_adds_the_headers_that_the_application_adds(db):
    answer = Client().get("/robots.txt", secure=True)
    about_the_content = {"Content-Type", "Content-Length", "Content-Language", "ETag", "Vary"}
    of_application = {name: value for name, value in answer.headers.items() if name not in about_the_content}

    of_nginx = nginx_headers() | {"Content-Security-Policy": nginx_map("site_csp")["default"]}

    assert of_nginx == of_application


def test_nginx_gives_files_and_pictures_the_policies_of_the_application():
    assert nginx_map("site_csp") == {
        "~^/media/": build_policy(headers.MEDIA_CSP),
        "default": build_policy(settings.SECURE_CSP),
    }


def test_every_place_where_nginx_answers_itself_includes_the_headers():
    places = re.findall(r"location (/static/|/media/|/error-pages/) {(.+?)\n    }", NGINX, re.DOTALL)

    assert len(places) == 3
    for place, body in places:
        assert "include snippets/site-headers.conf;" in body, place


# -- limits and places ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", ["LARGEST_FORM_BYTES", "LARGEST_UPLOAD_BYTES"])
def test_nginx_lets_through_what_the_application_takes_and_little_more(limit):
    size = nginx_bytes(re.search(rf"client_max_body_size (\w+); # {limit}", NGINX)[1])

    assert getattr(settings, limit) <= size <= getattr(settings, limit) * 1.1


def test_nginx_takes_longer_addresses_than_the_application_so_that_its_page_is_shown():
    number, size = re.search(r"large_client_header_buffers (\d+) (\d+)k;", NGINX).groups()

    assert int(number) >= 4
    assert int(size) * 1024 > settings.LONGEST_QUERY_BYTES + 1024


def test_nginx_finds_the_files_where_the_example_environment_puts_them():
    example = example_environment()
    root = re.search(r"\n    root (\S+);", NGINX)[1]

    assert example["STATIC_ROOT"] == root + settings.STATIC_URL.rstrip("/")
    assert example["MEDIA_ROOT"] == root + settings.MEDIA_URL.rstrip("/")


def test_nginx_keeps_no_log_and_hands_on_no_address():
    servers = NGINX.split("\nserver {")[1:]

    assert len(servers) == 3
    for server in servers:
        assert re.findall(r"(?:access|error)_log (.+);", server) == ["off", "/dev/null emerg"]
    assert 'proxy_set_header X-Forwarded-For "";' in NGINX
    assert re.findall(r'"(~[^"]+)" +\$remote_addr', NGINX) == ["~^POST ", r"~^\S+ /accounts/"]


def test_nginx_compresses_as_the_benchmark_reckons():
    assert f"gzip_comp_level {NGINX_GZIP_LEVEL};" in NGINX


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed here")
def test_nginx_accepts_the_configuration(tmp_path):
    front = Front(tmp_path, "conference.example.org", http_port=8396, https_port=8397)
    make_certificate(front)
    write_configuration(front, application_port=8398)

    command = ["nginx", "-t", "-q", "-p", f"{tmp_path}/", "-c", f"{tmp_path}/nginx.conf"]
    done = subprocess.run(command, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")


# -- systemd -------------------------------------------------------------------------------------------------------


def test_site_is_served_as_it_is_measured_and_where_nginx_looks_for_it():
    words = unit("site.service")["Service"]["ExecStart"].split()

    assert words[1 : 1 + len(GRANIAN)] == GRANIAN
    assert f"server 127.0.0.1:{words[words.index('--port') + 1]};" in NGINX
    assert words[-1] == settings.WSGI_APPLICATION.replace(".application", ":application")


def test_site_is_always_started_again():
    service = unit("site.service")["Service"]

    assert (service["Restart"], service["KillMode"]) == ("always", "mixed")


def test_worker_is_started_again_even_when_it_ends_without_an_error():
    service = unit("site-worker.service")["Service"]

    assert service["ExecStart"].endswith("/python manage.py work")
    assert (service["Restart"], service["KillMode"]) == ("always", "mixed")
    patience = settings.PROCRASTINATE_WORKER_DEFAULTS["shutdown_graceful_timeout"] + settings.MAIL_SERVER["timeout"]
    assert int(service["TimeoutStopSec"]) > patience


def test_worker_is_locked_in_like_the_site():
    own = {"ExecStart", "RestartSec", "TimeoutStopSec", "MemoryMax", "TasksMax"}
    site, worker = (dict(unit(name)["Service"]) for name in ("site.service", "site-worker.service"))

    assert {name: value for name, value in worker.items() if name not in own} == {
        name: value for name, value in site.items() if name not in own
    }


def test_services_may_write_only_what_they_must():
    allowed = {name: unit(name)["Service"]["ReadWritePaths"].split() for name in UNITS if name.endswith(".service")}

    assert allowed == {
        "site.service": ["/srv/site/media"],
        "site-worker.service": ["/srv/site/media"],
        "site-nightly.service": ["/srv/site/backups", "/srv/site/error-pages"],
    }
    assert all(unit(name)["Service"]["ProtectSystem"] == "strict" for name in allowed)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
@pytest.mark.parametrize("name", UNITS)
def test_systemd_knows_every_line_of_a_unit(name):
    done = subprocess.run(["systemd-analyze", "verify", DEPLOY / name], capture_output=True, text=True)
    complaints = [line for line in done.stderr.splitlines() if "is not executable: No such file" not in line]

    assert [line for line in complaints if name in line] == []


@pytest.mark.parametrize("script", sorted(path.name for path in DEPLOY.glob("*.sh")))
def test_script_is_valid_and_may_be_started(script):
    path = DEPLOY / script

    assert subprocess.run(["sh", "-n", path], capture_output=True, text=True).stderr == ""
    assert path.stat().st_mode & 0o111


# -- packages ------------------------------------------------------------------------------------------------------


def locked(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", path.read_text(), re.MULTILINE))


def test_production_installs_the_locked_runtime_packages_and_no_other():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    direct = {re.match(r"[a-z0-9-]+", line)[0] for line in project["project"]["dependencies"]}
    for_development = {re.match(r"[a-z0-9-]+", line)[0] for line in project["dependency-groups"]["dev"]}
    production = locked(DEPLOY / "requirements.lock")

    assert direct <= production.keys()
    assert not for_development & production.keys()
    assert production.items() <= locked(ROOT / "requirements.lock").items()


@pytest.mark.parametrize("lock", [DEPLOY / "requirements.lock", ROOT / "requirements.lock"], ids=["deploy", "all"])
def test_every_locked_package_has_hashes_and_no_address(lock):
    text = lock.read_text()
    packages = re.split(r"\n(?=[a-z])", text.strip())

    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in text


def test_hooks_before_a_commit_use_the_locked_tools():
    pinned = dict(re.findall(r"(ruff|djade)==([\d.]+)", (ROOT / ".pre-commit-config.yaml").read_text()))

    assert pinned == {name: locked(ROOT / "requirements.lock")[name] for name in ("ruff", "djade")}


def test_instructions_name_only_files_that_are_there():
    named = set(re.findall(r"deploy/([\w.-]+\w)", (DEPLOY / "README.md").read_text()))

    assert {path.name for path in DEPLOY.iterdir()} - {"README.md", "__pycache__"} == named - {"README.md"}
