"""Text as a row of words that a comparison may mark but never cut, in any script.

`\\w+` would break Hindi and vocalised Arabic, whose vowel signs are marks and not letters; words of scripts written
without spaces (Chinese, Japanese, Thai and others) would be whole sentences, so there each character is a word.
"""

import re
import unicodedata
from functools import cache

# Thai, Lao, Myanmar, Khmer, Tai; Han, Kana and their extensions.
WITHOUT_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\ua9e0-\ua9ff\uaa60-\uaa7f"
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff"
)
JOINERS = "\u200c\u200d"
# Signs that Unicode counts as letters although they are written onto the character before them.
LETTERS_THAT_CLING = "\u0e33\u0eb3\uff9e\uff9f"
SKIN_TONES = "\U0001f3fb-\U0001f3ff"
TAGS = "\U000e0020-\U000e007f"
FLAG_LETTERS = "\U0001f1e6-\U0001f1ff"
INSIDE_WORDS = "'’‑·\u00ad-"
INSIDE_NUMBERS = ".,:٫٬"
SIGNS_IN_ADDRESSES = "!-.:-@\\[-^`{-~"
LAST_MARK_OF_SCRIPTS = 0x1EFFF
CHUNKS = re.compile(r"(\s*)(\S+)")


# A space or nothing before it; then a word, a character of a script without spaces, a sign, or an emoji.
type Token = tuple[str, str]


def normalized(text: str) -> str:
    """Composed characters, single spaces: what people cannot see does not count as a change."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def tokens_of(text: str) -> list[Token]:
    """All of a normalized text; joined together again they give the same text."""
    return token_pattern().findall(text)


def exact_tokens_of(source: str) -> list[Token]:
    """All of any text, as it was typed: here the space before a word is whatever stood there, also ends of lines.

    Joined together again they give the same text, but for spaces at its very end.
    """
    found = []
    for space, chunk in CHUNKS.findall(source):
        first, *others = tokens_of(chunk)
        found += [(space + first[0], first[1]), *others]
    return found


def is_word(token: Token) -> bool:
    return token[1][0].isalnum() and "/" not in token[1]


def is_address(token: Token) -> bool:
    """Only addresses hold a slash or an @ that is not their first character."""
    return "/" in token[1][1:] or "@" in token[1][1:]


def count_words(tokens: list[Token]) -> int:
    """Characters count as words in scripts without spaces; addresses are none."""
    return sum(map(is_word, tokens))


@cache
def token_pattern() -> re.Pattern:
    cling = f"{marks()}{JOINERS}{LETTERS_THAT_CLING}"
    letters = f"[^\\W{WITHOUT_SPACES}]+"
    more = f"(?:[{cling}]+(?:{letters})?)*"
    # A number keeps its point, comma or colon: 2.1, 5,000, 9:30.
    word = f"{letters}{more}(?:(?:[{INSIDE_WORDS}]|(?<=\\d)[{INSIDE_NUMBERS}](?=\\d)){letters}{more})*"
    # Where a link leads to, as `paragraphs` write it; and one that stands in the text, without the full stop after it.
    in_brackets = f"\\((?:https?://|mailto:|/)(?:[!-'*-~]++|\\([!-'*-~]*+\\))*+\\)[{cling}]*"
    address = f"https?://(?:[{SIGNS_IN_ADDRESSES}]*+(?:[/{cling}]|[^\\W{WITHOUT_SPACES}])++)*"
    character = f"[{WITHOUT_SPACES}][{cling}]*"
    flag = f"[{FLAG_LETTERS}]{{2}}"
    sign = f"[^ ](?:[{cling}{SKIN_TONES}{TAGS}]|(?<=\u200d)[^ \\w])*"
    return re.compile(f"( ?)({in_brackets}|{address}|{word}|{character}|{flag}|{sign})")


def marks() -> str:
    """All combining marks, as ranges for a character class."""
    ranges, start = [], None
    for code in range(0x300, LAST_MARK_OF_SCRIPTS + 2):
        is_mark = unicodedata.category(chr(code))[0] == "M"
        if is_mark and start is None:
            start = code
        elif not is_mark and start is not None:
            ranges.append(f"{chr(start)}-{chr(code - 1)}")
            start = None
    return "".join(ranges) + "\U000e0100-\U000e01ef"  # and the variation selectors far behind
