"""Every schedule of `cases/schedule`: what it holds, what had to be repaired, and that it comes in once only.

The numbers are the table of the closing note of issue 6; a reader that drops something changes them.
"""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from conference.schedule.importing.choices import Choices
from conference.schedule.importing.current import current_of, setting_of
from conference.schedule.importing.filling import fill_draft
from conference.schedule.importing.problems import Outcome
from conference.schedule.importing.reading import open_source, read_source
from tests.makers import make_conference

from .real_files import HOME, content, read, setting

# sessions, times, rooms, days, people, repaired, refused, noted
TABLE = {
    "debconf23.xml": (90, 117, 5, 8, 87, 117, 0, 34),
    "fosdem_2021.xml": (773, 773, 108, 2, 684, 0, 0, 2884),
    "frab-camp2019.json": (79, 79, 2, 5, 89, 0, 0, 74),
    "hub-schedule2.json": (2, 2, 5, 1, 4, 0, 0, 4),
    "invalid-example.json": (1, 1, 1, 1, 1, 0, 0, 2),
    "jres_2022.ics": (120, 120, 14, 4, 0, 2, 0, 0),
    "moca24.ics": (88, 88, 4, 3, 69, 87, 0, 88),
    "pretalx-democon.json": (36, 36, 2, 3, 27, 0, 0, 2),
    "pretalx-rc3.json": (48, 48, 5, 4, 56, 5, 0, 12),
    "pyconfr-2025.json": (89, 98, 13, 4, 87, 16, 0, 6),
    "pyconuk-2015.csv": (162, 162, 11, 4, 0, 5, 0, 1),
    "schedule-example.xlsx": (13, 13, 2, 1, 15, 13, 0, 10),
}


LONG_TITLE = (
    "Row 159: The title “Sprints are collaborative programming groups. The Sprints…” is longer than 190 characters."
    " We shortened it; its text begins with the whole title."
)


def row(name: str) -> tuple:
    programme = read(name)
    return (
        len(programme.sessions), len(list(programme.slots)), len(programme.rooms), len(programme.days(setting(name))),
        len(programme.persons), *(programme.count(outcome) for outcome in (Outcome.REPAIRED, Outcome.REFUSED, Outcome.NOTED)),
    )  # fmt: skip


@pytest.mark.parametrize("name", HOME)
def test_file_has_the_numbers_of_the_table(name):
    assert row(name) == TABLE[name]


@pytest.mark.parametrize("name", ["schedule.xml.xsd", "schedule-without-person.xml.xsd", "schema.json", "schema2.json"])
def test_descriptions_of_formats_are_no_schedules(name):
    with pytest.raises(ValidationError) as refusal:
        read_source(open_source(content(name)), setting("pyconuk-2015.csv"))

    assert refusal.value.code == "not_a_schedule"


def words(name: str) -> list[str]:
    return [str(problem) for problem in read(name).problems if problem.outcome is not Outcome.NOTED]


def test_wrong_days_of_a_list_are_said_and_the_right_ones_taken():
    assert words("debconf23.xml") == [
        "The day under which sessions are listed is not the one they are on. We went by the date and time of each session. (117)"
    ]
    opening = read("debconf23.xml").sessions[0]
    assert (opening.title, opening.slots[0].starts_at.isoformat()) == ("Opening Ceremony", "2023-09-10T10:30:00+05:30")


def test_rows_without_a_title_and_too_long_titles_are_said():
    assert words("pyconuk-2015.csv") == [
        *(
            f"Row {number}: There is no title. We call it “Untitled”. Give it one, or take it out."
            for number in (81, 84, 94, 109)
        ),
        LONG_TITLE,
    ]


def test_rooms_written_in_two_ways_and_a_session_without_length_are_said():
    assert words("jres_2022.ics") == [
        "We took “Amphithéâtre Callelongue” and “Amphithéatre Callelongue” for one room.",
        "Entry 95: “12 - Portail invités EDUSPOT” ends when it starts, at 16:00. We gave it 15 minutes. Check its end.",
    ]


def test_entries_that_share_five_uids_stay_88():
    assert words("moca24.ics") == [
        "“Closing ceremony” has the number of another session. We took both as sessions of their own. (87)"
    ]


def test_session_after_midnight_belongs_to_the_evening_before():
    slots = list(read("hub-schedule2.json").slots)

    assert [slot.starts_at.isoformat() for slot in slots] == ["2024-12-27T10:30:00+01:00", "2024-12-28T00:15:00+01:00"]
    assert [setting("hub-schedule2.json").day_of(slot.starts_at).day for slot in slots] == [27, 27]


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in HOME if name != "fosdem_2021.xml"])  # the largest takes seconds
def test_file_comes_in_once_however_often_it_is_imported(name):
    zone, first_day = HOME[name]
    conference = make_conference(time_zone=zone, starts_on=first_day, ends_on=first_day + timedelta(9))

    def fill() -> dict[str, int]:
        programme = read_source(open_source(content(name)), setting_of(conference))
        return fill_draft(conference=conference, programme=programme, choices=Choices()).counts

    sessions = TABLE[name][0]
    assert fill() == {"new": sessions, "changed": 0, "same": 0, "left": 0}
    seen = current_of(conference).seen
    assert fill() == {"new": 0, "changed": 0, "same": sessions, "left": 0}
    assert current_of(conference).seen == seen
