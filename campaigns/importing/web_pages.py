"""HTML as Markdown: first cleaned of everything that is not text, then translated."""

import re

import nh3
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from markdownify import MarkdownConverter

from nisn_site.kit.markdown import keep_attribute

MOST_TAGS = 60_000  # after cleaning; a text of 20,000 words has less than a tenth
BLOCKS = {
    "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "hr", "br", "pre", "section", "article", "main",
    "header", "footer", "nav", "aside", "figure", "figcaption", "center", "address", "dl", "dt", "dd", "details", "summary",
    "fieldset", "form", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th",
}  # fmt: skip
TAGS = BLOCKS | {"a", "b", "strong", "i", "em"}
WITH_CONTENT = {
    "script",
    "style",
    "template",
    "iframe",
    "noscript",
    "title",
    "object",
    "svg",
    "math",
    "select",
    "textarea",
}
PIECES = re.compile(rf"<({'|'.join(sorted(WITH_CONTENT))})\b[^<>]*>", re.IGNORECASE)
TABLE_PARTS = {"table", "caption", "thead", "tbody", "tfoot", "tr"}
KNOWN_TO_TRANSLATOR = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "hr",
    "br",
    "pre",
    "dl",
    "dt",
    "dd",
}
# As one block each, like a div: the translator knows no others and would run their words together.
LIKE_DIV = BLOCKS - TABLE_PARTS - KNOWN_TO_TRANSLATOR
# Elements that are written without an end, so that they say nothing about how deep a page is.
OFTEN_OPEN = {
    "p", "li", "br", "hr", "img", "input", "meta", "link", "dt", "dd", "td", "th", "tr", "option", "thead", "tbody", "tfoot", "col", "colgroup",
    "area", "base", "embed", "param", "source", "track", "wbr",
}  # fmt: skip
DEEPEST = 1_000  # reading takes time that grows with the square of it
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
TOO_LONG = _("This page is too long to read. Copy the text alone and paste it here.")
TOO_DEEP = _("This page is built in a way we cannot read. Copy the text as your browser shows it and paste it here.")


class Translator(MarkdownConverter):
    class Options(MarkdownConverter.DefaultOptions):
        heading_style = "atx"
        bullets = "-"
        strong_em_symbol = "*"

    def convert_pre(self, _el, text, parent_tags):
        return f"\n\n{text.strip()}\n\n"

    def convert_dt(self, _el, text, parent_tags):
        return f"\n\n**{' '.join(text.split())}**\n\n" if text.strip() else ""

    def convert_dd(self, _el, text, parent_tags):
        return f"\n\n{text.strip()}\n\n"


def web_page_as_markdown(html: str) -> tuple[str, list[str]]:
    """The Markdown, and what was left out. Raises ValidationError (`page_too_long`, `page_too_deep`)."""
    if depth_of(html) > DEEPEST:
        raise ValidationError(TOO_DEEP, code="page_too_deep")
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        attribute_filter=keep_attribute,
        clean_content_tags=WITH_CONTENT,
        link_rel=None,
        strip_comments=True,
    )
    if clean.count("<") > MOST_TAGS:
        raise ValidationError(TOO_LONG, code="page_too_long")
    try:
        page = BeautifulSoup(clean, "html.parser")
        unfold_tables(page)
        for block in page.find_all(sorted(LIKE_DIV)):
            block.name = "div"
        markdown = Translator().convert_soup(page)
    except RecursionError as error:
        raise ValidationError(TOO_DEEP, code="page_too_deep") from error
    return markdown, sorted({f"<{name.lower()}>" for name in PIECES.findall(html)})


def depth_of(html: str) -> int:
    """How many elements lie in each other at most, roughly."""
    depth = deepest = 0
    for closes, name in TAG.findall(html):
        if name.lower() not in OFTEN_OPEN:
            depth = max(0, depth - 1) if closes else depth + 1
            deepest = max(deepest, depth)
    return deepest


def unfold_tables(page) -> None:
    """A row of short cells becomes one line; where cells hold paragraphs, the table only placed them side by side."""
    for row in page.find_all("tr"):
        cells = row.find_all(["td", "th"], recursive=False)
        is_layout = any(cell.find(sorted(BLOCKS - {"br"})) for cell in cells)
        filled = [cell for cell in cells if not is_layout and cell.get_text(strip=True)]
        for cell in filled[:-1]:
            cell.append(" | ")
        for cell in cells:
            cell.name = "div" if is_layout else "span"
    for part in page.find_all(sorted(TABLE_PARTS)):
        part.name = "div"
