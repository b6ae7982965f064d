"""Schedules of real conferences through the rules: how often they clash, and that they publish when that is solved."""

from collections import Counter
from datetime import timedelta

import pytest

from conference.models import Slot
from conference.schedule.changes import changes_between
from conference.schedule.clashes import clashes_in
from conference.schedule.importing.choices import Choices
from conference.schedule.importing.current import setting_of
from conference.schedule.importing.filling import fill_draft
from conference.schedule.importing.reading import open_source, read_source
from conference.schedule.layout import Layout
from conference.schedule.releasing import publish_draft
from tests.makers import make_conference

from .real_files import HOME, content

pytestmark = pytest.mark.django_db

# slots, and what stands against publishing them
TABLE = {
    "debconf23.xml": (117, {}),
    "jres_2022.ics": (120, {"room": 1}),
    "pyconuk-2015.csv": (162, {"room": 7}),
    "pretalx-rc3.json": (48, {}),
}


@pytest.mark.parametrize("name", TABLE)
def test_real_schedule_is_published_once_its_clashes_are_solved(name):
    zone, first_day = HOME[name]
    conference = make_conference(time_zone=zone, starts_on=first_day, ends_on=first_day + timedelta(9))
    programme = read_source(open_source(content(name)), setting_of(conference))
    fill_draft(conference=conference, programme=programme, choices=Choices())
    draft = Layout.of_draft(conference)
    stops = [clash for clash in clashes_in(draft) if clash.stops]
    assert (len(draft.placed), Counter(clash.code for clash in stops)) == TABLE[name]

    for clash in stops:
        Slot.objects.filter(pk=clash.slots[-1].slot.pk).update(shares_room=True)
        draft.by_key[clash.slots[-1].key].slot.session.people.update(may_overlap=True)
    release = publish_draft(conference=conference)

    assert len(release.changes) == release.slots.count() == len(draft.placed)
    assert changes_between(Layout.of_release(release), Layout.of_draft(conference)) == []
