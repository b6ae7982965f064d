from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nisn_site.kit.markdown import ATTRIBUTES, TAGS, render, with_top_heading
from tests.html import elements


@pytest.mark.parametrize("text", ["# A\n\n## B", "### A\n\n#### B", "# A\n\n###### B"])
def test_render_renumbers_headings_without_gaps(text):
    assert render(text) == "<h2>A</h2>\n<h3>B</h3>\n"


def test_render_starts_headings_at_the_level_asked_for():
    assert render("# A", top_heading=4) == "<h4>A</h4>\n"


def test_render_never_goes_below_the_sixth_heading():
    assert render("# A\n\n## B\n\n### C", top_heading=5) == "<h5>A</h5>\n<h6>B</h6>\n<h6>C</h6>\n"


def test_render_keeps_lists_links_and_stress():
    html = render("- **one**\n- *two* [three](/en/news/)")

    assert html == (
        "<ul>\n<li><strong>one</strong></li>\n"
        '<li><em>two</em> <a href="/en/news/" rel="noreferrer">three</a></li>\n</ul>\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,hi)",
        "[x](vbscript:x)",
        '<a href="https://ok.example" onclick="x()">x</a>',
        "![x](https://evil.example/pixel.png)",
        "<svg/onload=alert(1)>",
        "<iframe src=//evil.example></iframe>",
        "<style>p{display:none}</style>",
    ],
)
def test_render_lets_no_active_content_through(text):
    for name, attributes in elements(render(text)):
        assert name in TAGS
        assert set(attributes) <= {"href", "rel", "start"}
        assert attributes.get("href", "https:").split(":")[0] in {"https", "http", "mailto"}


@pytest.mark.parametrize("href", ["//evil.example", "\\\\evil.example", "/\\evil.example", " //evil.example"])
def test_render_drops_links_that_only_look_like_ours(href):
    for _name, attributes in elements(render(f"[x](<{href}>)"), "a"):
        assert urlsplit(urljoin("https://ours.example/en/", attributes.get("href", ""))).netloc == "ours.example"


@given(st.text(max_size=300))
def test_render_makes_only_listed_elements_of_any_text(text):
    for name, attributes in elements(render(text)):
        assert name in TAGS
        assert set(attributes) <= ATTRIBUTES.get(name, set()) | {"rel"}


def test_render_reads_a_long_hostile_text_quickly_enough_to_finish():
    assert render("[" * 5_000 + "*" * 5_000).startswith("<p>")


@pytest.mark.parametrize(
    ("top_heading", "expected"),
    [(3, "<h3>A</h3><p>&lt;h4&gt;</p><h4>B</h4>"), (4, "<h4>A</h4><p>&lt;h4&gt;</p><h5>B</h5>"), (6, "<h6>A</h6><p>&lt;h4&gt;</p><h6>B</h6>")],
)  # fmt: skip
def test_headings_move_below_another_level(top_heading, expected):
    html = render("# A\n\n<h4>\n\n## B", top_heading=4)

    assert with_top_heading(html, top_heading).replace("\n", "") == expected


def test_text_without_headings_stays_as_it_is():
    assert with_top_heading("<p>2</p>", 3) == "<p>2</p>"


@pytest.mark.parametrize("source", ["```\none <b>\n  two\n```", "    one <b>\n      two"])
def test_lines_of_code_stay_lines_of_a_paragraph(source):
    assert render(source) == "<p>one &lt;b&gt;<br>\n  two</p>\n"
