"""The preview of an import. It keeps nothing on the server: all of it travels in its form, again and again."""

import json
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from ..drafting.objections import MOST_SECTIONS
from ..models.limits import HEADING_LENGTH
from .forms import DROP, KEEP, Passages, RestForm
from .marked_headings import fenced_lines, plain
from .placing import numbers_of, place_sections
from .planning import JOINED, LEFT_OUT, NEW_TEXT, SAME, Basis, Planned, Row, certainty, match_rows, planned
from .section_select import Options
from .sections import tidy_body
from .why import Why

CHANGED = _(
    "Somebody changed the draft since you began. Your corrections are kept; look at what is the same section as which."
)
SPLIT = _(
    "We began a new section at each line that you began with #. Look at them, then put them into the working draft."
)
TOO_MANY = _("These are more than 300 sections. Take a shorter text, or divide it into two proposals.")
MOST_NOTES, LONGEST_NOTE = 20, 300


class Preview:
    """Rows as forms, with all that the page says about them. The first is made by `of_rows`, the others of what came back."""

    def __init__(self, data: dict, basis: Basis):
        self.basis = basis
        self.data = data
        self.errors: list[str] = []
        self.messages: list[str] = []
        self.notes = notes_in(data.get("notes", ""))
        self.passages = Passages(data, prefix="s", form_kwargs={"options": Options(basis.existing)})
        self.passages.is_valid()
        self.rows = [form.row() for form in self.passages.forms]
        used = {one.key for one in planned(self.rows)}
        self.rest = RestForm(data, rest=[one for one in basis.existing if one.key not in used])

    @classmethod
    def of_rows(
        cls, rows: list[Row], basis: Basis, *, notes: list[str], answers: dict[str, str] | None = None
    ) -> "Preview":
        """`answers` say for keys of sections whether they are kept; without them, all are."""
        data = {
            "s-TOTAL_FORMS": len(rows),
            "s-INITIAL_FORMS": len(rows),
            "seen": basis.seen,
            "notes": json.dumps(notes),
        }
        for at, row in enumerate(rows):
            for name in ("place", "heading", "body", "same_as", "why"):
                data[f"s-{at}-{name}"] = str(getattr(row, name))
        if answers is None:
            answers = {one.key: KEEP for one in basis.existing}
        data |= {f"rest-{key}": answer for key, answer in answers.items()}
        return cls(data, basis)

    @property
    def is_complete(self) -> bool:
        """Whether the form came whole; it is not when somebody made it up."""
        return self.passages.management_form.is_valid() and bool(self.passages.forms)

    @property
    def answers(self) -> dict[str, str]:
        return {name.removeprefix("rest-"): value for name, value in self.data.items() if name.startswith("rest-")}

    @property
    def left_out(self) -> set[str]:
        return {key for key, answer in self.answers.items() if answer == DROP}

    @property
    def seen(self) -> str:
        return self.data.get("seen", "")

    @property
    def is_of_changed_draft(self) -> bool:
        return self.seen != self.basis.seen

    def is_valid(self) -> bool:
        return self.passages.is_valid() and (self.is_of_changed_draft or self.rest.is_valid())

    @property
    def has_errors(self) -> bool:
        return bool(self.errors) or self.passages.total_error_count() > 0 or bool(self.rest.errors)

    def plan(self) -> list[Planned]:
        return planned(self.rows)

    def divided(self) -> list[Row] | None:
        """The rows with a new one for each line of a text that begins with a single #; None if there is no such line."""
        rows = [part for row in self.rows for part in divide(row)]
        if len(rows) == len(self.rows):
            return None
        used = {row.same_as for row in self.rows}
        new = [row for row in rows if row.why.code == "split" and row.same_as == NEW_TEXT]
        match_rows(new, [one for one in self.basis.existing if one.key not in used])
        return rows

    def again(self, *, is_refused: bool = False) -> "Preview":
        """The same with all corrections understood, new sections begun, and made for the draft as it is now.

        Where writing was refused, what was not answered yet is asked for instead of being kept without a word.
        """
        rows = self.divided() or self.rows
        is_too_long = len(rows) > MOST_SECTIONS
        kept = {} if is_refused else {one.key: KEEP for one in self.basis.existing}
        preview = Preview.of_rows(
            self.rows if is_too_long else rows, self.basis, notes=self.notes, answers=kept | self.answers
        )
        preview.errors = self.errors + self.refused_choices() * is_refused + [TOO_MANY] * is_too_long
        if self.is_of_changed_draft and not self.errors:
            preview.messages.append(CHANGED)
        if len(rows) > len(self.rows) and not is_too_long:
            preview.messages.append(SPLIT)
        return preview

    def refused_choices(self) -> list[str]:
        """What was chosen but cannot be any more; the new form does not know of it."""
        chosen = [form.errors.get(name, []) for form in self.passages.forms for name in ("place", "same_as")]
        return list(
            dict.fromkeys(
                str(words) for errors in chosen for words in errors if has_code(errors, "invalid_choice", "required")
            )
        )

    def lines(self) -> list[dict]:
        """For the page: each form with its number to be, why it was taken for a section, and how sure the guess is."""
        by_key = {one.key: one for one in self.basis.existing}
        rows = zip(
            self.passages.forms, self.rows, self.numbers(), certainty(self.rows, self.basis.existing), strict=True
        )
        return [
            {
                "form": form, "row": row, "number": number, "old": by_key.get(row.same_as), "sure": sure, "is_same": sure == SAME,
                "is_out": row.place == LEFT_OUT, "is_joined": row.place == JOINED,
            }
            for form, row, number, sure in rows
        ]  # fmt: skip

    def overview(self, lines: list[dict]) -> list[dict]:
        """What the draft will be, in order: `lines`, and between them the sections that are kept without being in the text."""
        numbers = self.numbers_by_name()
        places = {number: at for at, number in enumerate(numbers.values())}
        entries, place = [], -1.0
        for at, line in enumerate(lines, start=1):
            place = places.get(line["number"], place + 0.001)  # what is no section stands behind the one before it
            entries.append((place, line | {"target": f"passage-{at}"}))
        for one in self.basis.existing:
            if one.key in self.rest.fields and one.key in numbers:
                number = numbers[one.key]
                entries.append((places[number], {"kept": one, "number": number, "target": f"id_rest-{one.key}"}))
        return [entry for _place, entry in sorted(entries, key=lambda entry: entry[0])]

    def numbers(self) -> list[str]:
        """For each row; empty where it is no section."""
        numbers = self.numbers_by_name()
        names = iter([numbers.get(at if one.key is None else one.key, "") for at, one in enumerate(self.plan())])
        found: list[str] = []
        for row in self.rows:
            is_first = not any(found)
            stands = row.place != LEFT_OUT and (row.place != JOINED or is_first)
            found.append(next(names) if stands else "")
        return found

    def numbers_by_name(self) -> dict[str | int, str]:
        """Of planned and kept sections; nothing while two rows are the same section."""
        plan = self.plan()
        keys = [one.key for one in plan if one.key]
        if len(keys) != len(set(keys)):
            return {}
        existing = self.basis.existing
        kept = {one.key for one in existing} - set(keys) - self.left_out
        return numbers_of(place_sections(plan, existing, kept))


def has_code(errors, *codes: str) -> bool:
    return any(error.code in codes for error in errors.as_data())


def divide(row: Row) -> list[Row]:
    """A row, and one more for each line that begins with `# `."""
    lines = row.body.split("\n")
    fenced = fenced_lines(lines)
    parts = [(row, [])]
    for at, line in enumerate(lines):
        heading = plain(line[2:])[0] if line.startswith("# ") and at not in fenced else ""
        if 0 < len(heading) <= HEADING_LENGTH:
            parts.append((Row(row.place, heading, "", NEW_TEXT, Why("split")), []))
        else:
            parts[-1][1].append(line)
    return [replace(part, body=tidy_body("\n".join(lines))) for part, lines in parts]


def notes_in(value: str) -> list[str]:
    try:
        notes = json.loads(value or "[]")
    except ValueError:
        return []
    return [str(note)[:LONGEST_NOTE] for note in notes[:MOST_NOTES]] if isinstance(notes, list) else []
