"""Lines of text that are fit for a mail: without controls, and beginning on the right side."""

import unicodedata

STRONGLY_RTL = {"R", "AL"}
RIGHT_TO_LEFT_MARK = "\u200f"


def one_line(text: str) -> str:
    """Without line breaks and other controls: fit for a header."""
    return " ".join(without_controls(text, keep="").split())


def without_controls(text: str, *, keep: str = "\n\t") -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        letter if letter in keep or unicodedata.category(letter) not in {"Cc", "Zl", "Zp"} else " " for letter in text
    )


def marked_right_to_left(text: str) -> str:
    """Lines that hold words from right to left, but begin with a digit or a name in Latin letters, still begin right."""
    return "\n".join(
        RIGHT_TO_LEFT_MARK + line if any(map(is_rtl, line)) and not is_rtl(line[0]) else line
        for line in text.split("\n")
    )


def is_rtl(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in STRONGLY_RTL
