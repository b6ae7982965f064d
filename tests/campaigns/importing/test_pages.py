"""An organizer pastes a text, corrects what was guessed, and only then puts it into the working draft."""

import re
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Draft, SectionText
from nisn_site.models import User
from tests.html import elements, parse_strictly, text_of
from tests.makers import make_organizer

from ..makers import add_text, make_proposal, make_published_draft, make_working_draft

pytestmark = pytest.mark.django_db

TEXT = """# Our plan

## 1. Focus

We act together, everywhere and always.

## 2. Labor

We organize at work.
"""


@pytest.fixture
def draft():
    return make_working_draft(focus="We act together, everywhere.", raids="We stop raids.")


def address(draft) -> str:
    return reverse("admin:campaigns_proposal_import", args=[draft.proposal_id])


def fields_of(response) -> dict[str, str]:
    """What a browser would send back when nothing is touched."""
    page = response.content.decode()
    fields = {
        a["name"]: a.get("value", "")
        for _tag, a in elements(page, "input")
        if a.get("type") in ("text", "hidden") and "name" in a
    }
    fields |= {
        a["name"]: a["value"] for _tag, a in elements(page, "input") if a.get("type") == "radio" and "checked" in a
    }
    for name, body in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL):
        fields[name] = unescaped(body).replace("\n", "\r\n")
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        fields[name] = re.search(r'<option value="([^"]+)" selected>', options)[1]
    return fields


def unescaped(text: str) -> str:
    for name, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        text = text.replace(name, sign)
    return text


def bodies(draft) -> list[tuple[str, str]]:
    return [(text.heading, text.body) for text in draft.texts.in_order()]


def test_page_asks_for_a_text_or_a_file(desk, draft):
    response = desk.get(address(draft))

    assert response.status_code == 200
    parse_strictly(response.content.decode())


def test_preview_says_what_will_be_and_writes_nothing(desk, draft):
    response = desk.post(address(draft), {"text": TEXT})

    page = response.content.decode()
    parse_strictly(page)
    words = text_of(page)
    assert response.status_code == 200
    assert "Nothing is written yet." in words
    assert "Why we cut here: it looks like the title of the whole text." in words
    assert "Why we cut here: it begins with 2.." in words
    assert "2 Raids not in the text, kept" in words
    assert fields_of(response)["s-1-same_as"] == draft.texts.get(heading="Focus").section.key
    assert fields_of(response)["s-2-same_as"] == "new-text"
    assert bodies(draft) == [("Focus", "We act together, everywhere."), ("Raids", "We stop raids.")]


def test_section_without_a_heading_is_known_by_its_first_words(desk, draft):
    draft.texts.filter(heading="Raids").update(heading="")
    add_text(draft=draft, heading="", body="", position=9)

    shown = text_of(desk.post(address(draft), {"text": TEXT}).content.decode())

    assert "2 We stop raids. not in the text, kept" in shown
    assert "3 Without a heading not in the text, kept" in shown
    assert "2 We stop raids. Keep it where it is" in shown


def test_confirmed_text_is_in_the_working_draft_with_counts(desk, draft):
    fields = fields_of(desk.post(address(draft), {"text": TEXT}))
    response = desk.post(address(draft), fields | {"step": "fill"}, follow=True)

    assert response.redirect_chain[0][1] == 302
    assert "1 new, 1 changed, 1 as before, 0 left out" in text_of(response.content.decode())
    assert bodies(draft) == [
        ("Focus", "We act together, everywhere and always."),
        ("Raids", "We stop raids."),
        ("Labor", "We organize at work."),
    ]


def test_same_text_again_and_the_button_twice_change_nothing(desk, draft):
    fields = fields_of(desk.post(address(draft), {"text": TEXT})) | {"step": "fill"}
    desk.post(address(draft), fields)
    before = list(SectionText.objects.order_by("pk").values())

    assert desk.post(address(draft), fields).status_code == 302
    again = desk.post(address(draft), {"text": TEXT})
    assert "Text: nothing changed" in text_of(again.content.decode())
    assert desk.post(address(draft), fields_of(again) | {"step": "fill"}).status_code == 302
    assert list(SectionText.objects.order_by("pk").values()) == before


def test_every_guess_can_be_corrected(desk, draft):
    raids = draft.texts.get(heading="Raids").section.key
    fields = fields_of(desk.post(address(draft), {"text": TEXT}))
    fields |= {
        "s-0-place": "1", "s-0-same_as": "new-campaign", "s-0-body": "A <b>campaign</b>.", "s-1-place": "join",
        "s-2-place": "2", "s-2-same_as": raids, "s-2-heading": "Work",
    }  # fmt: skip
    looked = desk.post(address(draft), fields | {"step": "look"})
    assert "added to the text above" in text_of(looked.content.decode())
    fields = fields_of(looked) | {f"rest-{draft.texts.get(heading='Focus').section.key}": "drop", "step": "fill"}
    desk.post(address(draft), fields)

    assert bodies(draft) == [
        ("Our plan", "A <b>campaign</b>.\n\n1. Focus\n\nWe act together, everywhere and always."),
        ("Work", "We organize at work."),
    ]
    work = draft.texts.get(heading="Work")
    assert (work.section.key, work.parent) == (raids, draft.texts.get(heading="Our plan").section)


