"""The demo content is easy to read and complete in both languages. Reads the TOML files, no database."""

import re

import pytest

from tests.demo_files import EASY, OFFICIAL_NAMES, PLAIN, ROWS, TEXTS, TRANSLATABLE, reading_units, texts_of
from tests.reading_grade import blocks, read_english, read_spanish, sentences

LANGUAGES = {"en", "es"}
OPTIONAL_ANYWHERE = {
    "hours",
    "note",
    "menu_label",
    "entrance",
    "landmark",
    "step_free",
    "text",
    "duration",
    "distance",
    "value",
    "change",
}
OPTIONAL = {
    "session": {"summary", "body", "goal", "bring", "place", "press_note"},
    "room": {"access_notes"}, "organization": {"about"}, "person": {"about"},
}  # fmt: skip

# Fernández-Huerta: 70 and more is grade 6, 60 and more grade 8.
SPANISH_EASE = {EASY: 70, PLAIN: 60}
LONGEST_SENTENCE, MEAN_SENTENCE = 25, 15
# An easy page does not excuse one hard sentence. Names and facts, which are lists of names, are not sentences.
HARDEST_SENTENCE = 12
LONGEST_SUMMARY = 60

FORBIDDEN = {
    "en": r"""illegals?|aliens?|click\ here|stay\ tuned|touch\ base|kick\ off|win-win|on\ the\ (?:table|ground)
        |two|three|four|five|six|seven|eight|nine|ten|eleven|twelve""",
    # The last line: forms of "tú" and "vosotros". The site says "usted".
    "es": r"""ilegal(?:es)?|haga\ clic|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce
        |tú|tu|tus|te|ti|contigo|vos|vosotros|vuestr[oa]s?|puedes|tienes|quieres|eres|debes|vas""",
}


READING = [pytest.param(grade, unit, id=name) for name, grade, unit in reading_units()]


# ---- Easy to read


@pytest.mark.parametrize(("grade", "unit"), READING)
def test_english_is_easy(grade, unit):
    reading = read_english(texts_of(unit, "en"))

    assert reading.score <= grade, reading
    assert reading.mean <= MEAN_SENTENCE, reading


@pytest.mark.parametrize(("grade", "unit"), READING)
def test_spanish_is_easy(grade, unit):
    reading = read_spanish(texts_of(unit, "es"))

    assert reading.score >= SPANISH_EASE[grade], reading
    assert reading.mean <= MEAN_SENTENCE, reading


def test_no_sentence_is_long():
    all_sentences = [sentence for _where, _language, _field, text in TEXTS for sentence in sentences(text)]

    assert [sentence for sentence in all_sentences if len(sentence.split()) > LONGEST_SENTENCE] == []


def test_no_sentence_is_hard():
    texts = [text for where, code, field, text in TEXTS if code == "en" and field != "name" and " fact " not in where]
    texts = [text for text in texts if text not in OFFICIAL_NAMES]
    long_enough = [sentence for text in texts for sentence in sentences(text) if len(sentence.split()) >= 8]

    assert [sentence for sentence in long_enough if read_english([sentence]).score > HARDEST_SENTENCE] == []


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_forbidden_word(language):
    pattern = re.compile(rf"(?<![\w-])(?:{FORBIDDEN[language]})(?![\w-])", re.IGNORECASE | re.VERBOSE)
    texts = [(where, text) for where, code, _field, text in TEXTS if code == language]

    assert [(where, hit.group()) for where, text in texts if (hit := pattern.search(text))] == []


def test_dates_name_the_month():
    months = "Enero|Febrero|Marzo|Abril|Mayo|Junio|Julio|Agosto|Septiembre|Octubre|Noviembre|Diciembre"

    assert [where for where, _language, _field, text in TEXTS if re.search(r"\d[/.]\d{1,2}[/.]\d{2}", text)] == []
    assert [where for where, code, _field, text in TEXTS if code == "es" and re.search(rf"\b({months})\b", text)] == []


def test_spanish_questions_and_cries_open_with_their_mark():
    for where, language, _field, text in TEXTS:
        if language == "es":
            spanish = re.sub(r"“[A-Za-z .?!]+”", "", text)  # English sentences and titles, quoted
            assert spanish.count("?") == spanish.count("¿"), where
            assert spanish.count("!") == spanish.count("¡"), where


# ---- Complete in both languages


def test_each_translatable_text_has_both_languages_and_they_differ():
    for where, table, row in ROWS:
        for field in TRANSLATABLE[table]:
            text = row.get(field)
            if text is None:
                # A section of a later draft keeps what it does not name; `test_demo_facts` looks after the first ones.
                # A draft has the title of its proposal.
                keeps = table in {"section", "amendment"} or (table, field) == ("draft", "title")
                is_optional = field in OPTIONAL.get(table, OPTIONAL_ANYWHERE)
                assert is_optional or keeps, f"{where}: {field} is missing"
                continue
            assert set(text) == LANGUAGES, f"{where} {field}"
            assert all(part.strip() for part in text.values()), f"{where} {field} is empty"
            if re.search(r"[a-z]", text["en"]):
                assert text["en"].strip() != text["es"].strip(), f"{where} {field} is not translated"


def test_only_translatable_fields_have_languages():
    for where, table, row in ROWS:
        tables = {name for name, value in row.items() if isinstance(value, dict)} - {
            "map",
            "adoption",
            "words",
        }  # tables of their own
        assert tables <= set(TRANSLATABLE[table]), where


def test_texts_fit_their_fields():
    for where, table, row in ROWS:
        for field, limit in TRANSLATABLE[table].items():
            for text in row.get(field, {}).values():
                assert limit is None or len(text) <= limit, f"{where} {field}: {len(text)}"


def test_both_languages_have_the_same_outline():
    for where, table, row in ROWS:
        if "body" in TRANSLATABLE[table] and "body" in row:
            assert outline(row["body"]["en"]) == outline(row["body"]["es"]), where


def outline(markdown):
    marks = [found.group(1) for line in markdown.splitlines() if (found := re.match(r"(#+|-|\d+\.) ", line))]
    links = [target.split("/", 2)[-1] for target in re.findall(r"\]\(([^)]+)\)", markdown)]
    return marks, links, len(blocks(markdown))


def test_plain_summaries_have_at_most_60_words():
    summaries = [
        (where, text)
        for where, _language, field, text in TEXTS
        if field == "plain_summary" or (field == "summary" and " proposal " in where)
    ]

    assert summaries
    assert [where for where, text in summaries if len(text.split()) > LONGEST_SUMMARY] == []
