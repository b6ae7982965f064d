"""Single words of tables: times, days, lengths, languages, names. No database."""

from datetime import date, timedelta

import pytest

from conference.schedule.importing.clocks import read_clocks, read_length
from conference.schedule.importing.dates import Order, order_of, read_day
from conference.schedule.importing.kind_words import guess_kind, read_kind
from conference.schedule.importing.language_words import read_languages
from conference.schedule.importing.people import read_people
from conference.schedule.importing.problems import Report
from conference.schedule.importing.texts import as_markdown, divide
from conference.schedule.importing.words import cut, folded

from .files import RICHMOND


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:00", ["9:00"]), ("09:00", ["9:00"]), ("9.30", ["9:30"]), ("9h30", ["9:30"]), ("9 am", ["9:00"]), ("9:30 p.m.", ["21:30"]), ("12 am", ["0:00"]),
        ("12:15 PM", ["12:15"]), ("0930", ["9:30"]), ("noon", ["12:00"]), ("Medianoche", ["0:00"]), ("0.375", ["9:00"]), ("09:00:00", ["9:00"]), ("14 Uhr", ["14:00"]),
        ("25:30", ["1:30"]), ("9:00–10:30", ["9:00", "10:30"]), ("9-10:30 am", ["9:00", "10:30"]), ("1–2:30 pm", ["13:00", "14:30"]), ("11–12:30 pm", ["11:00", "12:30"]),
        ("9:00 to 10:00", ["9:00", "10:00"]), ("von 9", []), ("99:00", []), ("9:75", []), ("", []), ("13 pm", []), ("9:00-10:00-11:00", []), ("room 9", []),
    ],
)  # fmt: skip
def test_times_of_day_are_read_as_people_write_them(text, expected):
    assert [str(clock) for clock in read_clocks(text)] == expected


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("01:30", 90), ("90", 90), ("90 min", 90), ("1 h 30", 90), ("1.5 hours", 90), ("1,5 h", 90), ("PT1H30M", 90), ("P1DT2H", 1560), ("0.0625", 90),
        ("00:00", 0), ("soon", None), ("", None), ("9" * 30, None),
    ],
)  # fmt: skip
def test_lengths_are_read_as_people_write_them(text, minutes):
    assert read_length(text) == (None if minutes is None else timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2007-07-27", date(2007, 7, 27)), ("20070727", date(2007, 7, 27)), ("7/27/2007", date(2007, 7, 27)), ("27.7.2007", date(2007, 7, 27)), ("27.7.", date(2007, 7, 27)),
        ("7/27", date(2007, 7, 27)), ("7/27/07", date(2007, 7, 27)), ("July 27", date(2007, 7, 27)), ("Friday, July 27th, 2007", date(2007, 7, 27)),
        ("27 de julio de 2007", date(2007, 7, 27)), ("27. Juli 2007", date(2007, 7, 27)), ("27 juillet", date(2007, 7, 27)), ("Friday", date(2007, 7, 27)), ("domingo", date(2007, 7, 29)),
        ("Thursday", date(2007, 7, 26)), ("Day 2", date(2007, 7, 28)), ("Día 3", date(2007, 7, 29)), ("39290", date(2007, 7, 27)), ("Fri 7/27", date(2007, 7, 27)),
        ("Tuesday", None), ("2007-02-30", None), ("31.2.", None), ("soon", None), ("Plenary", None), ("", None), ("27", None), ("1" * 50, None),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(text, expected):
    order = Order(day_first="." in text)
    assert read_day(text, RICHMOND, order) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["09-18-2015", "09-02-2015"], Order(day_first=False)),
        (["18/09/2015"], Order(day_first=True)),
        (["1.2.2007"], Order(day_first=True)),
        (["07/08/2007"], Order(day_first=False, is_guess=True)),
        (["28/07", "07/28"], Order(day_first=True)),
    ],
)
def test_order_of_day_and_month_is_that_of_the_whole_column(texts, expected):
    assert order_of(texts, RICHMOND) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("en, de", ["en spoken", "de spoken"]), ("English / Spanish", ["en spoken", "es spoken"]), ("EN → ES", ["en spoken", "es interpreted"]),
        ("Español (interpreted), English", ["es interpreted", "en spoken"]), ("中文", ["zh-hans spoken"]), ("zh-hans", ["zh-hans spoken"]),
        ("English, ASL", ["en spoken", "ase sign"]), ("English captions", ["en captions"]), ("en\nen", ["en spoken"]), ("Klingon", []), ("", []),
    ],
)  # fmt: skip
def test_languages_are_told_apart_with_their_ways(text, expected):
    assert [f"{use.language} {use.how}" for use in read_languages(text, Report())] == expected


def test_language_nobody_knows_is_said():
    report = Report()
    read_languages("xx, en", report)

    assert [str(problem) for problem in report.problems] == ["We do not know the language “xx” and left it out."]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Ana López & Ben", [("Ana López", "", ""), ("Ben", "", "")]),
        ("Ana; Ben\nChika", [("Ana", "", ""), ("Ben", "", ""), ("Chika", "", "")]),
        ("Ana, Ben and Chika", [("Ana", "", ""), ("Ben", "", ""), ("Chika", "", "")]),
        ("Ana (Workers Center); Ben", [("Ana", "", "Workers Center"), ("Ben", "", "")]),
        ("Ana, University of Richmond", [("Ana", "", "University of Richmond")]),
        ("Moderator: Ana; Ben", [("Ana", "moderator", ""), ("Ben", "", "")]),
        ("  ;; ", []),
    ],
)
def test_people_are_told_apart_from_each_other_and_their_groups(cell, expected):
    assert [(one.name, one.role, one.organization) for one in read_people(cell, Report())] == expected


def test_comma_in_a_column_for_one_person_begins_their_group():
    assert [(one.name, one.organization) for one in read_people("Dieter Reiter, Mayor", Report(), is_one=True)] == [
        ("Dieter Reiter", "Mayor")
    ]


def test_kinds_are_known_by_their_words_in_any_language():
    assert [read_kind(words) for words in ("Workshop (2h)", "Taller", "working group", "Mittagessen", "Plenary", "devroom", "")] == [
        "workshop", "workshop", "working_group", "meal", "plenary", "", "",
    ]  # fmt: skip
    assert [guess_kind(title) for title in ("Lunch", "Keynote: Ana", "Opening", "The lunch counter sit-ins of 1960", "March to the court")] == [
        "meal", "plenary", "plenary", "", "march",
    ]  # fmt: skip


def test_web_formatting_becomes_paragraphs_lists_and_links():
    html = '<p>First &amp; <b>bold</b></p><ul><li>one</li><li>two <a href="https://example.org/a">here</a></li></ul><script>alert(1)</script><br>x'

    assert as_markdown(html, Report()) == "First & bold\n\n- one\n\n- two [here](https://example.org/a)\n\nx"
    assert as_markdown("a < b and c > d", Report()) == "a < b and c > d"


def test_short_text_is_the_summary_and_long_text_is_not():
    assert divide("Short.", "Long.") == ("Short.", "Long.")
    assert divide("", "Only this.") == ("Only this.", "")
    assert divide("Same.", "Same.") == ("Same.", "")
    assert divide("x" * 501, "Long.") == ("", "x" * 501 + "\n\nLong.")


def test_words_are_compared_without_accents_capitals_and_signs():
    assert folded(" Amphithéâtre   A-1 ") == folded("amphitheatre a 1")
    assert cut("one two three", 9) == "one two…"
