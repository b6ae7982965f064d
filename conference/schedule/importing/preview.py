"""An uploaded file between the upload and the decision: read anew each time, with the corrections made so far."""

import zlib
from functools import cached_property

from ...models import Conference, ScheduleImport
from .choices import Choices, days_to_conference
from .current import current_of, setting_of
from .describing import Line, line_of
from .filling import Filled, fill_draft
from .forms import ChoicesForm, ColumnsForm
from .planning import Plan, PlannedSession, plan_import
from .problems import Outcome, Problem
from .programme import Programme
from .reading import Source, open_source, read_source
from .tables.reading import Layout, layout_from_json

MOST_LINES = 2_000


def keep_upload(*, conference: Conference, content: bytes, name: str, by) -> ScheduleImport:
    """Store a file until somebody decides about it."""
    return ScheduleImport.objects.create(
        conference=conference, file_name=name[:200], content=zlib.compress(content), created_by=by
    )


class Preview:
    """Raises ValidationError where the file cannot be read after all."""

    def __init__(self, upload: ScheduleImport):
        self.upload = upload
        self.setting = setting_of(upload.conference)
        self.source: Source = open_source(zlib.decompress(upload.content))
        self.layout: Layout | None = (
            layout_from_json(upload.layout, self.source.sheets) if self.source.is_table else None
        )
        self.programme: Programme = read_source(self.source, self.setting, self.layout)
        self.choices = Choices.from_json(upload.choices)

    @cached_property
    def plan(self) -> Plan:
        return plan_import(self.programme, current_of(self.upload.conference), self.choices)

    @property
    def seen(self) -> str:
        return self.plan.current.seen

    @property
    def counts(self) -> dict[str, int]:
        programme = self.programme
        return {
            "sessions": len(programme.sessions), "rooms": len(programme.rooms),
            "days": len(programme.days(self.setting)), "people": len(programme.persons),
        }  # fmt: skip

    @property
    def problems(self) -> list[tuple[str, list[tuple[int, Problem]]]]:
        """Numbered through all of them, what was left out first: `(outcome, [(number, problem)])`."""
        order = (Outcome.REFUSED, Outcome.REPAIRED, Outcome.NOTED)
        sorted_problems = sorted(self.programme.problems, key=lambda problem: order.index(problem.outcome))
        numbered = list(enumerate(sorted_problems, start=1))
        groups = [(outcome, [pair for pair in numbered if pair[1].outcome is outcome]) for outcome in order]
        return [(outcome, found) for outcome, found in groups if found]

    def columns_form(self, data=None) -> ColumnsForm | None:
        return ColumnsForm(data, source=self.source, layout=self.layout) if self.layout else None

    def choices_form(self, data=None) -> ChoicesForm:
        zone = self.programme.zone
        other_zone = zone if zone and zone != self.setting.zone.key else ""
        return ChoicesForm(
            data, choices=self.choices, is_elsewhen=bool(days_to_conference(self.programme, self.setting)), other_zone=other_zone,
            has_people=bool(self.programme.persons), has_ours=bool(self.plan.current.sessions),
        )  # fmt: skip

    def lines(self, planned: list[PlannedSession]) -> list[Line]:
        return [line_of(one, self.plan.current) for one in planned[:MOST_LINES]]

    def keep(self, *, layout: dict | None, choices: Choices) -> bool:
        """Store what the organizer corrected. Returns whether that is another import than the one on the page."""
        new = {"layout": layout if layout is not None else self.upload.layout, "choices": choices.to_json()}
        is_other = choices != self.choices or (layout is not None and self.differs(layout))
        ScheduleImport.objects.filter(pk=self.upload.pk, state=ScheduleImport.State.OPEN).update(**new)
        return is_other

    def differs(self, layout: dict) -> bool:
        return layout_from_json(layout, self.source.sheets) != self.layout

    def fill(self, seen: str) -> Filled:
        """Put it into the draft. Raises ValidationError, see `fill_draft`."""
        return fill_draft(
            conference=self.upload.conference,
            programme=self.programme,
            choices=self.choices,
            seen=seen,
            upload=self.upload,
        )
