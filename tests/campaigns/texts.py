"""Random texts as people write them, in many scripts, for property tests; and questions about runs."""

import unicodedata
from collections.abc import Iterable

from hypothesis import strategies as st

from campaigns.changes import Run
from campaigns.changes.tokens import WITHOUT_SPACES, normalized

WORDS = [
    "the", "a", "and", "raids", "don’t", "socio-economic", "2.1", "5,000", "(", ")", ".", ",", "“we”", "¿cómo?", "más",
    "e\u0301tat", "Straße", "naïve", "и", "права", "المساهمون", "مُحَمَّد", "و", "،", "لا\u200cيمكن", "हिन्दी", "में", "कार्यकर्ता", "।",
    "我们", "承诺", "，", "の", "参加を", "カースト", "。", "ภาษาไทย", "น้ำ", "한국어", "👩‍👩‍👧", "👍🏽", "🇲🇽🇺🇸", "1️⃣", "*", "_x_", "<b>", "&amp;",
    "(https://a.org/b)", "https://a.org/é.", "(/en/", "(mailto:a@b.c)",
]  # fmt: skip
words = st.one_of(st.sampled_from(WORDS), st.text(max_size=6))
gaps = st.sampled_from([" ", "", "  ", "\n", "\u00a0", " "])


@st.composite
def texts(draw, max_size: int = 30) -> str:
    parts = draw(st.lists(st.tuples(words, gaps), max_size=max_size))
    return normalized("".join(word + gap for word, gap in parts))


@st.composite
def two_versions(draw) -> tuple[str, str]:
    """A text, and the same text with some pieces taken out, put in or put elsewhere."""
    old = draw(st.lists(words, max_size=40))
    new = list(old)
    for _edit in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(new)))
        match draw(st.sampled_from(["insert", "delete", "move"])):
            case "insert":
                new[at:at] = draw(st.lists(words, min_size=1, max_size=4))
            case "delete":
                del new[at : at + draw(st.integers(1, 4))]
            case "move" if new:
                new.insert(at, new.pop(draw(st.integers(0, len(new) - 1))))
    return normalized(" ".join(old)), normalized(" ".join(new))


def old_text(runs: Iterable[Run]) -> str:
    """What stays when everything that was added is taken away."""
    return "".join(run.text for run in runs if run.op != "+")


def new_text(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs if run.op != "-")


def marked(runs: Iterable[Run]) -> list[tuple[str, str]]:
    """Only what was added and removed, without spaces around it."""
    return [(run.op, run.text.strip()) for run in runs if run.op != "=" and run.text.strip()]


def cut_words(runs: tuple[Run, ...]) -> list[str]:
    """Words of which only a part is marked, in either version: must always be empty.

    Knows nothing of our tokens: looks at the two characters on both sides of every border.
    """
    found = []
    for hidden in "+-":
        version = [run for run in runs if run.op != hidden]
        text, place = "".join(run.text for run in version), 0
        for run in version[:-1]:
            place += len(run.text)
            if is_inside_word(text[place - 1], text[place]):
                found.append(text[max(0, place - 10) : place] + "|" + text[place : place + 10])
    return found


def is_inside_word(left: str, right: str) -> bool:
    if clings(right):
        return left != " "
    return all(unicodedata.category(one)[0] in "LNM" and not stands_alone(one) for one in (left, right))


def clings(character: str) -> bool:
    """Marks, joiners and the like: never without the character before them."""
    return unicodedata.category(character)[0] == "M" or character in "\u200d\ufe0f\U0001f3fd"


def stands_alone(character: str) -> bool:
    """Of a script that is written without spaces, so that any two characters may be told apart."""
    ranges = WITHOUT_SPACES.replace("-", "")
    return any(low <= character <= high for low, high in zip(ranges[::2], ranges[1::2], strict=True))
