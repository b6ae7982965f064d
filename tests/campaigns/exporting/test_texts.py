"""What stands in the Markdown and plain text files of a draft."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from campaigns.changes.paragraphs import paragraphs_of
from campaigns.drafting.paper import width
from campaigns.exporting.markdown import body_below, escaped
from nisn_site.kit.markdown import render
from tests.campaigns.makers import add_text, make_proposal, make_published_draft, make_working_draft, publish

LOUD = MarkdownIt("commonmark")  # reads HTML and pictures, as most other programs do
PIECES = [
    "# ", "## ", "> ", "- ", "1. ", "\n", "\n\n", "```", "~~~", "`", "``", "<b>", "</b>", "<script>", "<!--", "-->",
    "<https://a.org>", "<a@b.org>", "![x](y)", "[x](/y)", "\\", "---", "===", "word", "*b*", "**c**", "&lt;", "    ",
    "\t", "#", "<?php", "<div", "!", "|", " ", "é", "我们",
]  # fmt: skip


def export(client, extension: str) -> str:
    response = client.get(f"/en/2007/proposals/strategy/1/export.{extension}")
    assert response.status_code == 200
    return response.text


def nested_draft():
    draft = make_working_draft(focus="We act.")
    inner = add_text(draft=draft, heading="Roots", body="Ground *up*.", inside=draft.texts.get())
    add_text(draft=draft, heading="Deeper", body="More.", inside=inner)
    return publish(draft)


def all_tokens(tokens):
    for token in tokens:
        yield token
        yield from all_tokens(token.children or [])


# -- Markdown


def test_markdown_keeps_the_outline(db, client):
    nested_draft()
    headings = [line for line in export(client, "md").split("\n") if line.startswith("#")]

    assert headings == ["# Strategy", "## 1. Focus", "### 1.1 Roots", "#### 1.1.1 Deeper"]


def test_markdown_keeps_bodies_as_they_were_written(db, client):
    body = "We *act* [here](/en/).\n\n- one\n- two\n\n> said"
    make_published_draft(focus=body)

    assert f"## 1. Focus\n\n{body}\n" in export(client, "md")


def test_markdown_writes_line_ends_of_forms_as_line_ends(db, client):
    make_published_draft(focus="One.\r\n\r\nTwo.")

    assert "One.\n\nTwo." in export(client, "md")


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("# Part\n\nText", "### Part\n\nText"),
        ("### Part\n\n##### Piece", "### Part\n\n#### Piece"),
        ("Part\n===\n\nText", "### Part\n\nText"),
        ("> # Part", "> ### Part"),
        ("- # Part", "- ### Part"),
        ("```\n# no heading\n```", "```\n# no heading\n```"),
        ("```\nopen", "```\nopen\n```"),
        ("<b>loud</b>", r"\<b>loud\</b>"),
        ("`<b>` and <https://example.org>", "`<b>` and <https://example.org>"),
        ("![cat](https://example.org/cat.png)", r"\![cat](https://example.org/cat.png)"),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
        ("=SUM(A1:A2)", "=SUM(A1:A2)"),
    ],
)
def test_markdown_body_fits_below_its_section(body, written):
    assert body_below(body, level=2) == written


def test_markdown_heading_without_a_level_left_is_bold():
    assert body_below("# Part *one*", level=6) == "**Part one**"


@pytest.mark.parametrize(
    "heading", ["*stars*", "a_b_c", "[no](link)", "<b>bold</b>", "C #", "1 & 2 &amp; 3", "back`tick"]
)
def test_markdown_heading_shows_the_words_as_they_are(heading):
    [part] = paragraphs_of(LOUD.render(f"## {escaped(heading)}"))

    assert part.text == heading


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.integers(2, 4))
@settings(max_examples=150, deadline=None)
def test_markdown_of_any_body_says_the_same_and_is_no_html(text, level):
    written = body_below(text, level=level)
    tokens = LOUD.parse(f"{written}\n\n# Next")

    assert words_of(written) == words_of(text)
    assert not {token.type for token in all_tokens(tokens)} & {"html_block", "html_inline", "image"}
    assert all(int(token.tag[1]) > level for token in tokens[:-3] if token.type == "heading_open")
    assert [token.content for token in tokens[-3:]] == ["", "Next", ""]


def words_of(markdown: str) -> list[str]:
    return [" ".join(part.text.split()) for part in paragraphs_of(render(markdown))]


# -- plain text


def test_plain_text_underlines_headings_by_depth(db, client):
    nested_draft()
    text = export(client, "txt")

    for heading in ("Strategy\n========", "1. Focus\n--------", "1.1 Roots\n~~~~~~~~~", "1.1.1 Deeper\n^^^^^^^^^^^^"):
        assert f"{heading}\n" in text


def test_plain_text_keeps_lists(db, client):
    make_published_draft(focus="3. three\n4. four\n   - inner\n\n- point\n\n  goes on")
    text = export(client, "txt")

    assert "3. three\n4. four\n    - inner\n\n- point\n\n    goes on\n" in text


def test_plain_text_writes_addresses_after_the_words_they_belong_to(db, client):
    make_published_draft(focus="See [the **news**](/en/news/) or <a@example.org>.")

    text = " ".join(export(client, "txt").split())
    assert "See the news (http://testserver/en/news/) or a@example.org." in text


def test_plain_text_shows_markup_and_formulas_as_they_are(db, client):
    make_published_draft(focus="=1+1\n\n<b>loud</b> & *soft*\n\n---\n\n> said")

    assert "=1+1\n\n<b>loud</b> & soft\n\n* * *\n\n> said\n" in export(client, "txt")


@pytest.mark.parametrize(
    "word", ["strategy ", "مُحَمَّد والمساهمون ", "我们承诺，尊重所有参加的人。", "कार्यकर्ता हिन्दी में । ", "👩‍👩‍👧 "]
)
def test_plain_text_is_at_most_72_columns_wide_in_every_script(db, client, word):
    make_published_draft(proposal=make_proposal(title=(word * 60)[:150]), focus=f"{word * 60}\n\n- {word * 60}")
    text = export(client, "txt")

    assert max(map(width, text.split("\n"))) <= 72
    assert max(map(width, text.split("\n"))) > 60
    assert text.replace("\n", "").replace(" ", "").count(word.strip().replace(" ", "")) >= 120
