"""The organizers' desk for feedback: all remarks as a list, those on a section beside its text, each on its own page."""

from . import answers, people, remarks

__all__ = ["answers", "people", "remarks"]
