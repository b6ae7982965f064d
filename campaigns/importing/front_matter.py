"""Lines that programs put before a Markdown text: title, layout, version. They are no part of the draft."""

import re

FENCES = ("---", "+++")
SETTING = re.compile(r"[\w-]+\s*[:=]")
MOST_LINES = 60


def without_front_matter(text: str) -> tuple[str, list[str]]:
    """The text without it, and what it was."""
    lines = text.lstrip("\n").split("\n")
    fence = lines[0].strip()
    if fence not in FENCES:
        return text, []
    for number, line in enumerate(lines[1:MOST_LINES], start=1):
        if line.strip() == fence:
            inside = lines[1:number]
            is_settings = inside and all(SETTING.match(one) or one[:1] in " \t#-" or not one for one in inside)
            return ("\n".join(lines[number + 1 :]), ["\n".join(inside)]) if is_settings else (text, [])
    return text, []
