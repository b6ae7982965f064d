"""Markdown as volunteers write it, turned into a small set of safe HTML elements.

`markdown-it-py` reads CommonMark with HTML switched off; `nh3` then allows only what is listed here.
"""

import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml

TAGS = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "a", "strong", "em", "blockquote", "br", "hr"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
# A link that starts with two slashes leads to another site although it looks like one of ours.
FOREIGN_WITHOUT_SCHEME = re.compile(r"^[\s\x00-\x20]*[/\\]{2}")

# The text itself holds no "<": it was escaped.
HEADING_LEVEL = re.compile(r"(?<=<h)[2-6](?=>)|(?<=</h)[2-6](?=>)")

markdown_reader = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])


def code_as_paragraph(renderer, tokens, index, options, env) -> str:
    """Code has no element of its own here; at least its lines stay lines."""
    return "<p>{}</p>\n".format(escapeHtml(tokens[index].content.strip("\n")).replace("\n", "<br>\n"))


markdown_reader.add_render_rule("fence", code_as_paragraph)
markdown_reader.add_render_rule("code_block", code_as_paragraph)


def render(text: str, *, top_heading: int = 2) -> SafeString:
    """Return the HTML of a Markdown text.

    Headings are renumbered so that the highest level used becomes `top_heading` and none is skipped:
    an organizer may begin with # or with ###, the page's outline is right either way.
    """
    tokens = markdown_reader.parse(text or "")
    levels = sorted({token.tag for token in tokens if token.type == "heading_open"})
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, top_heading + levels.index(token.tag))}"
    html = markdown_reader.renderer.render(tokens, markdown_reader.options, {})
    return mark_safe(  # noqa: S308 -- cleaned in this very expression
        nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, attribute_filter=keep_attribute, link_rel="noreferrer")
    )


def keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href" and FOREIGN_WITHOUT_SCHEME.match(value):
        return None
    return value


def with_top_heading(html: str, top_heading: int) -> str:
    """HTML that `render` made, its headings moved so that the highest one becomes `top_heading`."""
    levels = [int(level) for level in HEADING_LEVEL.findall(html)]
    step = top_heading - min(levels, default=top_heading)
    return HEADING_LEVEL.sub(lambda found: str(min(6, int(found[0]) + step)), html) if step else html
