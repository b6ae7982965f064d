"""A schedule from whatever file an organizer chose, with numbered sentences on all that was repaired or left out."""

from dataclasses import dataclass, field

from nisn_site.kit.decoding import decode

from .finishing import finish
from .frab_xml import read_frab_xml
from .ics_files import read_ics, unfolded
from .kinds import EMPTY, SAVE_AS_TABLE, Kind, is_packed, kind_of_text, refuse_other_packed, refuse_unreadable
from .limits import refuse
from .problems import Report
from .programme import Programme, Setting
from .schedule_json import read_schedule_json
from .tables.csv_files import read_csv
from .tables.grids import as_list
from .tables.reading import Layout, guess_layout, read_table
from .tables.table import Sheet
from .tables.xlsx_files import read_xlsx

HEAD = 4_000  # bytes that show what kind of file it is


@dataclass(slots=True)
class Source:
    """A file that was opened: its kind, and for tables their sheets. The rest is the content, still unread."""

    kind: Kind
    content: str | bytes = ""
    sheets: list[Sheet] = field(default_factory=list)
    is_guess: bool = False

    @property
    def is_table(self) -> bool:
        return self.kind in (Kind.CSV, Kind.XLSX)


def open_source(data: bytes) -> Source:
    """Raises ValidationError with a sentence that says what to do; codes in `kinds`, `limits` and the readers."""
    refuse_unreadable(data)
    if is_packed(data):
        refuse_other_packed(data)
        return Source(Kind.XLSX, sheets=filled(read_xlsx(data)))
    kind = kind_of_text(data[:HEAD].replace(b"\x00", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe"))
    if kind is Kind.XML:
        return Source(kind, data)  # it says itself how its letters are stored
    text, is_guess = decode(unfolded(data) if kind is Kind.ICS else data, advice=SAVE_AS_TABLE)
    if kind is Kind.CSV:
        return Source(kind, sheets=filled([read_csv(text)]), is_guess=is_guess)
    return Source(kind, text, is_guess=is_guess)


def filled(sheets: list[Sheet]) -> list[Sheet]:
    if not any(sheet.rows for sheet in sheets):
        raise refuse(EMPTY, "empty_file")
    return [as_list(sheet) or sheet for sheet in sheets]


def read_source(source: Source, setting: Setting, layout: Layout | None = None) -> Programme:
    """`layout` is what an organizer says about a table; without it we guess. Raises ValidationError as above."""
    report = Report()
    if source.is_guess:
        report.once("letters_guessed")
    if source.is_table:
        programme = read_table(source.sheets, layout or guess_layout(source.sheets), setting, report)
    else:
        programme = READERS[source.kind](source.content, setting, report)
    return finish(programme, setting, report)


READERS = {Kind.XML: read_frab_xml, Kind.JSON: read_schedule_json, Kind.ICS: read_ics}
