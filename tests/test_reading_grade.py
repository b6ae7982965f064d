"""The scorer of reading_grade.py tells easy text from hard text and reads Markdown as sentences."""

import pytest

from tests.reading_grade import english_syllables, read_english, read_spanish, sentences, spanish_syllables


def test_the_scorer_tells_easy_from_hard():
    easy = ["We meet in July. Come and help us. Bring food to share."]
    hard = [
        "Comprehensive legislative deliberations necessitate participatory organizational infrastructure nationally."
    ]

    assert read_english(easy).score < 2 < 20 < read_english(hard).score
    assert read_spanish(["Nos vemos en julio. Venga y traiga comida."]).score > 80


def test_the_scorer_reads_markdown_as_sentences():
    text = "### What we do\n\nWe met the U.S. Senate. “Go!” *Then* we [left](/en/).\n\n- One thing\n- Another"

    assert sentences(text) == [
        "What we do",
        "We met the U.S. Senate.",
        "“Go!”",
        "Then we left.",
        "One thing",
        "Another",
    ]


@pytest.mark.parametrize(("word", "count"), [("immigrant", 3), ("helped", 1), ("wanted", 2), ("table", 2), ("2007", 1)])
def test_english_syllables(word, count):
    assert english_syllables(word) == count


@pytest.mark.parametrize(("word", "count"), [("leer", 2), ("país", 2), ("guerra", 2), ("ley", 1), ("deportación", 4)])
def test_spanish_syllables(word, count):
    assert spanish_syllables(word) == count
