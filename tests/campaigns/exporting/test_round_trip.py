"""What we export, we can import again: the same sections with the same words."""

import pytest

from campaigns.drafting.numbering import outline
from campaigns.importing.reading import read_file
from campaigns.importing.sections import find_sections
from nisn_site.kit.markdown import render
from tests.campaigns.makers import add_text, make_working_draft, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    draft = make_working_draft(
        opening="We met on June 28, 2007.\n\n*Together* we **act**, see [the news](/en/news/).",
        focus="Three things:\n\n1. one\n2. two\n\n- a point\n- another one",
    )
    inner = add_text(draft=draft, heading="From the ground up", body="> Said by *many*.", inside=draft.texts.last())
    add_text(draft=draft, heading="2007 and 2008: deeper", body="我们承诺。\n\nنعمل معًا.", inside=inner)
    add_text(draft=draft, heading="*Stars* & [brackets]", body="=1+1")
    return publish(draft)


def sections_of(draft) -> list[tuple[str, str, int]]:
    return [(text.heading, text.body, depth) for text, _number, depth in outline(draft.texts.all())]


def test_exported_markdown_is_imported_as_the_same_sections(draft, client):
    data = client.get(f"{draft.get_absolute_url()}export.md").content
    found = find_sections(read_file(data, name="strategy-draft-1.md")).found

    assert [one.heading for one in found if one.is_title] == ["Strategy"]
    assert [(one.heading, one.body, one.level) for one in found if not one.is_title] == sections_of(draft)


def test_exported_word_file_is_imported_as_the_same_sections(draft, client):
    data = client.get(f"{draft.get_absolute_url()}export.docx").content
    source = read_file(data, name="strategy-draft-1.docx")
    found = find_sections(source).found

    assert [one.heading for one in found if one.is_title] == ["Strategy"]
    assert [(one.heading, render(one.body, top_heading=4), one.level) for one in found if not one.is_title] == [
        (heading, render(body, top_heading=4), depth) for heading, body, depth in sections_of(draft)
    ]
    assert source.notes == [
        "The file is one of ours. What it says above the text, as its date and address, was left out."
    ]


@pytest.mark.parametrize("extension", ["txt", "docx"])
def test_other_exported_files_are_imported_with_the_same_headings(draft, client, extension):
    data = client.get(f"{draft.get_absolute_url()}export.{extension}").content
    found = find_sections(read_file(data, name=f"strategy-draft-1.{extension}"), titles=("Strategy",)).found
    headings = [(one.heading.replace("*", ""), one.level) for one in found if not one.is_title and one.heading]

    assert headings == [(heading.replace("*", ""), depth) for heading, _body, depth in sections_of(draft)]
