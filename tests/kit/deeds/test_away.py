"""The database is away while somebody writes: the text comes back, and pressing again lands once."""

import pytest
from django.db import connection

from conference.models import ContactMessage, ContactTopic
from nisn_site.kit.outbox.messages import Message
from tests.deeds import Sender, form_values
from tests.html import elements, parse_strictly, text_of
from tests.makers import make_conference
from tests.races import let_connection_die

FORM = "/en/contact/write/"
TYPED = {"message": 'Is there a bed?\r\nFor <two> & a "cot"?', "name": "José Ñandú", "address": "ben@example.org"}
pytestmark = pytest.mark.django_db(transaction=True)


class DatabaseAway:
    """Real connections that are refused: nothing listens on that port."""

    def __enter__(self):
        self.port = connection.settings_dict["PORT"]
        connection.close()
        connection.settings_dict["PORT"] = "9"

    def __exit__(self, *_error):
        connection.close()
        connection.settings_dict["PORT"] = self.port


@pytest.fixture
def opened():
    make_conference(is_current=True)
    topic = ContactTopic.objects.create(name="Housing")
    return Sender().open(FORM) | TYPED | {"topic_id": str(topic.pk)}


def test_text_comes_back_with_the_same_key_in_the_readers_language(opened):
    ben = Sender()
    with DatabaseAway():
        pages = {language: ben.post(FORM.replace("en", language, 1), opened) for language in ("en", "es", "ar")}

    for language, page in pages.items():
        assert page.status_code == 503
        assert page.headers["Retry-After"] == "60"
        assert page.cookies == {}
        assert form_values(page.text) == opened
        [(_name, html)] = elements(page.text, "html")
        assert html["lang"] == language
        assert "José Ñandú" in text_of(page.text)
        assert "Leave this site now" in page.text or language != "en"
        parse_strictly(page.text)


def test_pressing_again_lands_once(opened):
    ben = Sender()
    with DatabaseAway():
        values = form_values(ben.post(FORM, opened).text)

    answers = [ben.post(FORM, values) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert [row.message for row in ContactMessage.objects.all()] == [TYPED["message"].replace("\r\n", "\n")]
    assert Message.objects.filter(purpose="contact.link").count() == 1


def test_what_was_not_asked_for_does_not_come_back(opened):
    with DatabaseAway():
        page = Sender().post(FORM, opened | {"evil": "x" * 100, "csrf": "y"})

    assert "evil" not in page.text


def test_button_and_code_come_back_too(opened):
    ben = Sender()
    sent = ben.post(FORM, opened).headers["Location"]
    link, code = ben.mailed_path(), ben.mailed_code()

    with DatabaseAway():
        pages = {
            url: ben.post(url, values) for url, values in ((link, TYPED | {"do": "confirm"}), (sent, {"code": code}))
        }

    assert [page.status_code for page in pages.values()] == [503, 503]
    assert form_values(pages[sent].text) == {"code": code}
    assert ben.post(link, form_values(pages[link].text)).status_code == 303
    assert ContactMessage.objects.get().is_confirmed


def test_connection_that_died_meanwhile_costs_nobody_an_error(opened):
    let_connection_die()

    assert Sender().post(FORM, opened).status_code == 303
