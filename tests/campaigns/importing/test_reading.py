"""What people paste and upload becomes one clean text, or a sentence that says what to do."""

import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from campaigns.importing.kinds import Kind
from campaigns.importing.reading import read_file, read_text


def refusal(data: bytes, name: str = "text.txt") -> str:
    with pytest.raises(ValidationError) as caught:
        read_file(data, name=name)
    return caught.value.code


def packed(**entries: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in entries.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_encodings_are_read(encoding):
    source = read_file("El año: “¡Sí!” 承诺 تعهدنا".encode(encoding), name="a.txt")

    assert (source.text, source.notes) == ("El año: “¡Sí!” 承诺 تعهدنا", [])


def test_old_windows_text_is_read_with_a_warning():
    source = read_file("We’ll march – “together” – in San José.".encode("cp1252"), name="a.txt")

    assert source.text == "We’ll march – “together” – in San José."
    assert len(source.notes) == 1


@pytest.mark.parametrize(
    ("head", "encoding", "words"),
    [
        ('<meta charset="windows-1251">', "cp1251", "Мы идём вместе в город"),
        ("<META http-equiv=Content-Type content='text/html; charset=ISO-8859-1'>", "cp1252", "We’ll march – José"),
        ('<?xml version="1.0" encoding="gb2312"?>', "gb18030", "我们一起前进"),
    ],
)
def test_saved_page_is_read_with_the_encoding_it_names(head, encoding, words):
    source = read_file(f"<html>{head}<p>{words}</p></html>".encode(encoding), name="a.html")

    assert (source.text.strip(), source.notes) == (words, [])


def test_encoding_that_a_page_names_wrongly_is_refused():
    for name in (b"windows-9999", b"big5"):
        assert refusal(b"<meta charset=" + name + b"><p>\xff\xff</p>", "a.html") == "unknown_encoding"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("Мы идём вместе в город".encode("cp1251"), "unknown_encoding"),
        (b"\xff\xfe\x00", "unknown_encoding"),
        (bytes(range(1, 256)) * 3, "unknown_encoding"),
        ("Words".encode("utf-16-le"), "not_text"),
        (b"Wor\x00ds", "not_text"),
        (b" \r\n\t", "empty_file"),
        (b"", "empty_file"),
        (b"a" * 8_000_001, "too_many_bytes"),
        (b"word " * 220_000, "too_long"),
        (b"\x01\x02", "nothing_in_it"),
    ],
)
def test_text_that_cannot_be_read_is_refused_in_words(data, code):
    assert refusal(data) == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7 ...", "unreadable_file"),
        (b"{\\rtf1 ...", "unreadable_file"),
        (b"\x89PNG\r\n\x1a\n", "unreadable_file"),
        (b"\xff\xd8\xff\xe0", "unreadable_file"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "unreadable_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 WordDocument", "unreadable_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked_file"),
        (packed(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b"<x/>"), "unreadable_file"),
        (packed(xl__workbook_xml=b"<x/>"), "unreadable_file"),
        (packed(letter=b"words"), "unreadable_file"),
        (packed(letter=b"words" * 99)[:80], "damaged_file"),
    ],
    # Archives hold the hour they were made: as names of tests they would differ from one process to the next.
    ids=["pdf", "rtf", "png", "jpeg", "webp", "old-word", "locked", "opendocument", "excel", "archive", "cut-archive"],
)
def test_other_files_are_refused_whatever_they_are_called(data, code):
    assert refusal(data, "plan.docx") == refusal(data, "plan.txt") == code


def test_characters_that_cannot_be_stored_are_taken_out():
    source = read_text("One\r\ntwo\rthree\x0bfour\x00 \ud800 \x07five\ufeff cafe\u0301")

    assert source.text == "One\ntwo\nthree\nfour  \ufffd  five café"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("We march.", "", Kind.TEXT),
        ("# Aims\n\nWe march.", "", Kind.MARKDOWN),
        ("We march.", "plan.MD", Kind.MARKDOWN),
        ("<p>We</p><p>march.</p>", "", Kind.HTML),
        ("We march.", "plan.htm", Kind.HTML),
        ("3 < 4 and <b>so</b> on", "", Kind.TEXT),
    ],
)
def test_kind_is_known_by_name_or_by_signs(text, name, kind):
    assert read_text(text, name=name).kind == kind


def test_html_keeps_headings_lists_and_links_and_nothing_that_acts():
    source = read_text(
        "<!doctype html><title>Plan</title><script>alert(1)</script><style>p {}</style><!-- note -->"
        "<h2 onclick='x()'>Aims</h2><p onerror=x>We <b>march</b>.<br>Now.</p><ul><li>one<li>two</ul>"
        "<iframe src=//evil>frame</iframe><a href='javascript:x()'>bad</a> <a href='https://example.org/'>good</a>"
    )

    assert source.text.strip() == (
        "## Aims\n\nWe **march**.  \nNow.\n\n- one\n- two\n\nbad [good](https://example.org/)"
    )
    assert source.dropped == ["<iframe>", "<script>", "<style>", "<title>"]
    assert source.notes != []


def test_html_blocks_never_run_together():
    source = read_text(
        "<div>a</div><section>b</section><center>c</center><dl><dt>d</dt><dd>e</dd></dl><footer>f</footer>"
    )

    assert source.text.split() == ["a", "b", "c", "**d**", "e", "f"]


def test_tables_are_rows_and_columns_of_paragraphs_are_paragraphs():
    table = read_text(
        "<table><tr><td>Bus</td><td></td><td>9 am</td></tr><tr><th>Car</th><td>8 am</td></tr></table>", name="a.html"
    )
    layout = read_text("<table><tr><td><p>Menu</p></td><td><h1>Title</h1>Text</td></tr></table>", name="a.html")

    assert table.text.split("\n\n") == ["Bus | 9 am", "Car | 8 am"]
    assert layout.text.split("\n\n") == ["Menu", "# Title", "Text"]


def test_tags_in_a_plain_text_are_taken_out_and_listed():
    source = read_text("We <b>march</b><br>now.<script>alert('x')</script><!-- why -->\nIf 3 <4 we stay, <em>José</em>")

    assert source.text == "We march\nnow.\nIf 3 <4 we stay, José"
    assert "<script>alert('x')</script>" in source.dropped
    assert "<!-- why -->" in source.dropped


def test_settings_of_programs_above_a_markdown_text_are_listed():
    source = read_text('+++\nversion = "2.0"\n+++\n\n# Aims\n')

    assert (source.text.strip(), source.dropped) == ("# Aims", ['version = "2.0"'])
    assert read_text("---\n\nWe march.\n\n---\n").dropped == []
