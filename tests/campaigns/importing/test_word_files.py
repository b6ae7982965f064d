"""Word files, made here as people make them."""

import zipfile
from io import BytesIO

import docx
import pytest
from django.core.exceptions import ValidationError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from campaigns.importing import word_files
from campaigns.importing.reading import read_file
from campaigns.importing.sections import find_sections
from nisn_site.kit import packed_files

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def text_of(document) -> str:
    return read_file(saved(document), name="plan.docx").text


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same file with one part replaced or added."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return buffer.getvalue()


def test_quotations_stay_quotations():
    document = docx.Document()
    document.add_paragraph("She said:")
    document.add_paragraph("We stay.", style="Quote").add_run().add_break()
    document.paragraphs[-1].add_run("All of us.")
    document.add_paragraph("Loudly.", style="Intense Quote")

    assert text_of(document) == "She said:\n\n> We stay.\n> All of us.\n\n> Loudly."


def test_headings_lists_formats_and_tables_become_markdown():
    document = docx.Document()
    document.add_heading("Our plan", 0)
    document.add_heading("Aims", 1)
    paragraph = document.add_paragraph("We ")
    paragraph.add_run("march ").bold = True
    paragraph.add_run("now").italic = True
    for words, style in [
        ("one", "List Bullet"),
        ("deeper", "List Bullet 2"),
        ("first", "List Number"),
        ("second", "List Number"),
    ]:
        document.add_paragraph(words, style=style)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Bus", "9 am"

    assert text_of(document) == (
        "# Our plan\n\n## Aims\n\nWe **march** *now*\n\n- one\n    - deeper\n1. first\n2. second\n\nBus | 9 am"
    )


def test_title_is_offered_as_no_section_and_headings_are_sections():
    document = docx.Document()
    document.add_heading("Our plan", 0)
    document.add_paragraph("Written in Richmond.")
    for heading, level in [("1. Aims", 1), ("Raids", 2), ("Labor", 1)]:
        document.add_heading(heading, level)
        document.add_paragraph("Text.")

    found = find_sections(read_file(saved(document))).found

    assert [(one.heading, one.level, one.is_title) for one in found] == [
        ("Our plan", 1, True), ("", 1, False), ("Aims", 1, False), ("Raids", 2, False), ("Labor", 1, False),
    ]  # fmt: skip
    assert found[3].why.words == "it is a heading in the file"


def test_short_bold_paragraphs_are_headings_where_no_style_is_used():
    document = docx.Document()
    for heading in ("Aims", "Labor"):
        document.add_paragraph().add_run(heading).bold = True
        document.add_paragraph("We stop raids, detention and deportation together.")

    assert [one.heading for one in find_sections(read_file(saved(document))).found] == ["Aims", "Labor"]


def test_tracked_changes_are_read_as_the_final_text():
    document = docx.Document()
    paragraph = document.add_paragraph("We ")
    for tag, text_tag, words in [
        ("w:del", "w:delText", "walk"),
        ("w:ins", "w:t", "march"),
        ("w:moveFrom", "w:t", "gone"),
    ]:
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)

    source = read_file(saved(document))

    assert source.text == "We march"
    assert len(source.notes) == 1


def test_links_boxes_and_content_controls_are_read():
    document = docx.Document()
    key = document.part.relate_to(
        "https://example.org/a_(b)", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    link = docx.oxml.parse_xml(
        f'<w:hyperlink {WORD} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{key}"><w:r><w:t>here</w:t></w:r></w:hyperlink>'
    )
    document.add_paragraph("Read ")._p.append(link)
    box = docx.oxml.parse_xml(
        f"<w:sdt {WORD}><w:sdtContent><w:p><w:r><w:t>Inside</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(1, box)

    assert text_of(document) == "Read [here](https://example.org/a_%28b%29)\n\nInside"


def test_signs_of_markdown_in_a_word_file_stay_signs():
    document = docx.Document()
    document.add_paragraph("# not a heading, 5 * 3, snake_case")

    assert text_of(document) == "\\# not a heading, 5 \\* 3, snake\\_case"


def test_list_numbers_of_word_are_counted():
    document = docx.Document()
    paragraphs = [document.add_paragraph(words) for words in ("Aims", "Labor")]
    for paragraph in paragraphs:
        numbers = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbers.get_or_add_numId().val, numbers.get_or_add_ilvl().val = numbered_list(document), 0

    assert text_of(document) == "1. Aims\n2. Labor"


def numbered_list(document) -> int:
    root = document.part.numbering_part.element
    decimal = {
        one.get(qn("w:abstractNumId"))
        for one in root.iter(qn("w:abstractNum"))
        if one.find(f"{qn('w:lvl')}/{qn('w:numFmt')}").get(qn("w:val")) == "decimal"
    }
    return next(
        int(one.get(qn("w:numId")))
        for one in root.iter(qn("w:num"))
        if one.find(qn("w:abstractNumId")).get(qn("w:val")) in decimal
    )


def test_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(word_files, "MOST_XML", 1_000_000)
    bomb = with_part(saved(docx.Document()), "word/document.xml", b"<a>" + b"a" * 2_000_000)

    assert len(bomb) < 100_000
    assert refusal(bomb) == "unpacks_too_big"


def test_file_with_endless_entries_is_refused(monkeypatch):
    monkeypatch.setattr(packed_files, "MOST_ENTRIES", 10)

    assert refusal(saved(docx.Document())) == "unpacks_too_big"


def test_outside_entities_are_not_fetched():
    secret = "/etc/hostname"
    xml = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]><w:document {WORD}><w:body><w:p><w:r><w:t>Text &x; end</w:t></w:r></w:p></w:body></w:document>'
    source = read_file(with_part(saved(docx.Document()), "word/document.xml", xml.encode()))

    assert source.text == "Text"


def test_entities_that_grow_are_not_unfolded():
    entities = '<!ENTITY a "words">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    xml = f"<!DOCTYPE d [{entities}]><w:document {WORD}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"

    assert refusal(with_part(saved(docx.Document()), "word/document.xml", xml.encode())) in (
        "nothing_in_it",
        "damaged_file",
    )


@pytest.mark.parametrize("content", [b"", b"<a/>", b"\x00\x01", b"<w:document", b"<a>" * 50_000])
def test_damaged_word_file_is_refused_in_words(content):
    assert refusal(with_part(saved(docx.Document()), "word/document.xml", content)) in ("damaged_file", "nothing_in_it")


def refusal(data: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        read_file(data, name="plan.docx")
    return caught.value.code
