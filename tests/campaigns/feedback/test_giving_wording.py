"""Suggested wording on the public form: the text ready to be changed, the change shown before it is sent, bad input."""

import pytest

from campaigns.models import Feedback
from tests.campaigns.makers import make_published_draft
from tests.deeds import Sender, form_values
from tests.html import parse_strictly

from .test_giving import TEXT, form_url, open_draft, suggest, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return open_draft(make_published_draft(focus=TEXT, raids="We stop raids."))


@pytest.fixture
def ben():
    return Sender()


def test_text_of_the_section_is_ready_to_be_changed_and_the_change_is_shown_before_it_is_sent(draft, ben):
    values = ben.open(form_url(draft))
    assert (values["suggested_heading"], values["suggested_body"]) == ("Focus", TEXT)

    look = ben.post(form_url(draft), values | {"suggested_body": TEXT.replace("January", "May")})

    parse_strictly(look.text)
    assert "This is what you change Nothing is sent yet." in words(look)
    assert "[removed: January ] [added: May ]" in words(look)
    assert not Feedback.objects.exists()
    assert ben.post(form_url(draft), form_values(look.text)).status_code == 303
    one = Feedback.objects.get()
    assert (one.kind, one.base_body, one.suggested_body) == ("edit", TEXT, TEXT.replace("January", "May"))


def test_change_that_is_changed_again_is_shown_again(draft, ben):
    look = ben.send(form_url(draft), suggested_body="We act.")

    again = ben.post(form_url(draft), form_values(look.text) | {"suggested_body": "We all act."})

    assert "Nothing is sent yet." in words(again)


def test_heading_alone_can_be_suggested(draft, ben):
    suggest(ben, form_url(draft), suggested_heading="Our focus", body="Clearer.")

    one = Feedback.objects.get()
    assert (one.kind, one.suggested_heading, one.suggested_body, one.body) == ("edit", "Our focus", TEXT, "Clearer.")


def test_looking_without_a_change_says_that_nothing_changed(draft, ben):
    look = ben.send(form_url(draft), body="Hm.", do="look")

    assert "The text is the same as in the draft" in words(look)


def test_spaces_and_line_ends_that_browsers_change_are_no_suggestion(draft, ben):
    ben.send(form_url(draft), body="Say where.", suggested_body=f"\r\n{TEXT}\r\n\r\n")

    assert Feedback.objects.get().kind == "comment"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({}, "Write what you want to say, or change the text below. It is the same as in the draft."),
        ({"suggested_body": "  "}, "Your wording is empty. To say that this section should go, write it as a comment."),
        ({"suggested_body": "long " * 3000}, "Make this shorter by"),
        ({"body": "x" * 5001}, "Make this shorter by 1 character."),
        ({"body": "Hm.", "quote": "We never said this."}, "This sentence does not stand in the section."),
        ({"body": "Hm.", "shown_as": "name", "name": " "}, "Fill this in, or choose “No name” above."),
        ({"body": "Hm.", "shown_as": "organization", "name": "Ben"}, "Fill this in, or choose “No name” above."),
        ({"body": "Hm.", "address": "ben@"}, "ana@example.org"),
        ({"body": "Hm.", "language": "xx"}, "Select a valid choice"),
        ({"body": "Hm.", "kind": "edit"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_sent_says_why_and_keeps_all_that_was_typed(draft, ben, typed, message):
    answer = ben.send(form_url(draft), **{"name": "Kept name"} | typed)

    assert answer.status_code == 422
    assert message in words(answer)
    values = form_values(answer.text)
    for name, value in typed.items():
        assert values.get(name, value).strip() == value.strip() or name in {"kind", "language"}
    assert not Feedback.objects.exists()


def test_support_needs_no_words_and_a_quote_is_kept(draft, ben):
    ben.send(form_url(draft), kind="support")
    ben.send(form_url(draft), body="When?", quote="We  meet in January.")

    assert [(one.kind, one.quote) for one in Feedback.objects.all()] == [
        ("support", ""), ("comment", "We meet in January."),
    ]  # fmt: skip


def test_feedback_on_the_whole_draft_has_no_wording(draft, ben):
    assert "suggested_body" not in ben.open(form_url(draft, None))

    ben.send(form_url(draft, None), body="All is good.")

    assert Feedback.objects.get().section is None
