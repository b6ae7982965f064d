"""From the sheets of a table to a programme. The guesses come along, so that an organizer can correct them."""

from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from ..limits import refuse_too_many
from ..problems import Report
from ..programme import Programme, Setting
from ..words import folded
from .columns import IGNORED, MEANINGS, Columns, guess_columns
from .rows import RowReader
from .table import Sheet


@dataclass(slots=True)
class Layout:
    """How a table was read: which sheets, and what the columns of the first of them mean. `sheet` is empty for CSV.

    `is_afternoon` is what an organizer says about 1:00 to 6:59 without am or pm; None lets us guess.
    """

    sheet: str
    columns: Columns
    is_afternoon: bool | None = None

    def to_json(self) -> dict:
        return {
            "sheet": self.sheet, "header": self.columns.header, "meanings": self.columns.meanings,
            "is_afternoon": self.is_afternoon,
        }  # fmt: skip


def layout_from_json(values: dict, sheets: list[Sheet]) -> Layout:
    """As somebody chose it for these sheets; what is missing in it is guessed. Without values all is."""
    layout = guess_layout(sheets, values.get("sheet"), values.get("header"))
    meanings = values.get("meanings") or []
    if len(meanings) == len(layout.columns.meanings) and set(meanings) <= set(MEANINGS):
        layout.columns.meanings = list(meanings)
    layout.is_afternoon = values.get("is_afternoon")
    return layout


def guess_layout(sheets: list[Sheet], name: str | None = None, header: int | None = None) -> Layout:
    """For the sheet of this name, or the one with most rows whose columns we understand."""
    guesses = [(sheet, guess_columns(sheet, header)) for sheet in sheets if name is None or sheet.name == name]
    if not guesses:
        return guess_layout(sheets)
    sheet, columns = max(guesses, key=lambda guess: (known(guess[1]), len(guess[0].rows)))
    return Layout(sheet.name, columns)


def known(columns: Columns) -> bool:
    return columns.is_usable and len(set(columns.meanings) - {IGNORED}) > 1


def read_table(sheets: list[Sheet], layout: Layout, setting: Setting, report: Report) -> Programme:
    """All sheets whose header is that of the layout's. Raises ValidationError (`too_many_sessions`)."""
    programme = Programme()
    if not layout.columns.is_usable:
        return programme
    for sheet in sheets:
        columns = layout.columns if sheet.name == layout.sheet else like(layout.columns, sheet)
        if columns:
            reader = RowReader(sheet, columns, setting, report, is_afternoon=layout.is_afternoon)
            programme.sessions += reader.sessions()
            if sheet.is_grid:
                report.once("grid", count=0)
        elif sheet.rows:
            report.add("other_sheets", text=sheet.name)
    refuse_too_many(sessions=len(programme.sessions))
    note_other_columns(sheets, layout, report)
    return programme


def like(columns: Columns, sheet: Sheet) -> Columns | None:
    """The same columns for a sheet with the same header, wherever in it that stands."""
    own = guess_columns(sheet)
    same = [folded(label) for label in own.labels] == [folded(label) for label in columns.labels]
    return Columns(own.header, own.labels, columns.meanings) if same and own.header else None


def note_other_columns(sheets: list[Sheet], layout: Layout, report: Report) -> None:
    """No column with something in it is left out without a word."""
    rows = [row for sheet in sheets if sheet.name == layout.sheet for row in sheet.rows]
    names = [
        layout.columns.labels[at] or get_column_letter(at + 1)
        for at, meaning in enumerate(layout.columns.meanings)
        if meaning == IGNORED and any(row.cell(at) for row in rows if row.number > layout.columns.header)
    ]
    if names:
        report.add("other_columns", text=", ".join(names))
