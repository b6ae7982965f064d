"""What counts as a word, script by script."""

import unicodedata

import pytest
from hypothesis import given, settings

from campaigns.changes.tokens import count_words, normalized, tokens_of

from ..texts import texts


def words_of(text: str) -> list[str]:
    return [word for _space, word in tokens_of(normalized(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don’t stop, it's ours.", ["Don’t", "stop", ",", "it's", "ours", "."]),
        ("socio-economic status", ["socio-economic", "status"]),
        ("Draft 2.1 at 9:30, 5,000 people.", ["Draft", "2.1", "at", "9:30", ",", "5,000", "people", "."]),
        ("“We”—all", ["“", "We", "”", "—", "all"]),
        ("Cafe\u0301 ouvert", ["Caf\u00e9", "ouvert"]),
        ("المُحَمَّد يكتبُ، نعم", ["المُحَمَّد", "يكتبُ", "،", "نعم"]),
        ("٣٫٥ بالمئة", ["٣٫٥", "بالمئة"]),
        ("लिखा हुआ है।", ["लिखा", "हुआ", "है", "।"]),
        ("می\u200cخواهم", ["می\u200cخواهم"]),
        ("我们 2007年", ["我", "们", "2007", "年"]),
        ("カースト、肌", ["カ", "ー", "ス", "ト", "、", "肌"]),
        ("か\u3099ん", ["が", "ん"]),
        ("น้ำใจ", ["น้ำ", "ใ", "จ"]),
        ("한국어 이민자", ["한국어", "이민자"]),
        ("👩‍👩‍👧👍🏽!", ["👩‍👩‍👧", "👍🏽", "!"]),
        ("🇲🇽🇺🇸", ["🇲🇽", "🇺🇸"]),
        ("1️⃣ ❤️", ["1️⃣", "❤️"]),
        ("", []),
    ],
)
def test_text_is_taken_apart_into_words_that_stay_whole(text, words):
    assert words_of(text) == words


def test_spaces_and_ways_of_composing_do_not_count():
    assert normalized(" e\u0301\n\n  b\u00a0c ") == "é b c"


def test_signs_are_no_words_but_characters_of_chinese_are():
    assert count_words(tokens_of("We act, now! 我们")) == 5


@settings(deadline=None)
@given(texts())
def test_words_joined_again_are_the_text(text):
    tokens = tokens_of(text)

    assert "".join(space + word for space, word in tokens) == text
    assert not any(" " in word or not word for _space, word in tokens)


@settings(deadline=None)
@given(texts())
def test_no_word_begins_in_the_middle_of_a_character(text):
    for before, (space, word) in zip([("", ""), *tokens_of(text)], tokens_of(text), strict=False):
        assert unicodedata.category(word[0])[0] != "M" or space or not before[1]


@pytest.mark.parametrize(
    "address",
    ["(/en/glossary/)", "(https://example.org/?b=1&c=2)", "(mailto:a@example.org)", "(/a_(b))", "https://a.org/b/"],
)
def test_address_of_a_link_is_one_token_and_no_word(address):
    tokens = tokens_of(f"points {address} of")

    assert [token for _space, token in tokens] == ["points", address, "of"]
    assert count_words(tokens) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("https://a.org/b.", ["https://a.org/b", "."]),
        ("看https://a.org/。请", ["看", "https://a.org/", "。", "请"]),
        ("https://a.org/é", ["https://a.org/é"]),
        ("and/or (a/b)", ["and", "/", "or", "(", "a", "/", "b", ")"]),
    ],
)
def test_address_ends_where_the_text_goes_on(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize("text", ["(/" * 50_000, "(http://" * 15_000, "https://" * 15_000, "(/" + "(" * 100_000])
def test_hostile_addresses_cost_no_more_than_other_text(text):
    assert "".join(map("".join, tokens_of(text))) == text
