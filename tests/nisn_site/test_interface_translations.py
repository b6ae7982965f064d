"""The Spanish of the interface: complete, compiled, and true to the placeholders and tags of the English."""

import os
import re
import shutil
import unicodedata
from collections import Counter
from pathlib import Path

import polib
import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings as site
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import get_language_info

from tests.html import elements, text_of
from tests.makers import make_conference, make_network
from tests.reading_grade import read_spanish

ROOT = Path(site.BASE_DIR)
CATALOGUE = ROOT / "locale/es/LC_MESSAGES/django.po"
FOLDERS_WITHOUT_WORDS = {"tests", "bench", "deploy", "locale", "static"}
FILES_WITH_WORDS = {".py", ".html", ".txt"}
SPANISH_READER = {"accept-language": "es"}
# Spelled alike in both languages. A new one is added here after somebody has looked at it.
SAME_IN_BOTH_LANGUAGES = {"Error:", "Metro", "No", "Word", "Excel", "Markdown", "JSON", "videos", "Immigrant Alert"}
# Not as a part of an address such as "draft-of-july-4".
ENGLISH = re.compile(
    r"(?<![\w/-])(the|and|page|pages|you|your|with|without|this|that|these|what|when|where|which|from|for|not|are|is|was"
    r"|of|to|it|in|on|at|we|our|us|by|write|sign|please|email|password)(?![\w/-])",
    re.IGNORECASE,
)
EASY_ENOUGH = 60  # Fernández-Huerta: 60 and more is grade 8
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?[a-z][^>]*>")
INFORMAL = re.compile(r"\b(tú|tu|tus|te|ti|contigo|tuy[oa]s?|haz|vosotr[oa]s|vuestr[oa]s?|os)\b", re.IGNORECASE)

spanish = polib.pofile(str(CATALOGUE))


