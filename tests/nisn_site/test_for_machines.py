import brotli
import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.utils.dateparse import parse_datetime

from nisn_site import stylesheet
from tests.makers import make_conference, make_network

pytestmark = pytest.mark.django_db


def test_robots_may_read_all_but_the_desk(client):
    text = client.get("/robots.txt").text

    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "\nDisallow: /\n" not in text


def test_llms_txt_names_the_network_and_its_conferences(client):
    make_network(name="Network & Friends")
    make_conference(slug="2007", name="Strategy Conference")

    text = client.get("/llms.txt").text

    assert text.startswith("# Network & Friends\n")
    assert "[Strategy Conference 2007](http://testserver/en/2007/)" in text


def test_llms_txt_of_an_empty_site_is_still_a_text(client):
    assert client.get("/llms.txt").text.startswith("# Conference site")


def test_security_txt_has_what_rfc_9116_asks_for(client):
    text = client.get("/.well-known/security.txt").text
    fields = dict(line.split(": ", 1) for line in text.strip().splitlines())

    assert fields["Contact"].startswith("mailto:")
    assert parse_datetime(fields["Expires"]) is not None
    assert fields["Canonical"] == "http://testserver/.well-known/security.txt"


def test_favicon_is_found_at_its_old_address(client):
    location = client.get("/favicon.ico").headers["Location"]

    assert finders.find(location.removeprefix("/static/"))


@pytest.mark.parametrize("path", ["/robots.txt", "/llms.txt", "/.well-known/security.txt", "/favicon.ico", "/"])
def test_small_files_can_only_be_read(client, path):
    assert client.post(path).status_code == 405


def test_page_that_did_not_change_is_not_sent_again(client):
    make_conference(is_current=True)
    first = client.get("/en/")

    assert client.get("/en/", headers={"if-none-match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("sheet", stylesheet.sheets())
def test_stylesheet_is_all_its_parts_in_order(sheet):
    names = [part.name for part in stylesheet.parts(sheet)]

    assert names == sorted(names)
    assert len(names) > 5
    with open(finders.find(f"css/{sheet}.css")) as file:
        assert file.read() == "\n".join(part.read_text() for part in stylesheet.parts(sheet))


def test_page_loads_no_style_of_another_part_of_the_site():
    assert "campaigns" in stylesheet.sheets()
    assert {part.parent.name for part in stylesheet.parts()} == {"parts"}
    assert {part.parent.name for part in stylesheet.parts("campaigns")} == {"parts", "campaigns"}


@pytest.mark.parametrize("name", ["css/nothing.css", "css/parts.css", "site.css", "css/../css/site.css"])
def test_other_names_are_no_stylesheet_of_ours(name):
    assert stylesheet.StylesheetFinder().find(name) == []


def test_collected_files_are_hashed_and_compressed(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    # Ours alone: compressing all of the admin's files as well takes seconds.
    settings.STATICFILES_FINDERS = [name for name in settings.STATICFILES_FINDERS if "AppDirectories" not in name]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)

    for name in stylesheet.sheets():
        [sheet] = [path for path in tmp_path.glob(f"css/{name}.*.css") if len(path.name.split(".")) == 3]
        packed = sheet.with_name(f"{sheet.name}.br")
        assert brotli.decompress(packed.read_bytes()) == sheet.read_bytes()
        assert sheet.with_name(f"{sheet.name}.gz").exists()
        assert len(packed.read_bytes()) < 8_000, name
