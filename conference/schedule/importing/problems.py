"""What a file says that we had to repair, leave out or want somebody to look at: each a numbered sentence."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Outcome(StrEnum):
    REPAIRED = "repaired"
    REFUSED = "refused"
    NOTED = "noted"


REPAIRED, REFUSED, NOTED = Outcome.REPAIRED, Outcome.REFUSED, Outcome.NOTED

WORDS: dict[str, tuple[Outcome, Promise]] = {
    # times
    "ends_before_start": (REPAIRED, _("“%(title)s” ends at %(end)s, before it starts at %(start)s. We exchanged the two.")),
    "ends_long_before_start": (REPAIRED, _("“%(title)s” ends at %(end)s, before it starts at %(start)s. We gave it %(minutes)s minutes. Check its end.")),
    "end_in_the_afternoon": (REPAIRED, _("“%(title)s” ends at %(end)s, before it starts at %(start)s. We took the afternoon for its end.")),
    "too_long": (REPAIRED, _("“%(title)s” lasts %(hours)s hours. A session lasts 24 at most, so we end it after 24. Check its end.")),
    "no_length": (REPAIRED, _("“%(title)s” ends when it starts, at %(start)s. We gave it %(minutes)s minutes. Check its end.")),
    "no_end": (REPAIRED, _("The file does not say when sessions end. Each ends when the next one begins in its room, after an hour at most. Check the ends.")),
    "after_midnight": (REPAIRED, _("“%(title)s” begins at %(start)s, after midnight. It belongs to the evening before: the night after %(day)s.")),
    "afternoon": (REPAIRED, _("The times have no am or pm, and the evening would be empty. We took 1:00 to 6:59 for the afternoon.")),
    "time_does_not_exist": (REPAIRED, _("“%(title)s”: there is no %(start)s on %(day)s, since clocks are put forward. We took an hour later.")),
    "time_is_twice": (NOTED, _("“%(title)s”: there are two times %(start)s on %(day)s, since clocks are put back. We took the first.")),
    "no_time": (NOTED, _("“%(title)s” has no time. It is among the sessions that are not on the schedule yet.")),
    "unreadable_time": (REPAIRED, _("“%(title)s”: we cannot read the time “%(text)s”. It is among the sessions that are not on the schedule yet.")),
    "unreadable_end": (REPAIRED, _("“%(title)s”: we cannot read its end “%(text)s”. We guessed it. Check its end.")),
    "unreadable_date": (REPAIRED, _("“%(title)s”: we cannot read the date “%(text)s”. It is among the sessions that are not on the schedule yet.")),
    "impossible_date": (REPAIRED, _("“%(title)s” is said to be in the year %(text)s, so we took no time for it. It is not on the schedule yet.")),
    "date_order": (NOTED, _("“%(text)s” may mean two days. We took %(day)s.")),
    "no_own_date": (NOTED, _("Sessions have no date of their own. We took the day under which each is listed.")),
    "day_is_not_theirs": (REPAIRED, _("The day under which sessions are listed is not the one they are on. We went by the date and time of each session.")),
    "no_zone": (NOTED, _("The file does not say its time zone. We took that of the conference, %(zone)s.")),
    "unknown_zone": (REPAIRED, _("We do not know the time zone “%(text)s”. We took that of the conference, %(zone)s.")),
    "other_zone": (NOTED, _("The times of the file are those of %(text)s. We show them in the zone of the conference, %(zone)s.")),
    # what sessions are
    "no_title": (REPAIRED, _("There is no title. We call it “%(title)s”. Give it one, or take it out.")),
    "long_title": (REPAIRED, _("The title “%(title)s” is longer than %(most)s characters. We shortened it; its text begins with the whole title.")),
    "long_text": (REPAIRED, _("A text of “%(title)s” is longer than %(most)s characters. We left out its end.")),
    "long_name": (REPAIRED, _("The name “%(title)s” is longer than %(most)s characters. We left out its end.")),
    "same_number": (REPAIRED, _("“%(title)s” has the number of another session. We took both as sessions of their own.")),
    "not_a_number": (REPAIRED, _("“%(title)s” has the number “%(text)s”, which says nothing outside its system. We made a lasting one from it.")),
    "twice": (REFUSED, _("“%(title)s” is in the file twice, at the same time and in the same room. We took it once.")),
    "one_session": (NOTED, _("“%(title)s” is in the file several times, with the same text and people. We took it as one session at several times.")),
    "repeats": (REFUSED, _("“%(title)s” repeats by a rule, which we do not read. We took the first time. Add the others by hand.")),
    "not_confirmed": (REFUSED, _("“%(title)s” is marked “%(text)s”, so it will not happen. We left it out.")),
    "long_about": (REPAIRED, _("What is said about people is longer than %(most)s characters. We took the beginning.")),
    "heading": (REFUSED, _("There is only “%(title)s” in it. We took it for a heading and left it out.")),
    "not_a_session": (REFUSED, _("There is something that is not a session. We left it out.")),
    "no_such_language": (REPAIRED, _("We do not know the language “%(text)s” and left it out.")),
    "organization_of": (NOTED, _("What stands behind a comma after a name was taken for the organization, as in “%(text)s”.")),
    "rooms_are_one": (REPAIRED, _("We took “%(text)s” and “%(title)s” for one room.")),
    "no_room": (NOTED, _("“%(title)s” has no room. It is among the sessions that are not on the schedule yet.")),
    "name_missing": (REFUSED, _("Somebody leads “%(title)s” whose name is empty. We left that person out.")),
    "formatting": (NOTED, _("Texts have formatting for web pages. We took their words, paragraphs and links.")),
    "not_taken": (NOTED, _("We have no place for this, and left it in the file: %(text)s.")),
    "grid": (NOTED, _("The table is a grid of rooms and times. We made a row of each cell with something in it: title, then text.")),
    "other_sheets": (NOTED, _("The sheet “%(text)s” has no table of sessions that fits. We left it out.")),
    "other_columns": (NOTED, _("We did not take these columns: %(text)s.")),
    "letters_guessed": (NOTED, _("The file does not say how its letters are stored. Check accents and quotation marks.")),
    "signs_removed": (REPAIRED, _("There were characters in it that cannot be shown. We left them out.")),
    "broken_lines": (REPAIRED, _("We could not read a line: “%(text)s”. We went on without it.")),
}  # fmt: skip


@dataclass(slots=True)
class Problem:
    """One sentence. `place` is where in the file, as `Row 12`, empty for the whole; `count` how often it was so."""

    code: str
    place: str = ""
    params: dict[str, str] = field(default_factory=dict)
    count: int = 1

    @property
    def outcome(self) -> Outcome:
        return WORDS[self.code][0]

    @property
    def words(self) -> str:
        sentence = str(WORDS[self.code][1]) % self.params
        return f"{self.place}: {sentence}" if self.place else sentence

    def __str__(self):
        return f"{self.words} ({self.count})" if self.count > 1 else self.words


class Report:
    """Collects problems in the order in which they were met."""

    def __init__(self):
        self.problems: list[Problem] = []
        self.by_code: dict[tuple[str, str], Problem] = {}

    def add(self, code: str, place: str = "", **params) -> None:
        """One more thing at one place."""
        self.problems.append(Problem(code, place, {name: shortened(str(value)) for name, value in params.items()}))

    def once(self, code: str, *, count: int = 1, about: str = "", **params) -> None:
        """Something that is so in many places, said in one sentence with their number and the first of them.

        `about` tells such sentences of one code apart.
        """
        if known := self.by_code.get((code, about)):
            known.count += count
        else:
            self.add(code, **params)
            self.by_code[code, about] = self.problems[-1]
            self.problems[-1].count = count


def shortened(text: str, most: int = 120) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
