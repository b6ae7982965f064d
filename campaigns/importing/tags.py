"""HTML tags in a text that is not HTML. Our Markdown knows none of them, so they would show as they are written."""

import re

WITH_CONTENT = re.compile(r"<(script|style|template|iframe|noscript)\b[^<>]*>", re.IGNORECASE)
LINE_BREAK = re.compile(r"<br\b[^<>]*>[ \t]*\n?", re.IGNORECASE)
TAG = re.compile(
    r"</?(?:a|abbr|article|b|big|blockquote|body|center|cite|code|dd|del|div|dl|dt|em|embed|figure|font|footer|form|h[1-6]|"
    r"head|header|hr|html|i|iframe|img|input|ins|kbd|li|link|main|mark|meta|nav|object|ol|p|pre|q|s|samp|script|section|"
    r"small|span|strike|strong|style|sub|sup|svg|table|tbody|td|template|th|thead|title|tr|tt|u|ul|video)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def without_tags(text: str) -> tuple[str, list[str]]:
    """The text without comments, scripts and tags, and what was taken out of it. A `<br>` becomes a line end."""
    if "<" not in text:
        return text, []
    text, dropped = without_comments(text)
    text, scripts = without_scripts(text)
    tags = [*LINE_BREAK.findall(text), *TAG.findall(text)]
    return TAG.sub("", LINE_BREAK.sub("\n", text)), dropped + scripts + tags


def without_comments(text: str) -> tuple[str, list[str]]:
    kept, dropped, at = [], [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[at:start])
        dropped.append(text[start : end + 3])
        at = end + 3
    return "".join([*kept, text[at:]]), dropped


def without_scripts(text: str) -> tuple[str, list[str]]:
    """Tags together with what they hold. Each name is looked for to the end at most once in vain."""
    kept, dropped, at, never_closed = [], [], 0, set()
    for tag in WITH_CONTENT.finditer(text):
        name = tag[1].lower()
        if tag.start() < at or name in never_closed:
            continue
        end = re.compile(f"</{name}[^<>]*>?", re.IGNORECASE).search(text, tag.end())
        if not end:
            never_closed.add(name)
            continue
        kept.append(text[at : tag.start()])
        at = end.end()
        dropped.append(text[tag.start() : at])
    return "".join([*kept, text[at:]]), dropped
