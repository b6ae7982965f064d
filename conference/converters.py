from datetime import date

from django.urls import register_converter


class ConferenceSlug:
    """A year in an address, with a word behind it when a year has two conferences: 2007, 2007-fall."""

    regex = r"[0-9]{4}(?:-[a-z0-9]+)*"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class Day:
    """A date in an address: 2007-07-27."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)  # a ValueError is no match

    def to_url(self, value: date | str) -> str:
        return str(value)


# In a module of its own: Django may read the addresses twice, but a converter can be registered only once.
register_converter(ConferenceSlug, "conference")
register_converter(Day, "day")
