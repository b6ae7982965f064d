"""What kind of file something is, by what is in it and not by its name; what we cannot read is refused in words."""

import re
import zipfile
from enum import StrEnum
from io import BytesIO

from django.utils.translation import gettext_lazy as _

from .limits import MOST_BYTES, TOO_MANY_BYTES, refuse


class Kind(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    XML = "xml"
    JSON = "json"
    ICS = "ics"


SAVE_AS_TABLE = _("Open it and save it as .xlsx or as CSV (UTF-8), then try again.")
PICTURE = _(
    "This is a picture. We cannot read words in pictures: type the schedule into a table, one row for each session."
)
ARCHIVE = _("This is a packed archive. Unpack it first, then choose the file with the schedule.")
PDF = _(
    "This is a PDF file, in which nobody can tell rows and columns. Ask for the file it was made from, as .xlsx or CSV."
)
DOCUMENT = _(
    "This is a text document. Copy its table into a spreadsheet, one row for each session, and save it as .xlsx."
)
WEB_PAGE = _(
    "This is a web page. Look there for a link to the schedule as iCalendar (.ics), XML or JSON, and choose that file."
)
OLD_SPREADSHEET = _(
    "This is an old or locked Office file. Open it and save it as .xlsx without a password, then try again."
)
OPEN_SPREADSHEET = _("This is an OpenDocument file. Open it and save it as .xlsx, then try again.")
EMPTY = _("This file is empty.")
DAMAGED = _("This file is damaged. Open it, save it again, and try again.")
UNREADABLE = {
    b"%PDF": PDF, b"{\\rtf": DOCUMENT, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": OLD_SPREADSHEET,
    b"\x89PNG": PICTURE, b"\xff\xd8\xff": PICTURE, b"GIF8": PICTURE, b"II*\x00": PICTURE, b"MM\x00*": PICTURE, b"RIFF": PICTURE,
    b"\x1f\x8b": ARCHIVE, b"7z\xbc\xaf": ARCHIVE, b"Rar!": ARCHIVE, b"BZh": ARCHIVE,
}  # fmt: skip
HTML = re.compile(r"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


def refuse_unreadable(data: bytes) -> None:
    """Raise ValidationError (`too_many_bytes`, `empty_file`, `unreadable_file`) for what holds no schedule."""
    if len(data) > MOST_BYTES:
        raise refuse(TOO_MANY_BYTES, "too_many_bytes")
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise refuse(EMPTY, "empty_file")
    for start, words in UNREADABLE.items():
        if data.startswith(start):
            raise refuse(words, "unreadable_file")


def is_packed(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04")


def refuse_other_packed(data: bytes) -> None:
    """Raise ValidationError (`unreadable_file`, `damaged_file`) for a packed file that is no spreadsheet."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            names = set(packed.namelist())
            is_locked = any(entry.flag_bits & 1 for entry in packed.infolist())
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise refuse(DAMAGED, "damaged_file") from error
    if "xl/workbook.xml" in names and not is_locked:
        return
    words = ARCHIVE
    if is_locked:
        words = OLD_SPREADSHEET
    elif "mimetype" in names:
        words = OPEN_SPREADSHEET
    elif "word/document.xml" in names:
        words = DOCUMENT
    raise refuse(words, "unreadable_file")


def kind_of_text(text: str) -> Kind:
    """Raises ValidationError (`unreadable_file`) for a web page; what is nothing else is a table."""
    start = text.lstrip("\ufeff \t\r\n")[:2_000]
    if HTML.match(start):
        raise refuse(WEB_PAGE, "unreadable_file")
    if start.startswith("<"):
        return Kind.XML
    if start.upper().startswith("BEGIN:VCALENDAR"):
        return Kind.ICS
    if start.startswith("{") or (start.startswith("[") and start[1:].lstrip().startswith(("{", "["))):
        return Kind.JSON
    return Kind.CSV
