"""A Word file as Markdown: its final wording, without what surrounds it (comments, footnotes, pictures)."""

from io import BytesIO
from urllib.parse import urlsplit

import docx
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy
from docx.oxml.ns import qn

from nisn_site.kit.packed_files import unpacks_too_big

from .word_lists import Numbering
from .word_styles import Styles
from .word_words import words_of

MOST_XML = 30_000_000  # of one part; half a million characters with their formats are about five
TOO_BIG = gettext_lazy("This file becomes far too large when it is unpacked. Copy the text and paste it here.")
DAMAGED = gettext_lazy("This file is damaged. Open it, save it again as .docx, or copy the text and paste it here.")
ASIDES = {
    "w:footnoteReference": gettext_lazy("Footnotes were left out."),
    "w:endnoteReference": gettext_lazy("Footnotes were left out."),
    "w:commentReference": gettext_lazy("Comments were left out."),
    "w:drawing": gettext_lazy("Pictures were left out."),
    "w:pict": gettext_lazy("Pictures were left out."),
    "w:del": gettext_lazy("The file has tracked changes: we took the text as it is after them."),
    "w:ins": gettext_lazy("The file has tracked changes: we took the text as it is after them."),
}
TOP_LEFT_OUT = gettext_lazy(
    "The file is one of ours. What it says above the text, as its date and address, was left out."
)
MOST_LEVELS = 6


def word_file_as_markdown(data: bytes) -> tuple[str, list[str]]:
    """The Markdown, and notes on what is not in it. Raises ValidationError (`unpacks_too_big`, `damaged_file`)."""
    if unpacks_too_big(data, most_xml=MOST_XML):
        raise ValidationError(TOO_BIG, code="unpacks_too_big")
    try:
        document = docx.Document(BytesIO(data))
        walk = Walk(document)
        return walk.markdown(), [*walk.notes, *notes_on(document.element.body)]
    except Exception as error:  # a damaged file can break anywhere in the library, with any error
        raise ValidationError(DAMAGED, code="damaged_file") from error


def notes_on(body) -> list[str]:
    present = [words for tag, words in ASIDES.items() if next(body.iter(qn(tag)), None) is not None]
    return list(dict.fromkeys(map(str, present)))


class Walk:
    """Goes through the paragraphs of a document in order, also those in tables, boxes and fields."""

    def __init__(self, document):
        self.body = document.element.body
        self.styles = Styles(document)
        self.numbering = Numbering(document)
        self.links = {key: one.target_ref for key, one in document.part.rels.items() if one.is_external}
        self.links = dict(self.on_this_site())
        self.notes = [str(TOP_LEFT_OUT)] if self.styles.around else []
        self.has_title = any(self.styles.of(paragraph).is_title for paragraph in self.body.iter(qn("w:p")))

    def on_this_site(self):
        """Links as they stood in the draft: our own files name their site in them, as their first link does."""
        facts = (one for one in self.body.iter(qn("w:p")) if self.styles.of(one).is_around)
        first = next((link.get(qn("r:id")) for one in facts for link in one.iter(qn("w:hyperlink"))), None)
        site = urlsplit(self.links.get(first, ""))
        for key, address in self.links.items():
            parts = urlsplit(address)
            is_ours = parts.path and site.netloc and parts[:2] == site[:2]
            yield key, parts._replace(scheme="", netloc="").geturl() if is_ours else address

    def markdown(self) -> str:
        pieces, was_item = [], False
        for text, is_item in self.blocks(self.body):
            pieces += ["\n" if is_item and was_item else "\n\n", text]
            was_item = is_item
        return "".join(pieces).strip("\n")

    def blocks(self, parent):
        """`(text, whether it is an item of a list)` for each paragraph or row of a table."""
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self.paragraph(child)
            elif child.tag == qn("w:tbl"):
                for row in child.iterchildren(qn("w:tr")):
                    yield from self.row(row)
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins"), qn("w:moveTo")):
                yield from self.blocks(child)

    def row(self, row):
        """Short cells are one line; where a cell has several paragraphs, the table only placed them."""
        cells = [list(self.blocks(cell)) for cell in row.iterchildren(qn("w:tc"))]
        cells = [cell for cell in cells if cell]
        if any(len(cell) > 1 for cell in cells):
            for cell in cells:
                yield from cell
        elif cells:
            yield " | ".join(text for [(text, _is_item)] in cells), False

    def paragraph(self, paragraph):
        style = self.styles.of(paragraph)
        text = words_of(paragraph, self.links).strip()
        if text and not (style.is_contents_list or style.is_around):
            marker = self.numbering.marker(paragraph, style)
            if style.level or style.is_title:
                level = min(MOST_LEVELS, style.level + self.has_title)
                yield f"{'#' * (level or 1)} {marker.strip()} {one_line(text)}".replace("#  ", "# "), False
            elif marker:
                yield marker + one_line(text), True
            elif style.is_quote:
                yield "> " + text.replace("\n", "\n> "), False
            else:
                yield text, False
        for box in boxes_in(paragraph):
            yield from self.blocks(box)


def one_line(text: str) -> str:
    return " ".join(text.split())


def boxes_in(paragraph):
    """Text boxes; Word writes each a second time for old programs, which is left out."""
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(above.tag.endswith("}Fallback") for above in box.iterancestors()):
            yield box
