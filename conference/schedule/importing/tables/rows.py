"""What the rows of a table say, once it is clear what its columns mean."""

from django.utils.translation import gettext as _

from ..dates import Order, order_of, read_day
from ..kind_words import read_kind
from ..language_words import read_languages
from ..people import read_people
from ..problems import Report
from ..programme import Led, SessionEntry, Setting, SlotEntry, Use
from ..texts import as_markdown, divide
from ..words import folded, one_line
from .columns import Columns
from .table import Row, Sheet
from .times import Cells, Times, needs_afternoon

CANCELLED = {"cancelled", "canceled", "cancelada", "cancelado", "abgesagt", "annule", "annulee"}


class RowReader:
    """`is_afternoon` says whether 1:00 to 6:59 is after noon; None lets us guess."""

    def __init__(self, sheet: Sheet, columns: Columns, setting: Setting, report: Report, *, is_afternoon: bool | None):
        self.sheet, self.columns, self.setting, self.report = sheet, columns, setting, report
        self.rows = [row for row in sheet.rows if row.number > columns.header]
        if is_afternoon is None and (is_afternoon := needs_afternoon(self.text(row, "start") for row in self.rows)):
            report.once("afternoon")
        order = order_of([self.text(row, "date") or self.text(row, "start") for row in self.rows], setting)
        day = read_day(sheet.title, setting, order)
        self.times = Times(setting, report, order, is_afternoon=bool(is_afternoon), day=day)
        self.note_order(order)

    def note_order(self, order: Order) -> None:
        """Says so where the first date could be another day."""
        if not order.is_guess:
            return
        other = Order(day_first=not order.day_first)
        for row in self.rows:
            text = one_line(self.text(row, "date"))
            day = read_day(text, self.setting, order)
            if day and day != (read_day(text, self.setting, other) or day):
                self.report.once("date_order", text=text, day=day)
                return

    def sessions(self) -> list[SessionEntry]:
        return [session for row in self.rows if (session := self.session(row))]

    def text(self, row: Row, meaning: str) -> str:
        return "\n\n".join(cell for at in self.columns.of(meaning) if (cell := row.cell(at)))

    def line(self, row: Row, meaning: str) -> str:
        return one_line(self.text(row, meaning))

    def place(self, row: Row) -> str:
        if self.sheet.name:
            return _("Sheet “%(sheet)s”, row %(row)d") % {"sheet": self.sheet.name, "row": row.number}
        return _("Row %(row)d") % {"row": row.number}

    def session(self, row: Row) -> SessionEntry | None:
        place = self.place(row)
        if self.is_heading(row, place):
            return None
        title = self.line(row, "title")
        summary, body = divide(self.line(row, "subtitle"), as_markdown(self.text(row, "summary"), self.report))
        return SessionEntry(
            place, title, self.line(row, "number"), kind=read_kind(self.line(row, "kind")), summary=summary, body=body,
            goal=self.text(row, "goal"), bring=self.text(row, "bring"), topic=self.line(row, "topic"),
            place=self.line(row, "place"), languages=self.languages(row), led_by=self.people(row),
            slots=self.slots(row, title, place),
        )  # fmt: skip

    def is_heading(self, row: Row, place: str) -> bool:
        """A row with one thing in it: a day for the rows below, or words that are no session."""
        if len(row.filled) > 1:
            return False
        words = one_line(row.filled[0])
        if self.times.begin_day(words):
            return True
        if "start" not in self.columns.meanings and self.line(row, "title"):
            return False
        self.report.add("heading", place, title=words)
        return True

    def languages(self, row: Row) -> tuple[Use, ...]:
        spoken = read_languages(self.text(row, "language"), self.report)
        interpreted = read_languages(self.text(row, "interpreted"), self.report, how="interpreted")
        return tuple(dict.fromkeys([*spoken, *(use for use in interpreted if Use(use.language) not in spoken)]))

    def people(self, row: Row) -> list[Led]:
        columns = self.columns.of("people")
        organization = self.line(row, "organization")
        found = [one for at in columns for one in read_people(row.cell(at), self.report, is_one=len(columns) > 1)]
        return [one if one.organization else Led(one.name, one.role, organization) for one in found]

    def slots(self, row: Row, title: str, place: str) -> list[SlotEntry]:
        room = self.line(row, "room")
        when = (self.line(row, name) for name in ("date", "start", "end", "length"))
        moments = self.times.moments(Cells(place, title, *when, has_room=bool(room)))
        is_cancelled = bool(CANCELLED.intersection(folded(self.line(row, "state")).split()))
        return [SlotEntry(room, *moments, is_cancelled)] if moments else []
