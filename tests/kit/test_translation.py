import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import override

from nisn_site.kit.translation import Translation
from nisn_site.kit.translation_gaps import gaps_of
from nisn_site.kit.translation_lookup import attach_translations, fallback_languages
from tests.makers import make_announcement, make_conference, make_page, translate

pytestmark = pytest.mark.django_db


def read(thing, field, language):
    with override(language):
        attach_translations([thing])
        return thing.read(field)


def test_read_gives_the_source_in_its_own_language():
    reading = read(make_page(title="About us"), "title", "en")

    assert (reading.text, reading.language, reading.is_fallback) == ("About us", "en", False)


def test_read_gives_the_reviewed_translation():
    page = make_page(title="About us")
    translate(page, "es", title="Quiénes somos")

    reading = read(page, "title", "es")

    assert (reading.text, reading.language, reading.is_fallback) == ("Quiénes somos", "es", False)


def test_read_marks_a_fallback_with_its_own_language_and_direction():
    page = make_page(title="من نحن", language="ar")

    reading = read(page, "title", "es")

    assert (reading.language, reading.direction, reading.is_fallback) == ("ar", "rtl", True)


def test_read_does_not_show_a_draft_translation():
    page = make_page(title="About us")
    translate(page, "es", state=Translation.State.DRAFT, title="Sobre")

    assert read(page, "title", "es").text == "About us"


def test_read_says_when_the_source_changed_after_the_translation():
    page = make_page(title="About us")
    translate(page, "es", title="Quiénes somos")
    assert not read(page, "title", "es").is_outdated

    page.title = "About all of us"
    page.save()

    assert read(page, "title", "es").is_outdated


def test_read_counts_an_empty_source_as_no_fallback():
    assert not read(make_page(summary=""), "summary", "es").is_fallback


def test_translate_renders_markdown_once_when_it_is_saved():
    page = make_page(body="# Hello")
    translate(page, "es", body="# Hola")

    assert read(page, "body", "es").html == "<h2>Hola</h2>\n"


def test_translate_with_an_empty_text_removes_the_translation():
    page = make_page()
    translate(page, "es", title="Quiénes somos")
    translate(page, "es", title="  ")

    assert Translation.objects.count() == 0


def test_attach_translations_reads_objects_of_all_models_in_one_query(django_assert_num_queries):
    things = [make_conference(slug="2007"), make_page(), make_announcement()]
    translate(things[1], "es", title="Quiénes somos")
    attach_translations(things, "ar")  # fills Django's cache of content types

    with django_assert_num_queries(1):
        attach_translations(things, "es")

    with override("es"):
        assert things[1].read("title").text == "Quiénes somos"


def test_attach_translations_asks_nothing_when_all_is_in_the_readers_language(django_assert_num_queries):
    things = [make_page(slug=f"page-{number}") for number in range(3)]

    with django_assert_num_queries(0):
        attach_translations(things, "en")


def test_fallback_languages_names_what_a_reader_will_meet():
    page = make_page(title="About us", body="", summary="")
    with override("es"):
        attach_translations([page])
        assert fallback_languages([page]) == ["en"]

        translate(page, "es", title="Quiénes somos")
        attach_translations([page])
        assert fallback_languages([page]) == []


def test_deleting_a_row_deletes_its_translations():
    page = make_page()
    translate(page, "es", title="Quiénes somos")
    type(page).objects.all().delete()

    assert Translation.objects.count() == 0


def test_translation_cannot_be_stored_twice_for_one_field_and_language():
    translate(make_page(), "es", title="Quiénes somos")
    row = Translation.objects.get()
    row.pk = None

    with pytest.raises(ValidationError, match="already has a translation"):
        row.full_clean()
    with pytest.raises(IntegrityError):
        row.save(force_insert=True)


def test_gaps_tell_missing_outdated_and_unreviewed_texts_apart():
    page = make_page(title="One", summary="Two", body="Three", menu_label="Four")
    translate(page, "es", title="Uno", summary="Dos")
    translate(page, "es", state=Translation.State.DRAFT, body="Tres")
    page.summary = "Two and a half"
    page.save()

    [gap] = gaps_of([page], "es")

    assert (gap.missing, gap.outdated, gap.drafts) == (["menu_label"], ["summary"], ["body"])
