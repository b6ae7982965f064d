"""A table as text, whatever file it came in."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is the one that the program shows beside the row, counted from 1."""

    number: int
    cells: tuple[str, ...]

    def cell(self, at: int) -> str:
        return self.cells[at].strip() if at < len(self.cells) else ""

    @property
    def filled(self) -> list[str]:
        return [cell.strip() for cell in self.cells if cell.strip()]


@dataclass(slots=True)
class Sheet:
    """Rows with something in them. Dates and times are written as `2007-07-27`, `09:30` or both with a space.

    `title` is the name of the sheet; `name` is it, too, where there are several. Of merged cells, `continued` has those
    that go on downwards, as `(number of the row, column)`, and `widths` over how many columns they reach.
    """

    name: str
    rows: list[Row] = field(default_factory=list)
    title: str = ""
    is_grid: bool = False
    continued: set[tuple[int, int]] = field(default_factory=set)
    widths: dict[tuple[int, int], int] = field(default_factory=dict)

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)
