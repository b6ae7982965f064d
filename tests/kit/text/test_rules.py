"""What may be typed. Real names first: a site for immigrants that refuses a name is broken."""

import time
import unicodedata

import pytest
from django import forms
from django.core.exceptions import ValidationError

from nisn_site.kit.text.fields import ManyLinesField, OneLineField
from nisn_site.kit.text.rules import clean_line, clean_lines
from tests.hostile.corpus import CORPUS, of

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


def code_of(rule, text: str) -> str:
    with pytest.raises(ValidationError) as refusal:
        rule(text)
    return refusal.value.code


@pytest.mark.parametrize("rule", [clean_line, clean_lines])
@pytest.mark.parametrize("value", [*of("names"), *of("emoji")], ids=str)
def test_name_of_a_person_passes_in_every_script(rule, value):
    assert rule(value.text) == unicodedata.normalize("NFC", value.text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("abc\u202egnp.exe", "abcgnp.exe"), ("\u2066x\u2069", "x"), ("a\ufeffb", "ab"), ("a\u00adb", "ab"), ("a\U000e0041b", "ab"),
        (ENGLAND, ENGLAND), ("\u200fשלום", "\u200fשלום"), ("می\u200cخواهم", "می\u200cخواهم"), ("  Ana \t", "Ana"), ("a\tb", "a b"),
        ("Jose\u0301", "José"), ("\u3164", ""), ("\u2800\u2800", ""), ("\u200b", ""), ("\u3000\u00a0 ", ""), ("\u202e", ""),
    ],
)  # fmt: skip
def test_sign_that_nobody_sees_is_taken_out(typed, kept):
    assert clean_line(typed) == clean_lines(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["a\r\nBcc: x@example.org", "a\nb", "a\rb", "a\u2028b", "a\u0085b", "\x1b[31mred", "a\x07", "a\x7fb", "a\x9fb"],
)
def test_line_refuses_what_ends_or_breaks_a_line(typed):
    assert code_of(clean_line, typed) == "control"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb", "a\nb"),
        ("a\rb", "a\nb"),
        ("a\u2028b\x0bc\x0cd\x85e", "a\nb\nc\nd\ne"),
        ("a\x1b[31mb\x07", "a[31mb"),
        ("a \n  b  \n\n", "a\n  b"),
    ],
)
def test_lines_end_with_line_feeds_and_hold_no_controls(typed, kept):
    assert clean_lines(typed) == kept


@pytest.mark.parametrize("rule", [clean_line, clean_lines])
def test_letters_under_a_heap_of_accents_are_refused(rule):
    assert rule("a\u0301\u0302\u0303\u0304") != ""
    assert code_of(rule, "q" + "\u0301" * 5) == "marks"
    assert code_of(rule, "a" + "\ufe0f" * 100) == "marks"


@pytest.mark.parametrize("sign", ["\ue000", "\U000f0000", "\U0010ffff", "\ufffe", "\ufdd0", "\U0001fffe"])
def test_sign_that_no_two_computers_read_alike_is_named(sign):
    with pytest.raises(ValidationError) as refusal:
        clean_line(f"a{sign}b")

    assert f"U+{ord(sign):04X}" in str(refusal.value.messages)


@pytest.mark.parametrize("rule", [clean_line, clean_lines])
def test_whatever_passes_passes_again_unchanged(rule):
    for value in CORPUS:
        if value.is_text and len(value.text) < 5_000:
            try:
                kept = rule(value.text)
            except ValidationError:
                continue
            assert rule(kept) == kept, str(value)


class Form(forms.Form):
    name = OneLineField(longest=10)
    story = ManyLinesField(longest=20, required=False)


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"name": "José", "story": "a\r\nb"}, {}),
        ({"name": "\u3164"}, {"name": ["required"]}),
        ({"name": "x" * 11, "story": "y" * 25}, {"name": ["max_length"], "story": ["max_length"]}),
        ({"name": "a\nb", "story": "\ue000"}, {"name": ["control"], "story": ["unreadable"]}),
    ],
)
def test_form_names_the_field_that_is_refused(values, errors):
    form = Form(values)

    assert {name: [error.code for error in found] for name, found in form.errors.as_data().items()} == errors


def test_too_long_a_text_says_by_how_much():
    form = Form({"name": "x" * 11, "story": "y" * 25})
    form.is_valid()

    assert form.errors["name"] == ["Make this shorter by 1 character. The longest we can take is 10."]
    assert form.errors["story"] == ["Make this shorter by 5 characters. The longest we can take is 20."]


def test_browser_is_not_told_to_cut_what_is_pasted():
    assert "maxlength" not in Form().as_div()


@pytest.mark.parametrize("sign", ["\u0301", "x", "\u202e", "\U000e0041", "\r\n", "\x1b"])
def test_two_megabytes_of_one_sign_are_refused_at_once(sign):
    before = time.process_time()

    assert not Form({"name": sign * (2_000_000 // len(sign)), "story": ""}).is_valid()
    assert time.process_time() - before < 0.5
