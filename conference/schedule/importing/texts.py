"""Texts of other systems as ours: web formatting becomes Markdown, and nothing is in them that cannot be stored."""

import html
import re

from nisn_site.kit.decoding import CONTROLS, clean

from .problems import Report

SHORT = 500  # what fits into the summary of a session

LOOKS_LIKE_HTML = re.compile(
    r"</(?:p|div|li|ul|ol|a|b|i|em|strong|h[1-6]|br|span|pre|code|blockquote)\s*>|<br\s*/?>", re.IGNORECASE
)
DROPPED = re.compile(r"<(script|style|head)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
LINK = re.compile(r"<a\b[^>]*\bhref\s*=\s*[\"'](https?://[^\"'\s<>()]+)[\"'][^>]*>([^<]*)</a\s*>", re.IGNORECASE)
ITEM = re.compile(r"<li\b[^>]*>", re.IGNORECASE)
BREAK = re.compile(r"<br\s*/?>|</(?:li|tr)\s*>", re.IGNORECASE)
PARAGRAPH = re.compile(r"</?(?:p|div|ul|ol|h[1-6]|blockquote|pre|table|section|article)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
SPACES = re.compile(r"[ \t\xa0]+")
AROUND_LINES = re.compile(r" *\n *")
EMPTY_LINES = re.compile(r"\n{3,}")


def tidy(text: object, report: Report) -> str:
    """Any value as text that can be stored: a number as its digits, nothing for what is no text."""
    if isinstance(text, bool) or not isinstance(text, (str, int, float)):
        return ""
    text = str(text)
    if CONTROLS.search(text.replace("\r", "")):
        report.once("signs_removed")
    return clean(text).strip()


def as_markdown(text: str, report: Report) -> str:
    """A text that may have been written for a web page, with paragraphs, lists and links as Markdown has them."""
    if LOOKS_LIKE_HTML.search(text):
        report.once("formatting")
        text = DROPPED.sub("", text)
        text = LINK.sub(r"[\2](\1)", text)
        text = PARAGRAPH.sub("\n\n", BREAK.sub("\n", ITEM.sub("\n- ", text)))
        text = html.unescape(TAG.sub("", text))
    text = AROUND_LINES.sub("\n", SPACES.sub(" ", text))
    return EMPTY_LINES.sub("\n\n", text).strip()


def divide(short: str, long: str) -> tuple[str, str]:
    """`(summary, body)` from what a system calls abstract and description: a summary is short and said once."""
    short, long = short.strip(), long.strip()
    if not short and len(long) <= SHORT:
        return long, ""
    if len(short) > SHORT:
        return "", "\n\n".join(dict.fromkeys(part for part in (short, long) if part))
    return short, "" if long == short else long
