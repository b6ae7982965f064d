"""Makers of small files as people upload them, and one way to read them all."""

import csv
import io
from datetime import date
from zoneinfo import ZoneInfo

import openpyxl

from conference.schedule.importing.programme import Programme, Setting
from conference.schedule.importing.reading import open_source, read_source

RICHMOND = Setting(ZoneInfo("America/New_York"), date(2007, 7, 27), date(2007, 7, 29))


def csv_file(*rows, delimiter=",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


def xlsx_file(*rows, merged=(), name="Sheet", more=()) -> bytes:
    """`more` are further sheets, as pairs of name and rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    for other_name, other_rows in more:
        other = book.create_sheet(other_name)
        for row in other_rows:
            other.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def xml_file(events: str, *, head: str = "<title>Camp</title>", room: str = "Hall A", day: str = "2007-07-28") -> bytes:
    return f'<?xml version="1.0"?><schedule><conference>{head}</conference><day date="{day}"><room name="{room}">{events}</room></day></schedule>'.encode()


def ics_file(*entries: str) -> bytes:
    """Each entry is the lines inside VEVENT."""
    body = "".join(f"BEGIN:VEVENT\r\n{entry}\r\nEND:VEVENT\r\n" for entry in entries)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}END:VCALENDAR\r\n".encode()


def read(data: bytes, setting: Setting = RICHMOND) -> Programme:
    return read_source(open_source(data), setting)


def problems(programme: Programme) -> list[str]:
    return [f"{problem.outcome}: {problem}" for problem in programme.problems]


def times(programme: Programme) -> list[tuple[str, str, str]]:
    """Title, start and end, as `("Lunch", "27 12:00", "13:00")`."""
    return [
        (session.title, f"{slot.starts_at:%d %H:%M}", f"{slot.ends_at:%H:%M}")
        for session in programme.sessions
        for slot in session.slots
    ]