def name_of(entry) -> tuple:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def pairs(entry) -> list[tuple[str, str]]:
    """English and Spanish, form by form; Spanish has the same two numbers as English."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]


def names_and_words(catalogue) -> dict:
    return {name_of(entry): (entry.msgstr, entry.msgstr_plural) for entry in catalogue if not entry.obsolete}


def test_every_entry_is_translated():
    assert [entry.msgid for entry in spanish.untranslated_entries()] == []


def test_no_entry_is_a_guess_of_the_tools():
    assert [entry.msgid for entry in spanish if entry.fuzzy] == []


def test_no_entry_is_left_over_from_older_words():
    assert [entry.msgid for entry in spanish.obsolete_entries()] == []


def test_header_names_language_and_plurals_but_no_person():
    header = spanish.metadata

    assert header["Language"] == "es"
    assert header["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert not any("@" in value or "FULL NAME" in value for value in header.values())
    assert spanish.header.strip() == ""


def test_catalogue_names_no_files():
    assert [entry.msgid for entry in spanish if entry.occurrences] == []


def test_compiled_catalogue_holds_the_same_words():
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))

    assert names_and_words(compiled) == names_and_words(spanish)


@pytest.mark.parametrize("pattern", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
def test_translation_keeps_what_is_not_words(pattern):
    different = [
        (english, words)
        for entry in spanish
        for english, words in pairs(entry)
        if Counter(pattern.findall(english)) != Counter(pattern.findall(words))
    ]
    assert different == []


def test_reader_is_addressed_with_usted():
    assert [words for entry in spanish for _english, words in pairs(entry) if INFORMAL.search(words)] == []


def test_no_english_word_is_left():
    texts = [PLACEHOLDER.sub("", words) for entry in spanish for _english, words in pairs(entry)]

    assert [text for text in texts if ENGLISH.search(text)] == []


def test_no_entry_repeats_the_english():
    same = {english for entry in spanish for english, words in pairs(entry) if english == words}

    assert {english for english in same if has_letters(english)} <= SAME_IN_BOTH_LANGUAGES


def has_letters(text: str) -> bool:
    """Not in those that only put signs between what fills them, such as “%(day)s, %(time)s”."""
    return any(sign.isalpha() for sign in PLACEHOLDER.sub("", text))


def test_sentences_are_easy_to_read():
    assert read_spanish([words for entry in spanish for _english, words in pairs(entry)]).score >= EASY_ENOUGH


def test_range_of_days_reads_as_spanish():
    [days] = [entry for entry in spanish if entry.msgctxt == "days in one month"]

    values = {"month": "julio", "first": 27, "last": 29, "year": 2007}
    assert days.msgstr % values == "27 al 29 de julio de 2007"


def test_every_string_of_the_source_is_in_the_catalogue(tmp_path, monkeypatch, settings):
    if shutil.which("xgettext") is None:
        if os.environ.get("CI"):
            pytest.fail("GNU gettext must be installed where CI runs")
        pytest.skip("GNU gettext is not installed, so the strings of the source cannot be gathered")

    copy_words(tmp_path)
    monkeypatch.chdir(tmp_path)
    settings.LOCALE_PATHS = [tmp_path / "locale"]  # otherwise makemessages writes into the site's own catalogue
    call_command("makemessages", locale=["es"], verbosity=0)
    source = {name_of(entry) for entry in polib.pofile(str(tmp_path / "locale/es/LC_MESSAGES/django.po"))}

    ours = {name_of(entry) for entry in spanish}
    assert {"missing": source - ours, "not in use": ours - source} == {"missing": set(), "not in use": set()}


def copy_words(target: Path) -> None:
    """Copy all files that may hold words to translate; makemessages leaves files of its own beside them."""
    folders = [path for path in ROOT.glob("[!.]*/") if path.name not in FOLDERS_WITHOUT_WORDS]
    for path in [path for folder in folders for path in folder.rglob("*")]:
        if path.suffix in FILES_WITH_WORDS:
            copy = target / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def test_no_words_hide_inside_of_f_strings():
    """There makemessages does not find them: name them first, then put the name into the braces."""
    sources = [path for folder in ROOT.glob("[!.]*/") if folder.name != "tests" for path in folder.rglob("*.py")]

    assert [path.name for path in sources if re.search(r"\{(_|\w*gettext\w*)\(['\"]", path.read_text())] == []


@pytest.mark.parametrize(("code", "name"), site.LANGUAGE_NAMES.items())
def test_language_is_named_as_its_speakers_name_it(code, name):
    """Letters only: Django spells names in small letters, one with a vowel sign, and says which Chinese it means."""
    theirs = get_language_info(code)["name_local"]

    assert plain_letters(name) in plain_letters(theirs)
    assert name[0] == name[0].upper()


def plain_letters(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


def test_switcher_names_each_language_in_that_language(client, db):
    make_conference(is_current=True)
    switcher = re.search(r'<nav class="languages".*?</nav>', client.get("/es/").text, re.DOTALL)[0]

    names = dict(re.findall(r'lang="([a-z-]+)"[^>]*>([^<]+)</(?:a|span)>', switcher))
    assert names | {"en": "English", "es": "Español"} == names


@pytest.fixture
def words_of(client, db):
    """Open a page as a reader whose browser asks for Spanish, and say what it shows; all of it must be Spanish."""
    make_network(name="Red de Solidaridad")

    def read(name, post=None):
        answer = client.get(reverse(name), headers=SPANISH_READER)
        if post is not None:
            answer = client.post(reverse(name), post, headers=SPANISH_READER)
        assert answer.status_code == 200, name
        [(_name, attributes)] = elements(answer.text, "html")
        assert attributes["lang"] == "es"
        words = text_of(answer.text)
        assert [match[0] for match in ENGLISH.finditer(words)] == [], words
        return words

    return read


@pytest.fixture
def signed_in(client, amina):
    """By the forms: what changes an account wants the password once more."""
    password = {"password": "correct horse"}
    client.post(reverse("account_login"), {"login": amina.email} | password, headers=SPANISH_READER)
    client.post(reverse("account_reauthenticate"), password, headers=SPANISH_READER)


@pytest.mark.parametrize(
    ("page", "heading"),
    [
        ("account_login", "Iniciar sesión"),
        ("account_signup", "Las cuentas son por invitación"),
        ("account_reset_password", "Restablecer Contraseña"),
        ("account_reset_password_done", "Restablecer Contraseña"),
        ("account_inactive", "Cuenta desactivada"),
    ],
)
def test_page_before_signing_in_is_spanish(words_of, page, heading):
    assert heading in words_of(page)


@pytest.mark.parametrize(
    ("page", "heading"),
    [
        ("admin:index", "Qué hace falta hoy"),
        ("mfa_index", "Autenticación de doble factor"),
        ("mfa_activate_totp", "Active el segundo paso"),
        ("account_reauthenticate", "Confirmar acceso"),
        ("account_change_password", "Cambiar la contraseña"),
        ("account_logout", "Cerrar sesión"),
    ],
)
def test_page_of_an_organizer_is_spanish(signed_in, words_of, page, heading):
    assert heading in words_of(page)


@pytest.mark.parametrize("page", ["mfa_view_recovery_codes", "mfa_generate_recovery_codes"])
def test_page_of_recovery_codes_is_spanish(amina, signed_in, words_of, page):
    TOTP.activate(amina, generate_totp_secret())
    RecoveryCodes.activate(amina)

    assert "Códigos de recuperación" in words_of(page)


@pytest.mark.parametrize(
    ("page", "post", "complaint"),
    [
        ("account_login", {"login": "", "password": ""}, "Este campo es obligatorio."),
        (
            "account_login",
            {"login": "amina", "password": "x"},
            "Introduzca una dirección de correo electrónico válida.",
        ),
        ("account_reset_password", {"email": ""}, "Este campo es obligatorio."),
    ],
)
def test_errors_of_forms_are_spanish(words_of, page, post, complaint):
    words = words_of(page, post)

    assert "Hay un problema" in words
    assert complaint in words


def test_wrong_code_is_refused_in_spanish(signed_in, words_of):
    assert "Código incorrecto." in words_of("mfa_activate_totp", {"code": "000000"})
