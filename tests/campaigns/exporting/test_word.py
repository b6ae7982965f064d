"""The Word file of a draft, opened again."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.campaigns.makers import JULY_4, add_text, make_published_draft, make_working_draft, publish
from tests.makers import translate

pytestmark = pytest.mark.django_db


def export(client, *, language="en"):
    response = client.get(f"/{language}/2007/proposals/strategy/1/export.docx")
    assert response.status_code == 200
    return Document(BytesIO(response.content))


def paragraphs(document, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style.name == style]


def one_with(document, text: str):
    [found] = [one for one in document.paragraphs if text in one.text]
    return found


def values(element, path: str) -> list[str]:
    return [one.get(qn("w:val")) for one in element.iter(qn(path))]


def test_word_file_has_title_label_date_and_fingerprint(client):
    draft = make_published_draft()
    document = export(client)

    assert paragraphs(document, "Title") == ["Strategy"]
    assert paragraphs(document, "Subtitle") == ["July 4, 2007 Draft"]
    facts = "\n".join(paragraphs(document, "Facts"))
    assert "Published: July 4, 2007, Network of Solidarity" in facts
    assert draft.short_hash in facts
    assert draft.short_hash in document.sections[0].footer.paragraphs[0].text


def test_word_file_has_real_headings_below_each_other(client):
    draft = make_working_draft(focus="## Why\n\nText\n\n### More")
    add_text(draft=draft, heading="Roots", inside=draft.texts.get())
    publish(draft)
    document = export(client)

    assert paragraphs(document, "Heading 1") == ["1. Focus"]
    assert paragraphs(document, "Heading 2") == ["Why", "1.1 Roots"]
    assert paragraphs(document, "Heading 3") == ["More"]


def test_word_file_has_bold_italic_and_breaks(client):
    make_published_draft(focus="plain **bold** *italic* ***both***\\\nnext")
    runs = {run.text: (run.bold, run.italic) for run in one_with(export(client), "plain").runs}

    assert runs["plain "] == (None, None)
    assert runs["bold"] == (True, None)
    assert runs["italic"] == (None, True)
    assert runs["both"] == (True, True)
    assert "\nnext" in runs


def test_word_file_has_real_links_with_full_addresses(client):
    make_published_draft(
        focus="[news](/en/news/) [out](https://example.org/?a=1&b=2) [news again](/en/news/) [bad](javascript:x)"
    )
    links = [(link.text, link.address) for link in one_with(export(client), "news again").hyperlinks]

    assert links == [
        ("news", "http://testserver/en/news/"),
        ("out", "https://example.org/?a=1&b=2"),
        ("news again", "http://testserver/en/news/"),
    ]


def test_word_file_numbers_each_list_anew(client):
    make_published_draft(focus="1. one\n2. two\n\ntext\n\n5. five\n\n- a point\n  - inner\n\n    more")
    document = export(client)
    numbers = {one.text: values(one._p, "w:numId") for one in document.paragraphs if values(one._p, "w:numId")}
    starts = values(document.part.numbering_part.element, "w:startOverride")

    assert numbers["one"] == numbers["two"] != numbers["five"]
    assert starts == ["1", "5"]
    assert numbers["a point"] != numbers["inner"]
    assert values(one_with(document, "inner")._p, "w:ilvl") == ["1"]
    assert numbers["more"] == ["0"]


def test_word_file_in_arabic_runs_from_right_to_left(client):
    draft = make_published_draft(focus="We act.")
    translate(draft.proposal, "ar", title="استراتيجية")
    translate(draft.texts.get(), "ar", heading="أولويتنا", body="نعمل **معًا**.")
    document = export(client, language="ar")

    for text in ("استراتيجية", "أولويتنا", "نعمل"):
        found = one_with(document, text)
        assert found._p.pPr.find(qn("w:bidi")) is not None
        assert all(run._r.rPr.find(qn("w:rtl")) is not None for run in found.runs)
    bold = one_with(document, "نعمل").runs[1]
    assert bold._r.rPr.find(qn("w:bCs")) is not None
    assert document.core_properties.language == "ar"
    assert document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}").get(qn("w:bidi")) == "ar-SA"


def test_word_file_marks_the_language_and_direction_of_what_is_not_translated(client):
    draft = make_published_draft(focus="We act.", raids="We stop raids.")
    translate(draft.texts.get(heading="Focus"), "ar", heading="أولويتنا", body="نعمل.")
    english = one_with(export(client, language="ar"), "We stop raids.")

    assert english._p.pPr.find(qn("w:bidi")) is None
    assert values(english._p, "w:lang") == ["en-US"]
    assert "[English]" in paragraphs(export(client, language="ar"), "Facts")


def test_word_file_shows_markup_and_signs_as_they_are(client):
    make_published_draft(focus="<w:b/> & =1+1 \x01\x0b\ufffe 我们 👩‍👩‍👧")

    assert "<w:b/> & =1+1" in one_with(export(client), "我们").text


def test_word_file_carries_no_date_but_that_of_publishing(client):
    make_published_draft(focus="We act.")
    response = client.get("/en/2007/proposals/strategy/1/export.docx")
    properties = Document(BytesIO(response.content)).core_properties

    assert properties.created.date() == properties.modified.date() == JULY_4.date()
    assert {info.date_time for info in ZipFile(BytesIO(response.content)).infolist()} == {(2007, 7, 4, 12, 0, 0)}
    assert properties.author == "Network of Solidarity"
