"""Two organizers on one text. Both races run with two real connections."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from conference.models import Page
from tests.html import elements, text_of
from tests.makers import make_organizer, make_page


def form_of(client, page) -> dict:
    """What a browser would send back from the page's change form."""
    html = client.get(reverse("admin:conference_page_change", args=[page.pk])).text
    opened = next(
        attributes["value"]
        for _name, attributes in elements(html, "input")
        if attributes.get("name") == "opened_version"
    )
    return {
        "opened_version": opened, "title": page.title, "summary": page.summary, "body": page.body, "state": page.state,
        "publish_at_0": "2007-01-01", "publish_at_1": "00:00:00", "slug": page.slug, "kind": page.kind,
        "position": page.position, "language": page.language, "in_menu": "on",
    }  # fmt: skip


def save(client, page, form):
    return client.post(reverse("admin:conference_page_change", args=[page.pk]), form)


def test_second_save_of_the_same_page_shows_both_texts(desk):
    page = make_page(body="Old")
    ours, theirs = form_of(desk, page), form_of(desk, page)
    assert save(desk, page, theirs | {"body": "Their text"}).status_code == 302

    answer = save(desk, page, ours | {"body": "Our text"})

    assert answer.status_code == 200
    assert "Somebody else saved this while you were writing" in text_of(answer.text)
    assert "Their text" in answer.text
    assert "Our text" in answer.text
    assert Page.objects.get().body == "Their text"


def test_saving_again_after_reading_both_texts_is_a_decision(desk):
    page = make_page(body="Old")
    ours, theirs = form_of(desk, page), form_of(desk, page)
    save(desk, page, theirs | {"body": "Their text"})
    answer = save(desk, page, ours | {"body": "Our text"})
    opened = next(a["value"] for _n, a in elements(answer.text, "input") if a.get("name") == "opened_version")

    save(desk, page, ours | {"body": "Both texts", "opened_version": opened})

    assert Page.objects.get().body == "Both texts"


def test_saving_one_after_another_is_no_conflict(desk):
    page = make_page()
    for text in ("One", "Two"):
        assert save(desk, page, form_of(desk, page) | {"body": text}).status_code == 302

    assert Page.objects.get().body == "Two"


def test_form_without_its_version_is_a_conflict(desk):
    page = make_page()
    form = form_of(desk, page)
    del form["opened_version"]

    assert save(desk, page, form | {"body": "Lost?"}).status_code == 200
    assert Page.objects.get().body != "Lost?"


@pytest.mark.django_db(transaction=True)
def test_two_saves_at_the_same_moment_never_lose_a_text():
    make_organizer()
    page = make_page(body="Old")
    start, answers = Barrier(2), {}

    def press_save(text):
        client = Client()
        client.login(email="amina@example.org", password="correct horse")
        form = form_of(client, page) | {"body": text}
        start.wait()
        answers[text] = save(client, page, form).status_code
        connection.close()

    threads = [Thread(target=press_save, args=[text]) for text in ("Their text", "Our text")]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert sorted(answers.values()) == [200, 302]
    assert answers[Page.objects.get().body] == 302


@pytest.mark.django_db(transaction=True)
def test_without_the_version_the_same_race_loses_a_text():
    """The control: it shows that the race is real, so that the test above means something."""
    page = make_page(body="Old")
    read = Barrier(2)

    def overwrite(text):
        mine = Page.objects.get(pk=page.pk)
        read.wait()
        mine.body = text
        mine.save()
        connection.close()

    threads = [Thread(target=overwrite, args=[text]) for text in ("Their text", "Our text")]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert Page.objects.get().body in {"Their text", "Our text"}
    assert Page.objects.get().version == page.version + 1  # two saves, one version: one text is gone
