"""What a reader sees of a section, as the comparison takes it."""

import pytest

from campaigns.changes.paragraphs import paragraphs_of
from nisn_site.kit.markdown import render


def seen(markdown: str) -> list[tuple[str, int, str]]:
    return [(one.block, one.depth, one.text) for one in paragraphs_of(render(markdown, top_heading=4))]


@pytest.mark.parametrize(
    ("markdown", "paragraphs"),
    [
        ("", []),
        ("One\ntwo.\n\nThree.", [("p", 0, "One two."), ("p", 0, "Three.")]),
        ("# Why\nBecause.", [("heading", 0, "Why"), ("p", 0, "Because.")]),
        ("- a\n- b\n  - c\n", [("li", 1, "a"), ("li", 1, "b"), ("li", 2, "c")]),
        ("1. a\n\n   more\n2. b", [("li", 1, "a"), ("p", 1, "more"), ("li", 1, "b")]),
        ("> We said so.", [("quote", 0, "We said so.")]),
        ("*We* __act__ `now`.", [("p", 0, "We act now.")]),
        ("[Call us](https://example.org/a?b=1&c=2).", [("p", 0, "Call us (https://example.org/a?b=1&c=2).")]),
        ("<https://example.org/>", [("p", 0, "https://example.org/")]),
        ("<amina@example.org>", [("p", 0, "amina@example.org")]),
        ("[](https://example.org/)", [("p", 0, "https://example.org/")]),
        ("[a **b**](/c)", [("p", 0, "a b (/c)")]),
        ("```\none\n  two\n```", [("p", 0, "one two")]),
        ("Line  \nbreak", [("p", 0, "Line break")]),
        ("a\n\n---\n\nb", [("p", 0, "a"), ("rule", 0, "⁂"), ("p", 0, "b")]),
        ("5 < 6 & \"so\" <b>on</b>", [("p", 0, '5 < 6 & "so" <b>on</b>')]),
        ("Cafe\u0301", [("p", 0, "Caf\u00e9")]),
    ],
)  # fmt: skip
def test_section_is_read_as_its_paragraphs(markdown, paragraphs):
    assert seen(markdown) == paragraphs


def test_only_the_look_tells_bold_from_plain():
    [plain], [bold] = paragraphs_of("<p>We act.</p>"), paragraphs_of("<p>We <strong>act</strong>.</p>")

    assert plain.text == bold.text
    assert plain.look != bold.look


def test_items_of_lists_carry_what_stands_before_them():
    source = "7. seven\n8. eight\n\n   more of eight\n\n- point"
    found = [(one.marker, one.text) for one in paragraphs_of(render(source))]

    assert found == [("7.", "seven"), ("8.", "eight"), ("", "more of eight"), ("•", "point")]


def test_spaces_and_ends_of_lines_are_no_other_look():
    assert paragraphs_of(render("We *act*\nnow.")) == paragraphs_of(render("We  *act* now."))
