import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nisn_site.kit.plain_text import plain_text

HOST = "https://site.example"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("", ""),
        ("Come to **Richmond** on *Friday*,\n`room 2`.", "Come to Richmond on Friday, room 2."),
        ("One line  \nand the next", "One line\nand the next"),
        ("# News\nFirst.\n\nSecond.\n## More\nThird.", "News\n\nFirst.\n\nSecond.\n\n\nMore\n\nThird."),
        ("Write \\*this\\* &amp; that", "Write *this* & that"),
        ("- a\n- b\n  - c\n- d", "- a\n- b\n  - c\n- d"),
        ("- a\n\n- b\n\n  more of b", "- a\n\n- b\n\n  more of b"),
        ("9. a\n1. b", "9. a\n10. b"),
        ("> said\n> so\n>\n> twice", "> said so\n>\n> twice"),
        ("a\n\n---\n\nb", "a\n\n———\n\nb"),
        ("```\nx\n  y\n```", "x\n  y"),
        ("-", "-"),
    ],
)
def test_marks_are_gone_and_the_form_stays(markdown, text):
    assert plain_text(markdown) == text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Read [our **plan**](https://a.example/x?y=1).", "Read our plan (https://a.example/x?y=1)."),
        ("Read [this](/en/2007/).", "Read this (https://site.example/en/2007/)."),
        ("Read [this][1].\n\n[1]: /en/2007/", "Read this (https://site.example/en/2007/)."),
        ("<https://a.example/>", "https://a.example/"),
        ("[https://a.example/](https://a.example/)", "https://a.example/"),
        ("<ana@example.org>, [write](mailto:ana@example.org)", "ana@example.org, write (ana@example.org)"),
        ("[call](tel:+1-202-555-0101)", "call (+1-202-555-0101)"),
        ("[](https://a.example/)", "(https://a.example/)"),
        ("[there](//evil.example), [here](#part), [near](page)", "there, here, near"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
    ],
)
def test_links_say_where_they_lead(markdown, text):
    assert plain_text(markdown, origin=HOST) == text


@settings(max_examples=60, deadline=None)
@example("` `")
@given(st.text(alphabet="ab *_#>-1.[]()`~\n\t\\<&;:/!", max_size=200))
def test_whatever_is_typed_becomes_a_text_of_its_letters(markdown):
    text = plain_text(markdown, origin=HOST)

    assert text.count("b") <= markdown.count("b") * 2
    assert not any(line.endswith(" ") for line in text.split("\n"))
