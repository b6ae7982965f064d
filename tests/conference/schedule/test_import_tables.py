"""Tables as volunteers make them: CSV and XLSX with a row for each session."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from conference.schedule.importing.programme import Setting
from conference.schedule.importing.reading import open_source, read_source
from conference.schedule.importing.tables.reading import guess_layout

from .files import RICHMOND, csv_file, problems, read, times, xlsx_file

HEADER = ["Title", "Date", "Start", "End", "Room"]


def table(*rows, header=HEADER) -> bytes:
    return csv_file(header, *rows)


def test_row_of_all_columns_becomes_a_session():
    programme = read(
        csv_file(
            ["Session", "Day", "Time", "Room", "Speakers", "Organization", "Type", "Track", "Description", "Language", "Interpretation", "Objective", "What to bring"],
            ["Know your rights", "Friday", "9:00–10:30", "Hall A", "Ana; Ben", "Workers Center", "Workshop", "Detention", "We learn.", "es", "en", "A plan.", "A pen"],
        )
    )  # fmt: skip
    [session] = programme.sessions

    assert times(programme) == [("Know your rights", "27 09:00", "10:30")]
    assert (session.kind, session.topic, session.summary, session.goal, session.bring) == (
        "workshop",
        "Detention",
        "We learn.",
        "A plan.",
        "A pen",
    )
    assert [(led.name, led.organization) for led in session.led_by] == [
        ("Ana", "Workers Center"),
        ("Ben", "Workers Center"),
    ]
    assert [(use.language, use.how) for use in session.languages] == [("es", "spoken"), ("en", "interpreted")]
    assert problems(programme) == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_is_found(delimiter):
    data = csv_file(HEADER, ["Lunch; and, more", "2007-07-27", "12:00", "13:00", "Hall A"], delimiter=delimiter)

    assert times(read(data)) == [("Lunch; and, more", "27 12:00", "13:00")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_are_read(encoding):
    programme = read("Título;Día;Hora;Sala\r\nÁrbol – “niñez”;27.7.2007;9:00-10:00;Salón 1\r\n".encode(encoding))

    assert times(programme) == [("Árbol – “niñez”", "27 09:00", "10:00")]
    assert [room.name for room in programme.rooms] == ["Salón 1"]


def test_german_and_french_headers_are_known():
    german = read(
        csv_file(["Titel", "Datum", "Uhrzeit", "Bis", "Raum"], ["Mittagessen", "27.7.", "12:00", "13:00", "Saal"])
    )
    french = read(csv_file(["Titre", "Jour", "Début", "Fin", "Salle"], ["Déjeuner", "27 juillet", "12h00", "13h", "A"]))

    assert times(german) == [("Mittagessen", "27 12:00", "13:00")]
    assert times(french) == [("Déjeuner", "27 12:00", "13:00")]


def test_table_without_a_header_is_read_by_what_its_cells_look_like():
    rows = [["2007-07-27", f"{hour}:00", f"{hour}:50", f"Session {hour}"] for hour in range(9, 13)]

    assert times(read(csv_file(*rows)))[0] == ("Session 9", "27 09:00", "09:50")


def test_header_below_other_lines_is_found_and_unknown_columns_are_said():
    programme = read(
        csv_file(
            ["Strategy Conference 2007"], [], [*HEADER, "Costs"], ["Lunch", "7/27/2007", "12:00", "13:00", "Hall", "$5"]
        )
    )

    assert times(programme) == [("Lunch", "27 12:00", "13:00")]
    assert problems(programme) == ["noted: We did not take these columns: Costs."]


def test_day_written_once_holds_for_the_rows_below():
    programme = read(
        table(
            ["Friday, July 27", "", "", "", ""],
            ["Lunch", "", "12:00", "13:00", "A"],
            ["Talk", "", "13:00", "14:00", "A"],
            ["Saturday", "", "", "", ""],
            ["Walk", "", "9:00", "10:00", "A"],
        )
    )

    assert times(programme) == [
        ("Lunch", "27 12:00", "13:00"),
        ("Talk", "27 13:00", "14:00"),
        ("Walk", "28 09:00", "10:00"),
    ]


def test_time_written_once_holds_for_sessions_side_by_side():
    assert times(read(table(["One", "Friday", "9:00", "10:00", "A"], ["Two", "", "", "", "B"]))) == [
        ("One", "27 09:00", "10:00"),
        ("Two", "27 09:00", "10:00"),
    ]


def test_time_after_midnight_belongs_to_the_evening_before():
    programme = read(table(["Songs", "Friday", "23:30", "1:00", "A"], ["Late songs", "Friday", "00:30", "02:00", "A"]))

    assert times(programme) == [("Songs", "27 23:30", "01:00"), ("Late songs", "28 00:30", "02:00")]
    assert problems(programme) == [
        "repaired: Row 3: “Late songs” begins at 0:30, after midnight. It belongs to the evening before: the night after 2007-07-27."
    ]
    assert programme.days(RICHMOND) == [date(2007, 7, 27)]


def test_moment_that_a_program_wrote_is_taken_as_it_is():
    assert times(read(csv_file(["Title", "Start", "End"], ["Songs", "2007-07-28 00:30", "2007-07-28 02:00"], ["Walk", "2007-07-28T09:00", "2007-07-28T10:00"]))) == [
        ("Songs", "28 00:30", "02:00"), ("Walk", "28 09:00", "10:00"),
    ]  # fmt: skip


def test_hours_of_a_twelve_hour_clock_are_in_the_afternoon():
    programme = read(
        table(
            ["Opening", "Friday", "9:00", "11:30", "A"],
            ["Lunch", "Friday", "12:00", "1:30", "A"],
            ["Talk", "Friday", "1:30", "3:00", "A"],
        )
    )

    assert times(programme) == [
        ("Opening", "27 09:00", "11:30"),
        ("Lunch", "27 12:00", "13:30"),
        ("Talk", "27 13:30", "15:00"),
    ]
    assert problems(programme) == [
        "repaired: The times have no am or pm, and the evening would be empty. We took 1:00 to 6:59 for the afternoon."
    ]


def test_organizer_may_say_that_early_hours_are_early():
    data = table(["Walk", "Friday", "6:00", "7:00", "A"], ["Opening", "Friday", "9:00", "11:00", "A"])
    source = open_source(data)
    layout = guess_layout(source.sheets)
    layout.is_afternoon = False

    assert times(read_source(source, RICHMOND, layout))[0] == ("Walk", "27 06:00", "07:00")


@pytest.mark.parametrize(
    ("start", "end", "expected", "said"),
    [
        ("14:00", "13:00", ("13:00", "14:00"), "ends at 13:00, before it starts at 14:00. We exchanged the two."),
        ("14:00", "03:00", ("14:00", "15:00"), "We gave it 60 minutes. Check its end."),
        ("14:00", "14:00", ("14:00", "14:15"), "ends when it starts, at 14:00. We gave it 15 minutes."),
        ("11:00", "1:30", ("11:00", "13:30"), "We took the afternoon for its end."),
    ],
)
def test_end_before_start_is_repaired_in_words(start, end, expected, said):
    programme = read(table(["Talk", "Friday", start, end, "A"], ["Evening", "Friday", "19:00", "20:00", "A"]))

    assert times(programme)[0][2:] == expected[1:]
    assert times(programme)[0][1] == f"27 {expected[0]}"
    assert len(problems(programme)) == 1
    assert said in problems(programme)[0]


def test_session_of_thirty_hours_ends_after_a_day():
    programme = read(csv_file(["Title", "Date", "Start", "Duration"], ["Vigil", "Friday", "10:00", "30:00"]))

    assert times(programme) == [("Vigil", "27 10:00", "10:00")]
    assert problems(programme) == [
        "repaired: Row 2: “Vigil” lasts 30 hours. A session lasts 24 at most, so we end it after 24. Check its end."
    ]


def test_missing_ends_are_guessed_from_what_comes_next_in_the_room():
    programme = read(
        csv_file(
            ["Title", "Date", "Start", "Room"],
            ["One", "Friday", "9:00", "A"],
            ["Two", "Friday", "9:20", "A"],
            ["Three", "Friday", "9:00", "B"],
        )
    )

    assert times(programme) == [
        ("One", "27 09:00", "09:20"),
        ("Two", "27 09:20", "10:20"),
        ("Three", "27 09:00", "10:00"),
    ]


def test_title_of_two_hundred_letters_is_shortened_and_kept():
    title = "Know your rights " * 15
    [session] = read(table([title, "Friday", "9:00", "10:00", "A"])).sessions

    assert len(session.title) <= 190
    assert session.body == title.strip()


def test_rows_that_say_no_time_or_a_wrong_one_are_kept_without_a_time():
    programme = read(
        table(
            ["Soon", "", "", "", ""],
            ["Some day", "Someday", "9:00", "10:00", "A"],
            ["Sometime", "Friday", "soon", "", "A"],
            ["Long ago", "7/27/1007", "9:00", "", "A"],
            ["Now", "Friday", "9:00", "later", "A"],
        )
    )

    assert [(session.title, len(session.slots)) for session in programme.sessions] == [
        ("Some day", 0),
        ("Sometime", 0),
        ("Long ago", 0),
        ("Now", 1),
    ]
    assert [line.split(": ", 2)[2] for line in problems(programme)[:5]] == [
        "There is only “Soon” in it. We took it for a heading and left it out.",
        "“Some day”: we cannot read the date “Someday”. It is among the sessions that are not on the schedule yet.",
        "“Sometime”: we cannot read the time “soon”. It is among the sessions that are not on the schedule yet.",
        "“Long ago” is said to be in the year 1007, so we took no time for it. It is not on the schedule yet.",
        "“Now”: we cannot read its end “later”. We guessed it. Check its end.",
    ]


def test_same_row_twice_is_one_session_with_the_people_of_both():
    header = [*HEADER, "Speakers"]
    programme = read(
        table(
            ["Talk", "Friday", "9:00", "10:00", "Hall A", "Ana"],
            ["Talk", "Friday", "9:00", "10:00", "hall a", "Ben"],
            header=header,
        )
    )

    assert [[led.name for led in session.led_by] for session in programme.sessions] == [["Ana", "Ben"]]
    assert (
        problems(programme)[-1]
        == "refused: Row 3: “Talk” is in the file twice, at the same time and in the same room. We took it once."
    )


def test_cancelled_rows_are_known_by_their_state():
    programme = read(
        table(
            ["Talk", "Friday", "9:00", "10:00", "A", "CANCELLED"],
            ["Walk", "Friday", "9:00", "10:00", "B", "ok"],
            header=[*HEADER, "Status"],
        )
    )

    assert [slot.is_cancelled for slot in programme.slots] == [True, False]


def test_clock_change_is_said_and_repaired():
    spring = Setting(ZoneInfo("America/New_York"), date(2009, 3, 7), date(2009, 3, 8))
    programme = read(
        table(["Night walk", "2009-03-07", "02:30", "04:00", "A"], ["Opening", "2009-03-08", "9:00", "10:00", "A"]),
        spring,
    )

    assert [slot.starts_at.isoformat() for slot in programme.slots] == [
        "2009-03-08T03:30:00-04:00",
        "2009-03-08T09:00:00-04:00",
    ]
    assert "there is no 02:30 on 2009-03-08, since clocks are put forward" in problems(programme)[1]


def test_dates_that_may_mean_two_days_are_said():
    programme = read(table(["Talk", "07/08/2007", "9:00", "10:00", "A"]))

    assert problems(programme) == ["noted: “07/08/2007” may mean two days. We took 2007-07-08."]


def test_spreadsheet_dates_times_texts_and_fractions_are_the_same():
    programme = read(
        xlsx_file(
            HEADER, ["Times", datetime(2007, 7, 27), time(9), time(10, 30), "A"], ["Fractions", 39290, 0.375, 0.4375, "B"],
            ["Texts", "July 27", "9:00 am", "10:30 am", "C"], ["Moments", "", datetime(2007, 7, 27, 9), datetime(2007, 7, 27, 10, 30), "D"],
        )
    )  # fmt: skip

    assert times(programme) == [(title, "27 09:00", "10:30") for title in ("Times", "Fractions", "Texts", "Moments")]


def test_merged_cells_hold_for_all_rows_they_cover():
    programme = read(
        xlsx_file(
            HEADER,
            ["One", "Friday", "9:00", "10:00", "Hall A"],
            ["Two", None, "10:00", "11:00", None],
            merged=["B2:B3", "E2:E3"],
        )
    )

    assert times(programme) == [("One", "27 09:00", "10:00"), ("Two", "27 10:00", "11:00")]
    assert {slot.room for slot in programme.slots} == {"Hall A"}


def test_sheets_named_by_their_day_are_read_together_and_others_are_said():
    header = ["Title", "Start", "End", "Room"]
    data = xlsx_file(
        header,
        ["One", "9:00", "10:00", "A"],
        name="Friday",
        more=[("Saturday", [header, ["Two", "9:00", "10:00", "A"]]), ("Costs", [["Item", "Dollars"], ["Bus", "40"]])],
    )
    programme = read(data)

    assert times(programme) == [("One", "27 09:00", "10:00"), ("Two", "28 09:00", "10:00")]
    assert problems(programme) == ["noted: The sheet “Costs” has no table of sessions that fits. We left it out."]


def test_wrong_guesses_can_be_corrected():
    source = open_source(csv_file(["What", "Who", "Start"], ["Ana", "Know your rights", "Fri 27 July 9:00"]))
    layout = guess_layout(source.sheets)
    layout.columns.meanings = ["people", "title", "start"]

    [session] = read_source(source, RICHMOND, layout).sessions
    assert (session.title, [led.name for led in session.led_by], len(session.slots)) == ("Know your rights", ["Ana"], 1)


def test_table_without_titles_has_no_sessions_until_somebody_says_where_they_are():
    source = open_source(csv_file(["Start", "End"], ["9:00", "10:00"]))

    assert not guess_layout(source.sheets).columns.is_usable
    assert read_source(source, RICHMOND).sessions == []


def test_table_of_twenty_thousand_rows_is_refused_with_a_number():
    with pytest.raises(ValidationError, match="has 20,002 rows; we read 20,000 at most"):
        open_source(b"Title,Date\n" + b"a,b\n" * 20_001)


def test_grid_of_rooms_and_times_becomes_a_session_for_each_cell():
    programme = read(
        xlsx_file(
            ["Friday, July 27"], ["Time", "Hall A", "Loft", "Yard"], ["9:00", "Opening", None, None], ["10:00", "Stop raids\nAna and Ben", "Know your rights", None],
            ["11:00", None, "Songs", "March"], ["12:00", "Lunch", None, None], ["Saturday"], ["9:00 - 9:30", "Walk", None, None],
            merged=["B3:D3", "D5:D6"],
        )
    )  # fmt: skip

    assert [(*found, slot.room) for found, slot in zip(times(programme), programme.slots, strict=True)] == [
        ("Opening", "27 09:00", "10:00", ""), ("Stop raids", "27 10:00", "11:00", "Hall A"), ("Know your rights", "27 10:00", "11:00", "Loft"),
        ("Songs", "27 11:00", "12:00", "Loft"), ("March", "27 11:00", "12:00", "Yard"), ("Lunch", "27 12:00", "13:00", "Hall A"), ("Walk", "28 09:00", "09:30", "Hall A"),
    ]  # fmt: skip
    assert [session.summary for session in programme.sessions][1] == "Ana and Ben"
    assert problems(programme)[0].startswith("noted: The table is a grid of rooms and times.")


def test_grid_cell_merged_downwards_lasts_as_long_as_it_reaches():
    programme = read(
        xlsx_file(
            ["", "Hall A", "Loft"],
            ["9:00", "Opening", "Films"],
            ["10:00", "Talk", None],
            ["11:00", "End", "Songs"],
            name="Saturday",
            merged=["C2:C3"],
        )
    )

    assert times(programme) == [
        ("Opening", "28 09:00", "10:00"), ("Films", "28 09:00", "11:00"), ("Talk", "28 10:00", "11:00"), ("End", "28 11:00", "12:00"), ("Songs", "28 11:00", "12:00"),
    ]  # fmt: skip


def test_grid_as_csv_is_read_too():
    programme = read(
        csv_file(
            ["27.7.2007", "Sala 1", "Sala 2"],
            ["9:00-10:00", "Apertura", ""],
            ["10:00-11:00", "Taller", "Cine"],
            ["11:00-12:00", "", "Mesa\nAna"],
        )
    )

    assert times(programme) == [
        ("Apertura", "27 09:00", "10:00"),
        ("Taller", "27 10:00", "11:00"),
        ("Cine", "27 10:00", "11:00"),
        ("Mesa", "27 11:00", "12:00"),
    ]
