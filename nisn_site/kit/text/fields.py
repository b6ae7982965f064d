"""Form fields for what visitors type: the rules of this room, and words that say how much is too much."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import ngettext

from .rules import clean_line, clean_lines


class ShortEnough(MaxLengthValidator):
    """Says by how much a text is too long."""

    def __call__(self, value):
        if (over := len(value) - self.limit_value) > 0:
            words = ngettext(
                "Make this shorter by %(over)d character. The longest we can take is %(limit)d.",
                "Make this shorter by %(over)d characters. The longest we can take is %(limit)d.",
                over,
            )
            raise ValidationError(words, code="max_length", params={"over": over, "limit": self.limit_value})


class CleanTextField(forms.CharField):
    """A text with a longest length, and no `maxlength`: browsers cut a pasted text at it without a word."""

    rules = staticmethod(clean_line)

    def __init__(self, *, longest: int, **options):
        super().__init__(**options)
        self.widget.attrs.setdefault("dir", "auto")
        self.longest = longest
        self.validators.append(ShortEnough(longest))

    def to_python(self, value):
        text = super().to_python(value)
        # Far too long a text is refused by its length alone: to put a megabyte of accents in order takes minutes.
        return text if len(text) > 2 * self.longest + 1_000 else self.rules(text)


class OneLineField(CleanTextField):
    """A name, a place, a subject."""


class ManyLinesField(CleanTextField):
    """A message or a remark: plain text, lines ended by LF."""

    rules = staticmethod(clean_lines)
    widget = forms.Textarea

    def __init__(self, *, longest: int, rows: int = 8, **options):
        super().__init__(longest=longest, **options)
        self.widget.attrs |= {"rows": rows}
