"""Files that are damaged or made to do harm: a sentence that says what to do, and soon."""

import io
import json
import time
import zipfile
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .files import csv_file, ics_file, problems, read, times, xlsx_file, xml_file

SECOND = 1.0
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))


def packed(name: str, content: bytes) -> bytes:
    """A spreadsheet with one of its parts exchanged."""
    old, new = zipfile.ZipFile(io.BytesIO(xlsx_file(["Title"], ["Talk"]))), io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as target:
        for part in old.namelist():
            target.writestr(part, content if part == name else old.read(part))
    return new.getvalue()


def sheet(rows: bytes, more: bytes = b"") -> bytes:
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return start + rows + b"</sheetData>" + more + b"</worksheet>"


SHEET = "xl/worksheets/sheet1.xml"
CASES = {
    "nothing": (b"", "empty_file"),
    "only spaces": (b" \r\n\x00", "empty_file"),
    "nine megabytes": (b"Title,Date\n" + b"x" * 9_000_000, "too_many_bytes"),
    "PDF": (b"%PDF-1.7 x", "unreadable_file"),
    "picture": (b"\x89PNG\r\n\x1a\n", "unreadable_file"),
    "old spreadsheet": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "unreadable_file"),
    "web page": (b"<!DOCTYPE html><html><body>Schedule", "unreadable_file"),
    "zip of pictures": (packed("none", b"")[:40] + b"x", "damaged_file"),
    "NUL": (b"Title,Date\nTa\x00lk,Friday\n", "not_text"),
    "noise": (bytes(range(1, 256)) * 20, "unknown_encoding"),
    "open quotation mark": (b'Title,Date\n"Talk,Friday\n' + b"x,y\n" * 3, None),
    "hundred thousand rows": (b"Title,Date\n" + b"Talk,Friday\n" * 100_000, "too_many_rows"),
    "a million cells": (b"Title,Date\n" + b"," * 400_000, "too_many_cells"),
    "broken XML": (b"<schedule><day></schedule>", "damaged_file"),
    "other XML": (b"<rss><channel/></rss>", "not_a_schedule"),
    "billion laughs": (f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]><schedule>&a11;</schedule>'.encode(), "entities"),
    "quadratic blowup": (f'<!DOCTYPE x [<!ENTITY a "{"x" * 100_000}">]><schedule>{"&a;" * 1000}</schedule>'.encode(), "entities"),
    "file of the server": (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><schedule><conference><title>&a;</title></conference></schedule>', "entities"),
    "entities in UTF-16": ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><schedule>&a;</schedule>'.encode("utf-16"), "entities"),
    "deep XML": (b"<schedule>" + b"<a>" * 100_000, "damaged_file"),
    "deep JSON": (b'{"schedule":' + b"[" * 200_000, "damaged_file"),
    "endless number": (b'{"a": ' + b"9" * 10_000 + b"}", "damaged_file"),
    "broken JSON": (b'{"schedule": {', "damaged_file"),
    "JSON of nothing": (b"{}", "not_a_schedule"),
    "JSON list": (b'[{"a": 1}]', "not_a_schedule"),
    "calendar of nothing": (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "not_a_schedule"),
    "six thousand entries": (ics_file(*["UID:1\r\nSUMMARY:x"] * 6_000), "too_many_sessions"),
    "six thousand events": (xml_file("<event/>" * 6_000), "too_many_sessions"),
    "zip bomb": (packed(SHEET, b"<worksheet>" + b" " * 60_000_000), "unpacks_too_big"),
    "rows without end": (packed(SHEET, b"<worksheet><sheetData>" + b"<row/>" * 100_000 + b"</sheetData></worksheet>"), "too_many_rows"),
    "cells without end": (packed(SHEET, b"<worksheet><sheetData><row>" + b"<c><v>1</v></c>" * 400_000), "too_many_cells"),
    "cell at the end of the world": (packed(SHEET, sheet(b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>')), "too_many_rows"),
    "all cells merged": (packed(SHEET, sheet(b"", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')), "too_many_cells"),
    "merged cells that are none": (packed(SHEET, sheet(b"", b'<mergeCells><mergeCell ref="everything"/></mergeCells>')), "damaged_file"),
    "entities in a sheet": (packed(SHEET, f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]><worksheet>&a11;</worksheet>'.encode()), "damaged_file"),
    "sheet that is none": (packed(SHEET, b"x"), "damaged_file"),
    "book that is none": (packed("xl/workbook.xml", b"<a/>"), "empty_file"),
    "a thousand rooms": (csv_file(["Title", "Room", "Date", "Start"], *[["Talk", f"Room {n}", "7/27/2007", "9:00"] for n in range(1_000)]), "too_many_rooms"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_hostile_file_is_refused_in_words_and_soon(name):
    data, code = CASES[name]
    started = time.process_time()
    try:
        read(data)
        refusal = None
    except ValidationError as error:
        refusal = error

    assert (refusal and refusal.code) == code
    assert time.process_time() - started < 3 * SECOND
    assert refusal is None or all(
        message.strip().endswith((".", "?")) and "%(" not in message for message in refusal.messages
    )


def test_nothing_outside_the_file_is_ever_read():
    text = "<event><title>Talk</title><abstract>&x;</abstract></event>"
    for declaration in ('<!DOCTYPE s SYSTEM "http://127.0.0.1:9/s.dtd">', ""):
        data = declaration.encode() + xml_file(text).replace(b'<?xml version="1.0"?>', b"")
        with pytest.raises(ValidationError):
            read(data)


def test_markup_formulas_and_directions_in_texts_stay_texts():
    title = "=HYPERLINK(1) <script>alert(1)</script> \u202eabc 😀"
    [session] = read(csv_file(["Title", "Date", "Start"], [title, "Friday", "9:00"])).sessions

    assert session.title == title


def test_control_characters_are_taken_out_and_said():
    programme = read(
        json.dumps({"schedule": {"events": [{"title": "Ta\u0000lk\ud800", "start": "2007-07-28T10:00:00Z"}]}}).encode()
    )

    assert [session.title for session in programme.sessions] == ["Ta lk\ufffd"]
    assert problems(programme)[0] == "repaired: There were characters in it that cannot be shown. We left them out."


def test_far_years_and_lengths_do_not_break_the_clock():
    events = [
        {"title": "A", "start": "0001-01-01T00:00:00Z"}, {"title": "B", "start": "9999-12-31T23:00:00Z", "duration": "99:00"},
        {"title": "C", "start": "2007-07-28T10:00:00+14:00", "duration": "999:00"}, {"title": "D", "start": "2007-07-28T10:00:00Z", "duration": "9" * 4000},
    ]  # fmt: skip
    programme = read(json.dumps({"schedule": {"events": events}}).encode())

    assert [len(session.slots) for session in programme.sessions] == [0, 0, 1, 1]
    assert times(programme)[0] == ("C", "27 16:00", "16:00")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(["2007-07-28T10:00:00Z", "10:00", "2007-07-28"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["schedule", "conference", "days", "rooms", "date", "events", "title", "start", "slots", "persons", "room", "name", "track", "tracks", "510", "2007-07-28"]), inner, max_size=5),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANYTHING)
def test_json_of_any_shape_is_read_or_refused(value):
    with suppress(ValidationError):
        read(json.dumps({"schedule": value}).encode())


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
            | st.sampled_from(["9:00", "Friday", "27.7.", "10:00-9:00", "1:30 pm", "Title", "Start", "Room"]),
            max_size=5,
        ),
        max_size=8,
    )
)
def test_table_of_any_words_makes_slots_that_end_after_they_start(rows):
    programme = read(csv_file(["Title", "Date", "Start", "End", "Room"], *rows))

    assert all(slot.starts_at < slot.ends_at for slot in programme.slots)
