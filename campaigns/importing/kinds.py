"""What kind of file something is, by its content first and its name second; what we cannot read is refused in words."""

import re
import zipfile
from enum import StrEnum
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    WORD = "word"


PICTURE = _("This is a picture. We need the text: type it or copy it from where it was written, and paste it here.")
ARCHIVE = _("This is a packed archive. Unpack it first, then choose the file with the text.")
OPEN_DOCUMENT = _("This is an OpenDocument file. Save it as .docx, or copy the text and paste it here.")
TABLE_OR_SLIDES = _("This is a table or a slide show. Copy the text and paste it here.")
OLD_WORD = _("This is an old Word file (.doc). Open it and save it as .docx, or copy the text and paste it here.")
LOCKED = _(
    "This file is locked with a password. Save it as .docx without a password, or copy the text and paste it here."
)
UNREADABLE = {
    b"%PDF": _("This is a PDF file, which does not say where a section begins. Copy the text and paste it here, or ask for the .docx file."),
    b"{\\rtf": _("This is an RTF file. Open it and save it as .docx, or copy the text and paste it here."),
    b"\x89PNG": PICTURE, b"\xff\xd8\xff": PICTURE, b"GIF8": PICTURE, b"II*\x00": PICTURE, b"MM\x00*": PICTURE,
    b"\x1f\x8b": ARCHIVE, b"7z\xbc\xaf": ARCHIVE, b"Rar!": ARCHIVE,
}  # fmt: skip
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WEBP, HEIC = re.compile(rb"RIFF....WEBP", re.DOTALL), re.compile(rb"....ftyp", re.DOTALL)
MARK_OF_LOCK = "EncryptedPackage".encode("utf-16-le")

HTML_BEGINS = re.compile(r"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
HTML_BLOCKS = re.compile(r"</(?:p|div|h[1-6]|ul|ol|li|table|blockquote|section|article)\s*>|<br\s*/?>", re.IGNORECASE)
MARKDOWN_SIGNS = re.compile(r"^#{1,6}[ \t]+\S|^(?:=+|-{3,})[ \t]*$|\*\*\S|\]\(\S|^```", re.MULTILINE)
NAMES = {
    "html": Kind.HTML, "htm": Kind.HTML, "xhtml": Kind.HTML,
    "md": Kind.MARKDOWN, "markdown": Kind.MARKDOWN, "mdown": Kind.MARKDOWN,
}  # fmt: skip


def refuse_unreadable(data: bytes) -> None:
    """Raise ValidationError (`empty_file`, `locked_file`, `unreadable_file`) for what is no text and no Word file."""
    if not data.strip():
        raise ValidationError(_("This file is empty."), code="empty_file")
    if data.startswith(OLD_OFFICE):
        if MARK_OF_LOCK in data:
            raise ValidationError(LOCKED, code="locked_file")
        raise ValidationError(OLD_WORD, code="unreadable_file")
    for start, words in UNREADABLE.items():
        if data.startswith(start):
            raise ValidationError(words, code="unreadable_file")
    if WEBP.match(data) or HEIC.match(data):
        raise ValidationError(PICTURE, code="unreadable_file")


def is_packed(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04")


def refuse_other_packed(data: bytes) -> None:
    """Raise ValidationError for a packed file that is not a Word document (`.docx` is one inside)."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            names = set(packed.namelist())
            is_locked = any(entry.flag_bits & 1 for entry in packed.infolist())
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        words = _("This file is damaged. Open it, save it again as .docx, or copy the text and paste it here.")
        raise ValidationError(words, code="damaged_file") from error
    if is_locked:
        raise ValidationError(LOCKED, code="locked_file")
    if "word/document.xml" in names:
        return
    words = ARCHIVE
    if "mimetype" in names or "content.xml" in names:
        words = OPEN_DOCUMENT
    elif any(name.startswith(("xl/", "ppt/", "Index/")) for name in names):
        words = TABLE_OR_SLIDES
    raise ValidationError(words, code="unreadable_file")


def kind_of_text(text: str, name: str = "") -> Kind:
    """The name decides where it says something; a pasted text is judged by its signs."""
    if found := NAMES.get(name.rpartition(".")[2].lower()):
        return found
    if HTML_BEGINS.match(text) or len(HTML_BLOCKS.findall(text)) >= 2:
        return Kind.HTML
    return Kind.MARKDOWN if MARKDOWN_SIGNS.search(text) else Kind.TEXT
