"""What may stand in a text that somebody types: every name in every script, and nothing that deceives or breaks.

Signs that nobody sees and nobody misses are taken out. What we cannot keep is refused in words, by ValidationError.
The rules follow measurements with real names and hostile values (tests/hostile/corpus.py).
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_MARKS = 4  # Hebrew with vowels, Vietnamese, Thai, Tibetan need up to four in a row; "zalgo" text has dozens

# Turn the direction of what follows (U+061C, U+200E and U+200F do not: they are needed in mixed Arabic and Hebrew).
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Letters that show nothing at all and can hide words; only the flags of England, Scotland and Wales need them.
TAGS = re.compile("(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f)|[\U000e0000-\U000e007f]")
NEVER_SEEN = re.compile("[\u00ad\u180e\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb]")
LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x09\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
# Look empty without being spaces, or join what is not there.
FILLERS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u200b-\u200f\u061c\u2800\u3164\uffa0\ufe00-\ufe0f]")


def clean_line(text: str) -> str:
    """One line: NFC, without invisible signs; raises ValidationError for what a line cannot hold."""
    text = visible(text.replace("\t", " ")).strip()
    if CONTROLS.search(text) or LINE_ENDS.search(text):
        raise ValidationError(
            _("Write this in one line. There is a sign in it that is no letter: delete it, then type it again."),
            code="control",
        )
    return checked(text)


def clean_lines(text: str) -> str:
    """Many lines, ended by LF: as `clean_line`, but control signs are dropped, since pasted texts are full of them."""
    text = LINE_ENDS.sub("\n", visible(text))
    text = CONTROLS.sub("", text.replace("\t", " "))
    return checked("\n".join(line.rstrip() for line in text.split("\n")).strip())


def visible(text: str) -> str:
    text = TAGS.sub(lambda found: found[1] or "", text)
    return NEVER_SEEN.sub("", TURNS.sub("", text))


def checked(text: str) -> str:
    """The text in NFC, empty when it only looks like one; raises ValidationError for signs nobody can read."""
    text = unicodedata.normalize("NFC", text)
    marks = 0
    for sign in text:
        category = unicodedata.category(sign)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks > MOST_MARKS:
            raise ValidationError(
                _("There are too many accents in a row. Write the letters without them."), code="marks"
            )
        if category in {"Co", "Cs"} or is_no_character(sign):
            words = _("We cannot show the sign “%(sign)s” (%(number)s). Leave it out.")
            raise ValidationError(words, code="unreadable", params={"sign": sign, "number": f"U+{ord(sign):04X}"})
    return text if FILLERS.sub("", text).strip() else ""


def is_no_character(sign: str) -> bool:
    """One of the 66 numbers that Unicode will never give to a character."""
    return 0xFDD0 <= ord(sign) <= 0xFDEF or ord(sign) & 0xFFFE == 0xFFFE