def test_line_begun_with_a_sign_becomes_a_section_and_is_shown_first(desk, draft):
    fields = fields_of(desk.post(address(draft), {"text": TEXT}))
    fields["s-2-body"] = "We organize.\r\n\r\n# Day labor centers\r\n\r\nWe open three."

    shown = desk.post(address(draft), fields | {"step": "fill"})
    assert (shown.status_code, bodies(draft)[0][0]) == (422, "Focus")
    assert draft.texts.count() == 2
    desk.post(address(draft), fields_of(shown) | {"step": "fill"})

    assert bodies(draft)[2:] == [("Labor", "We organize."), ("Day labor centers", "We open three.")]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"s-2-same_as": "FOCUS"}, "Another part of the text is meant to be this section, too."),
        ({"s-1-place": "join"}, "There is no section above it."),
        ({"s-2-heading": "", "s-2-body": " \r\n"}, "There is neither a heading nor a text."),
        ({"s-2-heading": "x" * 301}, "at most 300 characters"),
        ({"s-1-place": "out", "s-2-place": "out"}, "Everything is left out"),
        ({"s-1-same_as": "new-text", "rest-FOCUS": ""}, "The text does not have this section now. Keep it, or leave it out?"),
        ({"s-2-place": "7"}, "not one of the available choices"),
        ({"s-2-same_as": "s2aaaaa"}, "not one of the available choices"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_place_with_everything_kept(desk, draft, changes, words):
    focus = draft.texts.get(heading="Focus").section.key
    fields = fields_of(desk.post(address(draft), {"text": TEXT})) | {f"rest-{focus}": "keep", "step": "fill"}
    fields |= {name.replace("FOCUS", focus): focus if value == "FOCUS" else value for name, value in changes.items()}
    response = desk.post(address(draft), fields)

    assert response.status_code == 422
    parse_strictly(response.content.decode())
    assert words in text_of(response.content.decode())
    assert fields_of(response)["s-1-body"].replace("\r", "") == "We act together, everywhere and always."
    assert draft.texts.count() == 2


def test_draft_changed_by_somebody_else_asks_to_look_again_with_everything_kept(desk, draft):
    fields = fields_of(desk.post(address(draft), {"text": TEXT})) | {"s-2-body": "My words.", "step": "fill"}
    text = draft.texts.get(heading="Raids")
    text.body = "Theirs."
    text.save()

    refused = desk.post(address(draft), fields)
    assert refused.status_code == 422
    assert "Somebody changed the draft" in text_of(refused.content.decode())
    assert desk.post(address(draft), fields_of(refused) | {"step": "fill"}).status_code == 302
    assert [body for _heading, body in bodies(draft)] == [
        "We act together, everywhere and always.",
        "Theirs.",
        "My words.",
    ]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Paste a text here"),
        ({"text": " \r\n "}, "Paste a text here"),
        ({"text": "# A\n\n" * 5000}, "We found 5000 headings"),
        ({"text": "word " * 350_000}, "more than 500,000 characters"),
        ({"text": "😀" * 450_000}, "too long to look at in one page"),
        ({"file": SimpleUploadedFile("plan.pdf", b"%PDF-1.4")}, "This is a PDF file"),
        ({"file": SimpleUploadedFile("plan.txt", b"")}, "This file is empty"),
        ({"text": "Words", "file": SimpleUploadedFile("plan.txt", b"Words")}, "not both"),
        ({"step": "fill"}, "The form came incomplete"),
        ({"step": "look", "s-TOTAL_FORMS": "9" * 30, "s-INITIAL_FORMS": "x"}, "The form came incomplete"),
    ],
)
def test_text_that_cannot_be_imported_is_refused_in_words(desk, draft, sent, words):
    response = desk.post(address(draft), sent)

    assert response.status_code == 422
    assert words in text_of(response.content.decode())


def test_word_file_makes_a_draft_where_there_is_none(desk):
    document, buffer = docx.Document(), BytesIO()
    for heading in ("Focus", "Labor"):
        document.add_heading(heading, 1)
        document.add_paragraph("We act.")
    document.save(buffer)
    proposal = make_proposal()
    url = reverse("admin:campaigns_proposal_import", args=[proposal.pk])

    fields = fields_of(desk.post(url, {"file": SimpleUploadedFile("plan.docx", buffer.getvalue())}))
    desk.post(url, fields | {"step": "fill"})

    assert bodies(Draft.objects.working().get(proposal=proposal)) == [("Focus", "We act."), ("Labor", "We act.")]


def test_markup_in_a_text_is_shown_as_text(desk, draft):
    response = desk.post(
        address(draft), {"text": "# <img src=x onerror=alert(1)>A\n\n</textarea><script>alert(1)</script>B"}
    )

    assert "onerror" not in {name for _tag, attributes in elements(response.content.decode()) for name in attributes}
    assert b"<script>alert" not in response.content


def test_number_of_queries_does_not_grow_with_sections(desk):
    def count(sections):
        bodies = {f"section{number}": f"Text {number}." for number in range(sections)}
        draft = make_published_draft(proposal=make_proposal(number=sections, slug=f"p{sections}"), **bodies)
        with CaptureQueriesContext(connection) as queries:
            desk.post(address(draft), {"text": "\n\n".join(f"## {name}\n\n{body}" for name, body in bodies.items())})
        return len(queries)

    assert count(40) == count(3)


def test_pages_are_for_organizers_who_may_change_proposals(client, draft):
    assert client.get(address(draft)).status_code == 302
    client.force_login(make_organizer(email="ben@example.org"))
    User.objects.update(is_superuser=False)
    assert client.get(address(draft)).status_code == 403
    assert client.post(address(draft), {"text": TEXT}).status_code == 403


def test_unknown_proposal_is_not_found(desk):
    for number in ("0", "9" * 30):
        assert desk.get(f"/admin/campaigns/proposal/{number}/import/").status_code == 404
