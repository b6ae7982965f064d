"""Lists for spreadsheets in which no text that a stranger typed can become a formula.

Spreadsheets compute a cell that begins with = + - @, also after blanks and in full-width letters. In CSV an
apostrophe goes before that sign, also after semicolons and line ends, where programs in other countries begin cells. In
XLSX every text is marked as text and stays as it is: prefer it where the exact words matter. Source: OWASP, CSV
Injection.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

# Where some spreadsheet would begin a cell, what it skips there, and what begins a formula. What is skipped must not
# hold what begins a cell, or a long run of it would be read anew from each place.
FORMULA = re.compile(r"(?:^|[;\t\n])(?:[^\S\t\n]|[\"\u00ad\u200b-\u200f\u2060\ufeff])*+(?=[=+\-@＝＋－＠−﹣﹢﹦﹫])")
# What XML cannot hold, and half of a surrogate pair.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_767  # characters, in XLSX
NARROWEST_COLUMN = 16  # characters
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Cell = str | int | float | Decimal | date | datetime | None
Rows = Iterable[Iterable[Cell]]


def harmless(text: str) -> str:
    """The text with an apostrophe wherever a spreadsheet would begin to compute."""
    return FORMULA.sub(r"\g<0>'", text)


def writable(text: str) -> str:
    """The text with line feeds as its only controls (and tabs): the rest breaks files."""
    return UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


class Line:
    """What csv.writer writes to: it hands the line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Rows) -> Iterator[str]:
    """CSV, line by line, everything in quotes; Excel knows from the first character that it is UTF-8."""
    writer = csv.writer(Line(), quoting=csv.QUOTE_ALL)
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([in_csv(value) for value in row])


def in_csv(value: Cell) -> str:
    if isinstance(value, datetime):
        return f"{local(value):%Y-%m-%d %H:%M}"
    if value is None:
        return ""
    return str(value) if isinstance(value, int | float | Decimal | date) else harmless(writable(str(value)))


def local(moment: datetime) -> datetime:
    """In the organizers' time zone, without saying so: spreadsheets know no zones."""
    return (timezone.localtime(moment) if timezone.is_aware(moment) else moment).replace(tzinfo=None)


def xlsx(rows: Rows, *, title: str) -> bytes:
    """A workbook of one sheet. The first row is its heading; `title` may have 31 characters."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\']", " ", writable(title))[:31] or "1")
    rows = iter(rows)
    heading = list(next(rows, []))
    for number, name in enumerate(heading, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = max(len(str(name)) + 4, NARROWEST_COLUMN)
    sheet.freeze_panes = "A2"
    sheet.append([cell(sheet, name, style_of_texts(sheet, font=Font(bold=True))) for name in heading])
    style = style_of_texts(sheet)
    for row in rows:
        sheet.append([cell(sheet, value, style) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def style_of_texts(sheet, font: Font | None = None):
    """Made once and shared: looking a style up for every cell takes most of the time of a large file."""
    made = WriteOnlyCell(sheet)
    made.quotePrefix = True  # or a text would become a formula when somebody edits it
    made.alignment = Alignment(wrap_text=True, vertical="top")
    if font:
        made.font = font
    return made._style


def cell(sheet, value: Cell, style):
    """What openpyxl takes for one cell: numbers and dates as they are, texts marked as texts."""
    if isinstance(value, datetime):
        return local(value)
    if isinstance(value, int | float | Decimal | date | None):
        return value
    made = WriteOnlyCell(sheet, shortened(writable(str(value))))
    made.data_type = "s"  # a text that begins with = would be a formula
    made._style = style
    return made


def shortened(text: str) -> str:
    """The text, or what fits in a cell and a mark that there was more."""
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def csv_download(rows: Rows, *, name: str) -> StreamingHttpResponse:
    """`name` without ending, in plain ASCII."""
    return as_file(StreamingHttpResponse(csv_lines(rows), content_type=CSV), f"{name}.csv")


def xlsx_download(rows: Rows, *, name: str, title: str) -> HttpResponse:
    return as_file(HttpResponse(xlsx(rows, title=title), content_type=XLSX), f"{name}.xlsx")


def as_file(response, name: str):
    response["Content-Disposition"] = f'attachment; filename="{re.sub(r"[^A-Za-z0-9.-]+", "-", name)}"'
    response["Cache-Control"] = "private, no-store"
    return response
