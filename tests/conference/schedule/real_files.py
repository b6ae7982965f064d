"""Schedules that real conferences published, and settings in which they are at home.

The files lie beside the project (where they come from is in `SOURCES-schedule.tsv` there); tests skip where they are not.
"""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from conference.schedule.importing.programme import Programme, Setting
from conference.schedule.importing.reading import open_source, read_source

FOLDER = Path(__file__).parents[4] / "shared" / "cases" / "schedule"
HOME = {  # zone and first day
    "debconf23.xml": ("Asia/Kolkata", date(2023, 9, 10)),
    "fosdem_2021.xml": ("Europe/Brussels", date(2021, 2, 6)),
    "frab-camp2019.json": ("Europe/Berlin", date(2019, 8, 21)),
    "hub-schedule2.json": ("Europe/Berlin", date(2024, 12, 27)),
    "invalid-example.json": ("Europe/Zurich", date(2022, 12, 28)),
    "jres_2022.ics": ("Europe/Paris", date(2022, 5, 17)),
    "moca24.ics": ("Europe/Rome", date(2024, 9, 13)),
    "pretalx-democon.json": ("UTC", date(2020, 12, 14)),
    "pretalx-rc3.json": ("Europe/Berlin", date(2020, 12, 27)),
    "pyconfr-2025.json": ("Europe/Paris", date(2025, 10, 30)),
    "pyconuk-2015.csv": ("Europe/London", date(2015, 9, 18)),
    "schedule-example.xlsx": ("Europe/Berlin", date(2016, 10, 27)),
}


def content(name: str) -> bytes:
    """Skips the test where the file is not at hand."""
    if not (FOLDER / name).is_file():
        pytest.skip(f"real schedules are not on this machine: {name}")
    return (FOLDER / name).read_bytes()


def setting(name: str) -> Setting:
    zone, first_day = HOME[name]
    return Setting(ZoneInfo(zone), first_day, first_day)


def read(name: str) -> Programme:
    return read_source(open_source(content(name)), setting(name))
