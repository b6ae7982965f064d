"""A draft as a Word file: real headings, lists and links, in the language and direction of each text."""

from collections.abc import Iterable
from io import BytesIO
from urllib.parse import urljoin
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from nisn_site.kit.languages import direction
from nisn_site.kit.reading import Reading

from ..changes.blocks import Block, Run, blocks_of
from .copies import CopiedSection, Copy, name_of
from .word_lists import WordLists
from .word_parts import Links, field, paragraph, run_of
from .word_styles import LAST_HEADING, set_styles

LONGEST_PROPERTY = 255  # characters, by the format


def as_word(copy: Copy) -> bytes:
    """The same bytes for the same draft, so all dates in the file are the day of publishing."""
    document = Document()
    leave_out_thumbnail(document)
    set_styles(document, copy.language)
    set_properties(document, copy)
    writer = Writer(document, copy)
    writer.write_top()
    for section in copy.sections:
        writer.write_section(section)
    writer.write_footer()
    file = BytesIO()
    document.save(file)
    return with_fixed_dates(file, copy.draft.published_at.timetuple()[:6])


def set_properties(document, copy: Copy) -> None:
    properties, moment = document.core_properties, copy.draft.published_at.replace(microsecond=0, tzinfo=None)
    properties.title = copy.title.text[:LONGEST_PROPERTY]
    properties.subject = copy.label.text[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = copy.publisher[:LONGEST_PROPERTY]
    properties.identifier = copy.address[:LONGEST_PROPERTY]
    properties.language = copy.language
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = moment
    properties.revision = 1


def leave_out_thumbnail(document) -> None:
    """The empty document that `python-docx` begins with brings a picture of an empty page."""
    links = document.part.package.rels
    for name in [name for name, link in links.items() if link.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del links[name]


class Writer:
    def __init__(self, document, copy: Copy):
        self.copy = copy
        self.document = document
        self.body = document.element.body
        self.end = self.body.sectPr  # page size and the like stand last
        self.links = Links(document.part)
        self.lists = WordLists(document.part.numbering_part.element)

    def write_top(self) -> None:
        copy = self.copy
        self.write(copy.title, "Title")
        self.write(copy.label, "Subtitle")
        for name, value in copy.facts[1:]:
            is_address = value == copy.address
            value_run = Run(value, address=value if is_address else "")
            self.write_runs([Run(f"{name}: ", is_bold=True), value_run], "Facts", copy.language)
        for note in copy.notes:
            self.write_runs([Run(note)], "Note", copy.language)
        self.write(copy.summary, "Lead")
        self.write(copy.change_summary, "Why", before=f"{copy.change_name}: ")

    def write(self, reading: Reading, style: str, *, before: str = "") -> None:
        if reading.text:
            self.write_runs([Run(before, is_bold=True), Run(reading.text)], style, reading.language)

    def write_section(self, section: CopiedSection) -> None:
        words = [Run(f"{section.number} {section.heading.text}".strip())]
        self.write_runs(words, f"Heading{section.depth}", section.heading.language)
        language = section.body.language
        if section.body.text and language != self.copy.language:
            self.write_runs([Run(f"[{name_of(language)}]")], "Facts", self.copy.language)
        self.lists.begin_section()
        for block in blocks_of(section.body.html):
            self.write_block(block, section.depth, language)

    def write_block(self, block: Block, depth: int, language: str) -> None:
        if block.kind == "rule":
            self.write_runs([Run("* * *")], "Normal", language)
        elif block.kind == "heading":
            self.write_runs(block.runs, f"Heading{min(depth + block.level, LAST_HEADING)}", language)
        else:
            style = "Quote" if block.quotes else "ListParagraph" if block.lists else "Normal"
            self.write_runs(block.runs, style, language, block)

    def write_runs(self, runs: Iterable[Run], style: str, language: str, block: Block | None = None) -> None:
        is_rtl = direction(language) == "rtl"
        element = paragraph(style, is_rtl=is_rtl, place=self.lists.place_of(block) if block else None)
        foreign = language if language != self.copy.language else ""
        for run in runs:
            if not run.text:
                continue
            full = run._replace(address=urljoin(self.copy.address, run.address) if run.address else "")
            self.links.add(element, full, is_rtl=is_rtl, language=foreign)
        self.end.addprevious(element)

    def write_footer(self) -> None:
        copy = self.copy
        is_rtl = direction(copy.language) == "rtl"
        element = paragraph("Footer", is_rtl=is_rtl)
        # Translators: at the foot of each page of a file; the number of the page follows.
        words = _("%(label)s · %(hash)s · page ") % {"label": copy.label.text, "hash": copy.draft.short_hash}
        element.append(run_of(Run(words), is_rtl=is_rtl))
        element.extend(field("PAGE", is_rtl=is_rtl))
        footer = self.document.sections[0].footer
        footer.is_linked_to_previous = False
        for old in list(footer._element):
            footer._element.remove(old)
        footer._element.append(element)


def with_fixed_dates(file: BytesIO, moment: tuple) -> bytes:
    """The same package, every part dated with the same moment instead of now."""
    packed = BytesIO()
    with ZipFile(file) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = ZipInfo(name, date_time=moment)
            info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 0, 0
            target.writestr(info, source.read(name))
    return packed.getvalue()
