"""CSV files as programs really write them: any delimiter, any usual encoding, line breaks inside cells."""

import csv
import io

from django.utils.translation import gettext_lazy as _

from nisn_site.kit.decoding import clean

from ..limits import MOST_CELLS, MOST_ROWS, TOO_MANY_CELLS, TOO_MANY_ROWS, refuse
from .table import Row, Sheet

DELIMITERS = ",;\t|"
LOOKED_AT = 20_000  # characters at the beginning that show what divides the cells
BROKEN = _(
    "This table is damaged: a quotation mark is opened and never closed. Open it, save it again as CSV, and try again."
)
SEPARATOR_LINE = "sep="  # what some programs write first, for others


def read_csv(text: str) -> Sheet:
    """Raises ValidationError (`too_many_rows`, `too_many_cells`, `broken_table`)."""
    delimiter, skipped = delimiter_of(text)
    csv.field_size_limit(8_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    sheet, cells = Sheet(""), 0
    try:
        for number, row in enumerate(reader, start=1):
            if number > MOST_ROWS:
                raise refuse(TOO_MANY_ROWS, "too_many_rows", rows=f"{text.count(chr(10)):,}", most=f"{MOST_ROWS:,}")
            cells += len(row)
            if cells > MOST_CELLS:
                raise refuse(TOO_MANY_CELLS, "too_many_cells")
            if number > skipped and any(cell.strip() for cell in row):
                sheet.rows.append(Row(number, tuple(clean(cell) for cell in row)))
    except csv.Error as error:
        raise refuse(BROKEN, "broken_table") from error
    return sheet


def delimiter_of(text: str) -> tuple[str, int]:
    """What divides the cells, and how many lines before the table say so."""
    if text[:4].lower() == SEPARATOR_LINE and len(text) > 4 and text[4] in DELIMITERS:
        return text[4], 1
    return max(DELIMITERS, key=lambda sign: evenness(text[:LOOKED_AT], sign)), 0


def evenness(text: str, delimiter: str) -> tuple[int, int]:
    """How many rows have the commonest width above one, then that width."""
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    except csv.Error:
        return 0, 0
    wide = [width for width in widths if width > 1]
    if not wide:
        return 0, 0
    common = max(set(wide), key=wide.count)
    return wide.count(common), common
