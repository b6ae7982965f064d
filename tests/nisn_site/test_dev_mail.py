import pytest

from nisn_site import dev_mail
from nisn_site.kit.outbox.turns import take_turn
from nisn_site.kit.outbox.writing import queue_mail
from tests.html import text_of
from tests.kit.outbox.makers import BEN, make_mail
from tests.makers import make_network


@pytest.fixture
def folder(db, monkeypatch, settings, tmp_path):
    monkeypatch.setattr(dev_mail, "FOLDER", tmp_path / "mail")
    settings.MAILERS = {
        "default": {"BACKEND": "nisn_site.dev_mail.FolderMailer", "OPTIONS": {"file_path": tmp_path / "mail"}}
    }
    make_network()
    return tmp_path / "mail"


def names(folder) -> list[str]:
    return [path.name for path in sorted(folder.iterdir())]


def test_mail_goes_into_a_folder_that_only_its_owner_reads(folder):
    make_mail(key="1")
    make_mail(key="2", to="chika@example.org")

    assert take_turn() == 2
    assert len(names(folder)) == 2
    assert folder.stat().st_mode & 0o777 == 0o700


def test_list_shows_the_newest_first(folder, client):
    assert "Nothing yet" in client.get("/dev/mail/").text
    make_mail(key="1", subject="First")
    take_turn()
    make_mail(key="2", subject="Second")
    take_turn()

    answer = client.get("/dev/mail/")
    assert answer.text.index("Second") < answer.text.index("First")
    assert "no-store" in answer.headers["Cache-Control"]


def test_one_mail_is_shown_with_headers_and_links_to_press(folder, client):
    make_mail(text="Press this:\nhttp://127.0.0.1:8000/en/contact/confirm/abc/", subject="<b>Hi</b>")
    take_turn()

    page = client.get(f"/dev/mail/{names(folder)[0]}/").text
    assert f"To {BEN}" in text_of(page)
    assert '<a href="http://127.0.0.1:8000/en/contact/confirm/abc/"' in page
    assert "<b>Hi" not in page


def test_html_of_a_mail_can_do_nothing(folder, client):
    with_html = {"language": "en", "template": "test_letter", "context": {"name": "<script>alert(1)</script>"}}
    queue_mail(purpose="test", key="1", to=BEN, **with_html)
    take_turn()

    answer = client.get(f"/dev/mail/{names(folder)[0]}/html/")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "&lt;script&gt;" in answer.text


@pytest.mark.parametrize(
    "name", ["..", "....eml", "%2e%2e%2fsecret_key", "20261125-000000-000000-abcdef.eml", "x" * 300]
)
def test_names_that_are_no_mail_are_not_found(folder, client, name):
    assert client.get(f"/dev/mail/{name}/").status_code == 404
    assert client.get(f"/dev/mail/{name}/html/").status_code == 404
