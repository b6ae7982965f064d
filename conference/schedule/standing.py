"""How a draft stands: against what is published, and against itself. Six queries, however large it is."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from ..models import Conference, Release
from .changes import Change, changes_between
from .clashes import Clash, clashes_in
from .layout import Layout
from .releasing import latest_release


@dataclass(frozen=True)
class Standing:
    conference: Conference
    release: Release | None
    draft: Layout
    published: Layout

    @classmethod
    def of(cls, conference: Conference) -> "Standing":
        release = latest_release(conference)
        return cls(conference, release, Layout.of_draft(conference), Layout.of_release(release, conference))

    @cached_property
    def changes(self) -> list[Change]:
        """What publishing the draft would change."""
        return changes_between(self.published, self.draft)

    @cached_property
    def clashes(self) -> list[Clash]:
        return clashes_in(self.draft)

    @property
    def stops(self) -> list[Clash]:
        return [clash for clash in self.clashes if clash.stops]

    @property
    def doubts(self) -> list[Clash]:
        return [clash for clash in self.clashes if not clash.stops]

    @cached_property
    def marks(self) -> dict[UUID, str]:
        """For slots of the draft that are not as they are published: new, moved or changed."""
        if self.release is None:
            return {}
        return {change.slot: change.mark for change in self.changes}
