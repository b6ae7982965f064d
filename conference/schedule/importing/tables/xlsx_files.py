"""Spreadsheets (.xlsx): all sheets as text, merged cells filled, dates and times written one way."""

import re
import warnings
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO

import openpyxl
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from openpyxl.utils.cell import range_boundaries

from nisn_site.kit.decoding import clean
from nisn_site.kit.packed_files import unpacks_too_big

from ..limits import MOST_CELLS, MOST_ROWS, MOST_XML_IN_A_SHEET, TOO_MANY_CELLS, TOO_MANY_ROWS, refuse
from .table import Row, Sheet

TOO_BIG = _("This file becomes far too large when it is unpacked. Copy the table into a new file, and try again.")
DAMAGED = _("This file is damaged. Open it, save it again as .xlsx, and try again.")
MOST_COLUMNS = 200
PIECE = 1_000_000
LONGEST_TAG = 200
MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]{0,100}?ref\s*=\s*["']([^"']*)["']""")
ROW_BEGINS, CELL_BEGINS = re.compile(rb"<(?:\w+:)?row[ >/]"), re.compile(rb"<(?:\w+:)?(?:v|is)>")


def read_xlsx(data: bytes) -> list[Sheet]:
    """Raises ValidationError (`unpacks_too_big`, `damaged_file`, `too_many_rows`, `too_many_cells`)."""
    try:
        if unpacks_too_big(data, most_xml=MOST_XML_IN_A_SHEET):
            raise refuse(TOO_BIG, "unpacks_too_big")
        refuse_hostile_parts(data)
        with warnings.catch_warnings(action="ignore"):  # about charts and rules, which we do not read
            book = openpyxl.load_workbook(BytesIO(data), data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        for sheet in sheets:
            refuse_rows(sheet.max_row)  # one cell far below is enough to make very many of them
        return [sheet_of(sheet, name=sheet.title if len(sheets) > 1 else "") for sheet in sheets]
    except ValidationError:
        raise
    except Exception as error:  # a damaged file can break anywhere in the libraries, with any error
        raise refuse(DAMAGED, "damaged_file") from error


def refuse_hostile_parts(data: bytes) -> None:
    """Counts rows and cells in the packed XML, since the library would build all of them first."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                rows, cells = counts_in(packed, name)
                refuse_rows(rows)
                if cells > MOST_CELLS:
                    raise refuse(TOO_MANY_CELLS, "too_many_cells")


def refuse_rows(rows: int) -> None:
    if rows > MOST_ROWS:
        raise refuse(TOO_MANY_ROWS, "too_many_rows", rows=f"{rows:,}", most=f"{MOST_ROWS:,}")


def counts_in(packed: zipfile.ZipFile, name: str) -> tuple[int, int]:
    """Rows and cells of a part, the cells that it merges among them. Raises ValidationError for what no program writes."""
    rows = cells = 0
    with packed.open(name) as part:
        head = b""
        while piece := part.read(PIECE):
            text = head + piece
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\x00" in text:
                raise refuse(DAMAGED, "damaged_file")
            rows += len(ROW_BEGINS.findall(text)) - len(ROW_BEGINS.findall(head))
            cells += len(CELL_BEGINS.findall(text)) - len(CELL_BEGINS.findall(head))
            cells += sum(map(area, MERGED.findall(text))) - sum(map(area, MERGED.findall(head)))
            head = text[-LONGEST_TAG:]
    return rows, cells


def area(reference: bytes) -> int:
    """How many cells `A1:C9` has."""
    try:
        left, top, right, bottom = range_boundaries(reference.decode())
    except (ValueError, TypeError) as error:
        raise refuse(DAMAGED, "damaged_file") from error
    return (right - left + 1) * (bottom - top + 1)


def sheet_of(sheet, *, name: str) -> Sheet:
    found = Sheet(clean(name), title=clean(sheet.title))
    filled = values_of_merged(sheet, found)
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        cells = [as_text(filled.get((number, at), cell.value)) for at, cell in enumerate(row, start=1)]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            found.rows.append(Row(number, tuple(cells)))
    return found


def values_of_merged(sheet, found: Sheet) -> dict[tuple[int, int], object]:
    """What merged cells show: the first column of each, all the way down. Names over several columns stay over the first."""
    values = {}
    for merged in sheet.merged_cells.ranges:
        value = sheet.cell(merged.min_row, merged.min_col).value
        found.widths[merged.min_row, merged.min_col - 1] = merged.max_col - merged.min_col + 1
        for row in range(merged.min_row + 1, min(merged.max_row, MOST_ROWS) + 1):
            values[row, merged.min_col] = value
            found.continued.add((row, merged.min_col - 1))
    return values


def as_text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value)).strip()
